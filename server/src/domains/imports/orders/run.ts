import type { Context, Transaction } from '#platform/context'
import { recordImportedOrders, resolveBuyers, type ImportedOrder } from '#domains/orders'
import type { ImportFile } from '../files/file.ts'
import type { OrderFormat, UnreadRow } from '../formats/order-format.ts'
import type { OrderLayout } from '../formats/order-layout.ts'
import { readOrderRows } from '../formats/order-rows.ts'
import { lockRunning, setStatus, storeChanges } from '../store.ts'
import { groupOrders, type OrderBatch } from './grouping.ts'
import { toOrder } from './to-order.ts'

const batchSize = 2_000

/**
 * Writes an order file batch after batch, each in its own transaction with its progress: a run that was killed goes on
 * where it stopped (F25). `false` when the owner stopped it.
 */
export async function writeOrders(ctx: Context, importId: string, file: ImportFile, layout: OrderLayout, format: OrderFormat): Promise<boolean> {
  for await (const batch of groupOrders(readOrderRows(file, layout, format), batchSize)) {
    if (!(await ctx.transaction((tx) => writeBatch(tx, importId, batch)))) return false
  }
  return true
}

async function writeBatch(tx: Transaction, importId: string, batch: OrderBatch): Promise<boolean> {
  const row = await lockRunning(tx, importId)
  if (!row) return false
  if (batch.rowsDone <= row.doneCount) return true
  const { orders, buyers, unread } = understand(batch)
  const customers = (await resolveBuyers(tx, orders, buyers)).map((subjectId) => ({ subjectType: 'customer', subjectId, before: null }))
  const result = await recordImportedOrders(tx, orders, { reference: importId })
  await storeChanges(tx, importId, [...customers, ...result.changes])
  await setStatus(tx, importId, 'running', {
    doneCount: batch.rowsDone,
    addedCount: row.addedCount + result.added,
    changedCount: row.changedCount + result.changed,
    skippedCount: row.skippedCount + unread,
  })
  return true
}

function understand(batch: OrderBatch): { orders: ImportedOrder[]; buyers: (string | null)[]; unread: number } {
  const orders: ImportedOrder[] = []
  const buyers: (string | null)[] = []
  let unread = batch.unread.length
  for (const grouped of batch.orders) {
    const read = toOrder(grouped)
    if ('unread' in read) unread += read.unread.length
    else {
      orders.push(read.order)
      buyers.push(grouped.lines[0].buyer)
    }
  }
  return { orders, buyers, unread }
}

/** Every row that the import left out, with its reason, in the order of the file. */
export async function* listUnreadOrders(file: ImportFile, layout: OrderLayout, format: OrderFormat): AsyncGenerator<UnreadRow> {
  for await (const batch of groupOrders(readOrderRows(file, layout, format), batchSize)) {
    yield* batch.unread
    for (const grouped of batch.orders) {
      const read = toOrder(grouped)
      if ('unread' in read) yield* read.unread
    }
  }
}
