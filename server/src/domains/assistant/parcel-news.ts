import { z } from 'zod'
import type { WorkHandler } from '#platform/events/dispatcher'
import { getConversation, planMany } from '#domains/conversations'
import { getOrder, getShipment } from '#domains/orders'

const moved = z.object({ orderId: z.uuid(), shipmentId: z.uuid(), tracking: z.string() })

/**
 * A parcel is on its way or has arrived: the buyer hears of it in the chat in which the order was made, once each, through
 * the send protocol and as far as the buyer and the channel allow it.
 */
export const tellParcel: WorkHandler = (ctx, payload) => {
  const { orderId, shipmentId, tracking } = moved.parse(payload)
  return ctx.transaction(async (tx) => {
    const [order, shipment] = [await getOrder(tx, orderId), await getShipment(tx, shipmentId)]
    if ((tracking !== 'moving' && tracking !== 'delivered') || !order.conversationId) return
    const { id, channelId, windowExpiresAt } = await getConversation(tx, order.conversationId)
    if (windowExpiresAt && windowExpiresAt <= tx.now()) return
    const waybill = shipment.waybill ? ` Resi ${order.courier}: ${shipment.waybill}.` : ''
    const text = tracking === 'moving' ? `Paket pesanan ${order.number} sudah dibawa kurir.${waybill}` : `Paket pesanan ${order.number} sudah sampai. Terima kasih ya.`
    await planMany(tx, channelId, [{ conversationId: id, clientId: `parcel:${shipmentId}:${tracking}`, text, purpose: 'service' }])
  })
}
