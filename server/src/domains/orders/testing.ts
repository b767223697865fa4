import type { Context } from '#platform/context'
import type { TestApp } from '#platform/database/testing'
import type { NewOrder } from './new-order.ts'
import { placeOrder } from './placing.ts'
import type { OrderWithLines } from './store.ts'

/** As a person of the shop, who may confirm money and move promises. */
export function asOwner(ctx: Context): Context {
  return ctx.as({ kind: 'member', memberId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d', accountId: 'akun', role: 'owner', sessionId: 'sesi' })
}

export function place(ctx: Context, variantId: string, quantity: number, changes: Partial<NewOrder> = {}): Promise<OrderWithLines> {
  return ctx.transaction((tx) => placeOrder(tx, { source: 'manual', customerName: 'Bu Rini', delivery: 'pickup', lines: [{ variantId, quantity }], ...changes }))
}

/** I5 over everything a business holds: what is wrong, or nothing. */
export function moneyFaults(laris: TestApp, businessId: string): Promise<Record<string, unknown>[]> {
  return laris.superQuery(
    `select o.id, o.number, o.total, o.paid_total, o.refunded_total, l.lines, p.applied, p.unapplied, r.unapplied as refunds_unapplied, r.settled
     from orders o
     left join lateral (select coalesce(sum(quantity * unit_price), 0) as lines from order_lines where business_id = o.business_id and order_id = o.id) l on true
     left join lateral (select coalesce(sum(applied), 0) as applied, coalesce(sum(amount - applied), 0) as unapplied from payments where business_id = o.business_id and order_id = o.id and status = 'paid') p on true
     left join lateral (select coalesce(sum(amount) filter (where not is_applied), 0) as unapplied, coalesce(sum(amount) filter (where is_applied and status = 'done'), 0) as settled from refunds where business_id = o.business_id and order_id = o.id) r on true
     where o.business_id = $1 and (o.subtotal <> l.lines or o.total <> o.subtotal - o.discount + o.shipping_fee or o.paid_total <> p.applied or p.unapplied <> r.unapplied or o.refunded_total <> r.settled or o.paid_total > o.total)`,
    [businessId],
  )
}
