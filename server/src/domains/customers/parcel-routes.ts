import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { listParcelCards, revokeParcelCard } from './parcel-cards.ts'
import { parcelCardStatuses } from './tables.ts'

const parcelCardSchema = z.object({
  cardId: z.string(),
  orderId: z.string(),
  reference: z.string(),
  status: z.enum(parcelCardStatuses),
  customerId: z.string().nullable(),
  consentText: z.string(),
  decidedAt: timestamp.nullable(),
  createdAt: timestamp,
})

export const parcelRoutes = {
  listParcelCards: route({
    method: 'GET',
    path: '/api/parcel-cards',
    summary: 'Parcel cards, newest first, with what their buyers answered',
    permission: 'customers.read',
    query: pageQuery,
    answer: pageOf(parcelCardSchema),
    handle: async (ctx, { query }) => {
      const { items, nextCursor } = await ctx.transaction((tx) => listParcelCards(tx, query))
      return { items: items.map(({ id, linkedCustomerId, ...card }) => ({ cardId: id, ...card, customerId: linkedCustomerId })), nextCursor }
    },
  }),
  revokeParcelCard: route({
    method: 'DELETE',
    path: '/api/parcel-cards/:cardId',
    summary: 'Take a card out of use that was lost or printed by mistake',
    permission: 'customers.write',
    params: z.object({ cardId: z.uuid() }),
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => revokeParcelCard(tx, params.cardId))
      return {}
    },
  }),
}
