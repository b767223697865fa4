import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import type { WorkHandler } from '#platform/events/dispatcher'
import { route } from '#platform/http/route'
import { createParcelCards } from '#domains/customers'
import { planNotingOrders } from './activity.ts'
import { noteJourneys } from './journey.ts'
import type { Tables } from './tables.ts'

export const parcelCardRoutes = {
  createParcelCards: route({
    method: 'POST',
    path: '/api/orders/parcel-cards',
    summary: 'Make one-time parcel cards for orders; an order whose card still waits keeps it',
    permission: 'customers.write',
    body: z.strictObject({
      orderIds: z.array(z.uuid()).min(1).max(200),
      /** Where the shop will write, as buyers know it. */
      channel: z.strictObject({ type: z.string().trim().min(1).max(40), label: z.string().trim().min(1).max(40) }).optional(),
    }),
    answer: z.object({ items: z.array(z.object({ cardId: z.string(), orderId: z.string(), reference: z.string() })) }),
    handle: async (ctx, { body }) => {
      const cards = await ctx.transaction(async (tx) => createParcelCards(tx, { orders: await readOrders(tx, [...new Set(body.orderIds)]), channel: body.channel }))
      return { items: cards.map(({ id, orderId, reference }) => ({ cardId: id, orderId, reference })) }
    },
  }),
}

/** A buyer agreed: the order without a face belongs to them from now on. */
export const linkAgreedCard: WorkHandler = (ctx, payload) =>
  ctx.transaction(async (tx) => {
    const { orderId, customerId } = z.object({ orderId: z.uuid(), customerId: z.uuid() }).parse(payload)
    await tenant<Tables>(tx).update('orders').set({ customerId, updatedAt: tx.now() }).where('id', '=', orderId).where('customerId', 'is', null).execute()
    await planNotingOrders(tx, [orderId])
    await noteJourneys(tx, [orderId])
    await tx.notify({ topic: 'order', id: orderId })
  })

async function readOrders(tx: Transaction, orderIds: string[]) {
  const rows = await tenant<Tables>(tx).select('orders').select(['id', 'number', 'customerId']).where('id', 'in', orderIds).execute()
  if (rows.length !== orderIds.length) throw notFound('Pesanan')
  return rows.map((row) => ({ orderId: row.id, reference: row.number, customerId: row.customerId }))
}
