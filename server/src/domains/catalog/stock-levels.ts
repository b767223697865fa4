import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import type { StockMovementRow, Tables } from './tables.ts'

export interface Level {
  variantId: string
  onHand: number
  reserved: number
}

/**
 * Locks the levels of these variants, always in the same order, so that two carts with the same goods cannot wait for
 * each other. Variants that the shop does not count have no level and are missing in the answer, unless `isCreated`.
 */
export async function lockLevels(tx: Transaction, variantIds: Iterable<string>, { isCreated = false } = {}): Promise<Map<string, Level>> {
  const ids = [...new Set(variantIds)].sort()
  if (ids.length === 0) return new Map()
  if (isCreated) {
    const { columns, values } = manyRows(levelColumns, ids.map((variantId) => ({ businessId: tx.businessId, id: newId(), variantId, onHand: 0, reserved: 0, updatedAt: tx.now() })))
    await sql`insert into stock_levels ${columns} ${values} on conflict (business_id, variant_id) do nothing`.execute(tx.db)
  }
  const rows = await tenant<Tables>(tx)
    .select('stockLevels')
    .select(['variantId', 'onHand', 'reserved'])
    .where(sql<boolean>`variant_id = any(${ids}::uuid[])`)
    .orderBy('variantId')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.variantId, row]))
}

const levelColumns = { businessId: 'uuid', id: 'uuid', variantId: 'uuid', onHand: 'integer', reserved: 'integer', updatedAt: 'timestamptz' } as const
const movementColumns = { businessId: 'uuid', id: 'uuid', variantId: 'uuid', quantity: 'integer', reason: 'text', reference: 'text', actorKind: 'text', actorId: 'uuid', at: 'timestamptz' } as const

/** Adds to levels that `lockLevels` holds. */
export async function changeLevels(tx: Transaction, changes: Level[]): Promise<void> {
  const real = changes.filter((change) => change.onHand !== 0 || change.reserved !== 0)
  if (real.length === 0) return
  await sql`
    update stock_levels set on_hand = stock_levels.on_hand + u.on_hand, reserved = stock_levels.reserved + u.reserved, updated_at = ${tx.now()}::timestamptz
    from unnest(${real.map((change) => change.variantId)}::uuid[], ${real.map((change) => change.onHand)}::integer[], ${real.map((change) => change.reserved)}::integer[]) as u(variant_id, on_hand, reserved)
    where stock_levels.business_id = ${tx.businessId}::uuid and stock_levels.variant_id = u.variant_id`.execute(tx.db)
}

export type Movement = Pick<StockMovementRow, 'variantId' | 'quantity' | 'reason'> & { reference?: string | undefined }

/** Writes the ledger. `on_hand` is the sum of these rows: whoever moves one moves the other in the same transaction (I4). */
export async function writeMovements(tx: Transaction, movements: Movement[]): Promise<void> {
  const moved = movements.filter((movement) => movement.quantity !== 0)
  if (moved.length === 0) return
  const { columns, values } = manyRows(
    movementColumns,
    moved.map(({ variantId, quantity, reason, reference }) => ({
      businessId: tx.businessId,
      id: newId(),
      variantId,
      quantity,
      reason,
      reference: reference ?? null,
      actorKind: tx.actor.kind,
      actorId: tx.actor.kind === 'member' ? tx.actor.memberId : null,
      at: tx.now(),
    })),
  )
  await sql`insert into stock_movements ${columns} ${values}`.execute(tx.db)
}

/** Tells who listens that these levels are others now. */
export async function announceStock(tx: Transaction, variantIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(variantIds)]
  if (ids.length === 0) return
  await tx.emit({ type: 'stock.changed', payload: { variantIds: ids.slice(0, 100) } })
  await tx.notify({ topic: 'stock' })
}
