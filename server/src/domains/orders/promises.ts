import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { onlyMembers } from './errors.ts'
import { changeOrder, lockOrder } from './store.ts'
import type { OrderPromiseRow, Tables } from './tables.ts'

/** Every date that was promised, oldest first: the old ones stay. */
export function listPromises(tx: Transaction, orderId: string): Promise<OrderPromiseRow[]> {
  return tenant<Tables>(tx).select('orderPromises').selectAll().where('orderId', '=', orderId).orderBy('at').orderBy('id').execute()
}

/** Moves the promised date. Only a person of the shop may; the assistant reads it and never changes it. */
export async function movePromise(tx: Transaction, orderId: string, promise: { promisedOn: string | null; reason: string }): Promise<void> {
  if (tx.actor.kind !== 'member') throw onlyMembers()
  const order = await lockOrder(tx, orderId)
  if (order.promisedOn === promise.promisedOn) return
  await changeOrder(tx, orderId, { promisedOn: promise.promisedOn })
  await recordPromise(tx, orderId, promise)
  await recordAudit(tx, { action: 'order.promise', subjectType: 'order', subjectId: orderId, before: { promisedOn: order.promisedOn }, after: promise })
  await tx.emit({ type: 'order.promise-moved', key: orderId, payload: { orderId, from: order.promisedOn, to: promise.promisedOn } })
  await tx.notify({ topic: 'order', id: orderId })
}

export async function recordPromise(tx: Transaction, orderId: string, promise: { promisedOn: string | null; reason: string }): Promise<void> {
  const { actor } = tx
  await tenant<Tables>(tx)
    .insert('orderPromises')
    .values({ businessId: tx.businessId, id: newId(), orderId, ...promise, actorKind: actor.kind, actorId: actor.kind === 'member' ? actor.memberId : null, at: tx.now() })
    .execute()
}
