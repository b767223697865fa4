import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { normalisePhone } from '#domains/customers'
import type { OrderLineRow, OrderRow, Tables } from './tables.ts'

export type OrderWithLines = OrderRow & { lines: OrderLineRow[] }

/** Locks an order: everything that changes one begins here, and takes stock and payments afterwards. */
export async function lockOrder(tx: Transaction, orderId: string): Promise<OrderRow> {
  const row = await tenant<Tables>(tx).select('orders').selectAll().where('id', '=', orderId).forUpdate().executeTakeFirst()
  if (!row) throw notFound('Pesanan')
  return row
}

export async function getOrder(tx: Transaction, orderId: string): Promise<OrderWithLines> {
  const row = await tenant<Tables>(tx).select('orders').selectAll().where('id', '=', orderId).executeTakeFirst()
  if (!row) throw notFound('Pesanan')
  return (await withLines(tx, [row]))[0]
}

export async function changeOrder(tx: Transaction, orderId: string, changes: Partial<Omit<OrderRow, 'fees' | 'businessId' | 'id'>>): Promise<void> {
  await tenant<Tables>(tx).update('orders').set({ ...changes, updatedAt: tx.now() }).where('id', '=', orderId).execute()
}

/** The orders of one phone number, newest first. The number is the only proof: without it nothing is told. */
export async function findOrdersByPhone(tx: Transaction, phone: string, limit = 20): Promise<OrderWithLines[]> {
  const normalised = normalisePhone(phone)
  if (!normalised) return []
  const rows = await tenant<Tables>(tx).select('orders').selectAll().where('phone', '=', normalised).orderBy('placedAt', 'desc').limit(limit).execute()
  return withLines(tx, rows)
}

/** Stores an order under a number that nothing of its source has yet: the day and five letters. */
export async function insertOrder(tx: Transaction, order: Omit<OrderRow, 'businessId' | 'number' | 'fees' | 'feeTotal' | 'updatedAt'>, day: string): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const number = `${day.slice(2).replaceAll('-', '')}-${letters(newId())}`
    const inserted = await tenant<Tables>(tx)
      .insert('orders')
      .values({ ...order, businessId: tx.businessId, number, updatedAt: tx.now() })
      .onConflict((on) => on.columns(['businessId', 'source', 'number']).doNothing())
      .returning('number')
      .executeTakeFirst()
    if (inserted) return inserted.number
  }
  throw new Error('No free order number was found')
}

export async function insertLines(tx: Transaction, lines: Omit<OrderLineRow, 'businessId' | 'id'>[]): Promise<void> {
  if (lines.length > 0) await tenant<Tables>(tx).insert('orderLines').values(lines.map((line) => ({ businessId: tx.businessId, id: newId(), ...line }))).execute()
}

export async function withLines(tx: Transaction, rows: OrderRow[]): Promise<OrderWithLines[]> {
  if (rows.length === 0) return []
  const lines = await tenant<Tables>(tx).select('orderLines').selectAll().where(sql<boolean>`order_id = any(${rows.map((row) => row.id)}::uuid[])`).orderBy('position').execute()
  const byOrder = Map.groupBy(lines, (line) => line.orderId)
  return rows.map((row) => ({ ...row, lines: byOrder.get(row.id) ?? [] }))
}

/** Five letters and digits that nobody confuses when read aloud, out of the random part of an id. */
function letters(id: string): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
  const random = BigInt(`0x${id.slice(-12)}`)
  return Array.from({ length: 5 }, (_, index) => alphabet[Number((random >> BigInt(index * 8)) & 0xffn) % alphabet.length]).join('')
}
