import { z } from 'zod'
import { route } from '#platform/http/route'
import { findVariantIdsBySku, readGoods } from '#domains/catalog'
import { getConversation } from '#domains/conversations'
import { findCart } from './store.ts'

const line = z.object({ variantId: z.string(), name: z.string(), quantity: z.number().int(), note: z.string(), unitPrice: z.number().int().nullable(), isMadeToOrder: z.boolean() })

export const orderingRoutes = {
  getChatCart: route({
    method: 'GET',
    path: '/api/conversations/:conversationId/cart',
    summary: 'What a customer is putting together in a chat; empty when there is nothing',
    permission: 'conversations.read',
    params: z.object({ conversationId: z.uuid() }),
    answer: z.object({
      lines: z.array(line),
      delivery: z.enum(['pickup', 'ship']).nullable(),
      city: z.string(),
      address: z.string(),
      day: z.string().nullable(),
      time: z.string(),
      customerName: z.string(),
      /** The customer has heard the whole order with its total and is to agree. */
      isReadBack: z.boolean(),
      /** The total that was read back. */
      total: z.number().int().nullable(),
    }),
    handle: (ctx, { params }) =>
      ctx.transaction(async (tx) => {
        const { customer } = await getConversation(tx, params.conversationId)
        const stored = await findCart(tx, params.conversationId)
        // What became an order is shown as one.
        const cart = stored?.orderId === null ? stored.cart : undefined
        const ids = await findVariantIdsBySku(tx, cart?.lines.map(({ sku }) => sku) ?? [])
        const goods = await readGoods(tx, [...ids.values()])
        const lines = (cart?.lines ?? []).flatMap(({ sku, quantity, note = '' }) => {
          const good = goods.get(ids.get(sku) ?? '')
          return good ? [{ variantId: good.variantId, name: good.name, quantity, note, unitPrice: good.price, isMadeToOrder: good.kind === 'made_to_order' || good.kind === 'pre_order' }] : []
        })
        return {
          lines, delivery: cart?.delivery ?? null, city: cart?.place?.name ?? '', address: cart?.address ?? '', day: cart?.day ?? null, time: cart?.time?.replace(':', '.') ?? '',
          customerName: cart?.name || customer?.name || '', isReadBack: cart?.asked === 'confirm', total: cart?.asked === 'confirm' ? cart.agreed : null,
        }
      }),
  }),
}
