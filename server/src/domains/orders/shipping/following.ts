import type { Context, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { alreadyBooked, cancelElsewhere, cancelRefused, courierGone, notBookable, providerNotSet, waybillMissing } from '../errors.ts'
import { readProviderSettings } from '../provider-settings.ts'
import { getOrder, lockOrder } from '../store.ts'
import { getShippingProvider } from './registry.ts'
import { forgetBooking, getShipment, isLive, listShipments, planTracking } from './shipments.ts'
import type { ShipmentRow, ShipmentTables } from './tables.ts'

/** Sends a courier away before the parcel is fetched. What the courier has taken already goes its way. */
export async function cancelShipment(ctx: Context, shipmentId: string): Promise<ShipmentRow> {
  const { shipment, provider, settings } = await ctx.transaction(async (tx) => {
    const shipment = await getShipment(tx, shipmentId)
    const provider = getShippingProvider(shipment.provider)
    return { shipment, provider, settings: await readProviderSettings(tx, 'shipping', provider.type) }
  })
  if (shipment.status === 'cancelled') return shipment
  if (provider.followedBy) return ctx.transaction((tx) => stopFollowing(tx, shipmentId))
  if (shipment.status !== 'booked' || !provider.cancel || !shipment.externalId) throw cancelElsewhere(provider.name)
  if (shipment.tracking !== 'waiting' && shipment.tracking !== 'problem') throw courierGone()
  if (!settings?.isOn) throw providerNotSet(provider.name)
  const answer = await provider.cancel(ctx, settings, shipment.externalId)
  if (!answer.isCancelled) {
    // Perhaps it is on its way already, which the courier can tell.
    await ctx.transaction((tx) => planTracking(tx, shipmentId))
    throw cancelRefused(answer.detail)
  }
  return ctx.transaction(async (tx) => {
    const order = await lockOrder(tx, shipment.orderId)
    const now = await getShipment(tx, shipmentId)
    if (now.status === 'booked') await forgetBooking(tx, now, order.trackingNumber)
    return getShipment(tx, shipmentId)
  })
}

/** The parcel goes its way unwatched, under the same waybill. */
async function stopFollowing(tx: Transaction, shipmentId: string): Promise<ShipmentRow> {
  const shipment = await getShipment(tx, shipmentId)
  await lockOrder(tx, shipment.orderId)
  await forgetBooking(tx, shipment, null)
  // So that the same number can be followed again.
  await tenant<ShipmentTables>(tx).update('shipments').set({ externalId: null }).where('id', '=', shipmentId).execute()
  return getShipment(tx, shipmentId)
}

/** Follows a parcel that was handed over at the courier's own counter, by the waybill on the order. */
export async function followWaybill(tx: Transaction, orderId: string, courier: string): Promise<ShipmentRow> {
  await lockOrder(tx, orderId)
  const { trackingNumber, phone } = await getOrder(tx, orderId)
  if (!trackingNumber) throw waybillMissing()
  const provider = getShippingProvider('rajaongkir')
  if (!provider.followedBy) throw notBookable(provider.name)
  if (!(await readProviderSettings(tx, 'shipping', provider.type))?.isOn) throw providerNotSet(provider.name)
  if ((await listShipments(tx, orderId)).some(isLive)) throw alreadyBooked()
  const id = newId()
  await tenant<ShipmentTables>(tx).insert('shipments').values({
    businessId: tx.businessId, id, orderId, provider: provider.type, service: courier, status: 'booked', postalCode: '', weightGrams: 0,
    externalId: provider.followedBy({ courier, waybill: trackingNumber, phone }), waybill: trackingNumber, price: null, tracking: 'waiting', problem: null, bookedAt: tx.now(), trackedAt: null,
  }).execute()
  await recordAudit(tx, { action: 'shipment.follow', subjectType: 'order', subjectId: orderId, after: { shipmentId: id, courier } })
  await planTracking(tx, id)
  await tx.notify({ topic: 'order', id: orderId })
  return getShipment(tx, id)
}
