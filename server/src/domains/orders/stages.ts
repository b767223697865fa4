import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { orderEnded } from './errors.ts'
import { isOpen } from './status.ts'
import { changeOrder, lockOrder } from './store.ts'
import type { OrderStageRow, Tables } from './tables.ts'

/** The steps that an order has gone through, oldest first. */
export function listStages(tx: Transaction, orderId: string): Promise<OrderStageRow[]> {
  return tenant<Tables>(tx).select('orderStages').selectAll().where('orderId', '=', orderId).orderBy('at').orderBy('id').execute()
}

/** The work has reached a step. Every step stays in the history, also when work goes back to an earlier one. */
export async function enterStage(tx: Transaction, orderId: string, entry: { stage: string; note: string }): Promise<OrderStageRow> {
  const order = await lockOrder(tx, orderId)
  if (!isOpen(order.status)) throw orderEnded(order.status)
  const row: OrderStageRow = { businessId: tx.businessId, id: newId(), orderId, ...entry, photoKey: null, actorId: tx.actor.kind === 'member' ? tx.actor.memberId : null, at: tx.now() }
  await tenant<Tables>(tx).insert('orderStages').values(row).execute()
  await changeOrder(tx, orderId, { stage: entry.stage })
  await recordAudit(tx, { action: 'order.stage', subjectType: 'order', subjectId: orderId, before: { stage: order.stage }, after: entry })
  await tx.emit({ type: 'order.stage-entered', key: orderId, payload: { orderId, stage: entry.stage } })
  await tx.notify({ topic: 'order', id: orderId })
  return row
}

export async function getStage(tx: Transaction, stageId: string): Promise<OrderStageRow> {
  const row = await tenant<Tables>(tx).select('orderStages').selectAll().where('id', '=', stageId).executeTakeFirst()
  if (!row) throw notFound('Tahap')
  return row
}

export async function setStagePhoto(tx: Transaction, stageId: string, photoKey: string): Promise<OrderStageRow> {
  const before = await getStage(tx, stageId)
  await tenant<Tables>(tx).update('orderStages').set({ photoKey }).where('id', '=', stageId).execute()
  await recordAudit(tx, { action: 'order.stage-photo', subjectType: 'order', subjectId: before.orderId, after: { stageId } })
  await tx.notify({ topic: 'order', id: before.orderId })
  return before
}
