import { z } from 'zod'
import type { Context, GlobalDatabase, Services, Transaction } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import type { WorkHandler } from '#platform/events/dispatcher'
import { findOwnBusiness, forEachBusiness, getShopFacts, recordAudit } from '#domains/businesses'
import { addressMissing, alreadyBooked, notBookable, notUncertain, orderEnded, providerNotSet, senderUnknown } from '../errors.ts'
import { dueOf } from '../money.ts'
import { moveOrder } from '../progress.ts'
import { readProviderSettings, type GivenSettings } from '../provider-settings.ts'
import { isOpen } from '../status.ts'
import { changeOrder, getOrder, lockOrder, type OrderWithLines } from '../store.ts'
import { orderStatuses } from '../tables.ts'
import { parcelOf } from './parcel.ts'
import type { Booking, ShipmentState, ShippingProvider } from './provider.ts'
import { getShippingProvider } from './registry.ts'
import type { ShipmentRow, ShipmentTables } from './tables.ts'

const rows = (tx: Transaction) => tenant<ShipmentTables>(tx)

export interface NewShipment {
  /** Made by the browser before it asks: the same id twice is one booking. */
  clientId: string
  provider: string
  service: string
  destinationPostalCode: string
  weightGrams?: number | undefined
}

export function listShipments(tx: Transaction, orderId: string): Promise<ShipmentRow[]> {
  return rows(tx).select('shipments').selectAll().where('orderId', '=', orderId).orderBy('bookedAt', 'desc').orderBy('id', 'desc').execute()
}

/** Asks a courier to fetch the parcel. The booking is committed before it leaves; silence is `uncertain` and never asked again by itself. */
export async function bookShipment(ctx: Context, orderId: string, input: NewShipment): Promise<ShipmentRow> {
  const begun = await ctx.transaction((tx) => beginBooking(tx, orderId, input))
  if ('known' in begun) return begun.known
  const { provider, settings, booking } = begun
  if (!provider.book) throw notBookable(provider.name)
  const answer = await provider.book(ctx, settings, booking)
  return ctx.transaction(async (tx) => {
    await lockOrder(tx, orderId)
    if (answer.outcome === 'booked') await markBooked(tx, input.clientId, answer)
    else await rows(tx).update('shipments').set({ status: answer.outcome, problem: answer.detail }).where('id', '=', input.clientId).where('status', '=', 'attempting').execute()
    await tx.notify({ topic: 'order', id: orderId })
    return getShipment(tx, input.clientId)
  })
}

async function beginBooking(tx: Transaction, orderId: string, input: NewShipment): Promise<{ known: ShipmentRow } | { provider: ShippingProvider; settings: GivenSettings; booking: Booking }> {
  await lockOrder(tx, orderId)
  const before = await listShipments(tx, orderId)
  const same = before.find((one) => one.id === input.clientId)
  if (same) return { known: same }
  if (before.some(isLive)) throw alreadyBooked()
  const order = await getOrder(tx, orderId)
  if (!isOpen(order.status)) throw orderEnded(order.status)
  const provider = getShippingProvider(input.provider)
  const settings = await readProviderSettings(tx, 'shipping', provider.type)
  if (!provider.book) throw notBookable(provider.name)
  if (!settings?.isOn) throw providerNotSet(provider.name)
  const parcel = await parcelOf(tx, { destinationPostalCode: input.destinationPostalCode, weightGrams: input.weightGrams, lines: order.lines.flatMap((line) => (line.variantId ? [{ variantId: line.variantId, quantity: line.quantity }] : [])) })
  const booking: Booking = { reference: input.clientId, service: input.service, from: await senderOf(tx), to: receiverOf(order), note: order.note.slice(0, 200), parcel }
  const { weightGrams } = parcel
  await rows(tx).insert('shipments').values({
    businessId: tx.businessId, id: input.clientId, orderId, provider: provider.type, service: input.service, status: 'attempting', postalCode: input.destinationPostalCode, weightGrams,
    externalId: null, waybill: null, price: null, tracking: '', problem: null, bookedAt: tx.now(), trackedAt: null,
  }).execute()
  await recordAudit(tx, { action: 'shipment.book', subjectType: 'order', subjectId: orderId, after: { shipmentId: input.clientId, provider: provider.type, service: input.service } })
  return { provider, settings, booking }
}

async function senderOf(tx: Transaction) {
  const { facts } = await getShopFacts(tx)
  if (!facts.phone || !facts.address) throw senderUnknown()
  return { name: (await findOwnBusiness(tx))?.name ?? '', phone: facts.phone, address: facts.address }
}

function receiverOf(order: OrderWithLines) {
  if (!order.address || !order.phone || !order.customerName) throw addressMissing()
  return { name: order.customerName, phone: order.phone, address: [order.address, order.city, order.province].filter(Boolean).join(', ') }
}

async function markBooked(tx: Transaction, shipmentId: string, booked: { externalId: string | null; waybill: string | null; price: number | null }): Promise<void> {
  const shipment = await getShipment(tx, shipmentId)
  await rows(tx).update('shipments').set({ externalId: booked.externalId, waybill: booked.waybill, price: booked.price, status: 'booked', tracking: 'waiting', problem: null }).where('id', '=', shipmentId).execute()
  const courier = shipment.service.split(':')[0].toUpperCase()
  await changeOrder(tx, shipment.orderId, { courier, ...(booked.waybill ? { trackingNumber: booked.waybill } : {}) })
}

/** A person has looked at the courier's own page: it was booked after all, or it was not. */
export async function settleShipment(tx: Transaction, shipmentId: string, waybill: string | null): Promise<ShipmentRow> {
  const shipment = await getShipment(tx, shipmentId)
  await lockOrder(tx, shipment.orderId)
  if (shipment.status !== 'uncertain' && shipment.status !== 'attempting') throw notUncertain()
  if (waybill) await markBooked(tx, shipmentId, { externalId: shipment.externalId, waybill, price: shipment.price })
  else await rows(tx).update('shipments').set({ status: 'rejected' }).where('id', '=', shipmentId).execute()
  await recordAudit(tx, { action: 'shipment.settle', subjectType: 'order', subjectId: shipment.orderId, before: { status: shipment.status }, after: { shipmentId, isBooked: waybill !== null } })
  await tx.notify({ topic: 'order', id: shipment.orderId })
  return getShipment(tx, shipmentId)
}

export async function getShipment(tx: Transaction, shipmentId: string): Promise<ShipmentRow> {
  const row = await rows(tx).select('shipments').selectAll().where('id', '=', shipmentId).executeTakeFirst()
  if (!row) throw notFound('Pengiriman')
  return row
}

/** Callbacks are only there to be faster: without a public address none come. */
export function trackAllShipments(installation: Services & GlobalDatabase & ContextFactory): Promise<void> {
  return forEachBusiness(installation, (ctx) =>
    ctx.transaction(async (tx) => {
      const moving = await rows(tx).select('shipments').select('id').where('status', '=', 'booked').where('externalId', 'is not', null).where('tracking', 'in', ['waiting', 'moving', 'problem', 'returning']).where('bookedAt', '>', new Date(tx.now().getTime() - 30 * 86_400_000)).limit(500).execute()
      for (const { id } of moving) await planTracking(tx, id)
    }),
  )
}

export function planTracking(tx: Transaction, shipmentId: string): Promise<void> {
  return tx.enqueue({ name: 'track-shipment', payload: { shipmentId }, key: `shipment:${shipmentId}`, onceKey: shipmentId, lane: 'couriers' })
}

/** Asks the courier where the parcel is; what a callback says is never believed. */
export const trackShipment: WorkHandler = async (ctx, payload) => {
  const { shipmentId } = z.object({ shipmentId: z.uuid() }).parse(payload)
  const { shipment, settings } = await ctx.transaction(async (tx) => {
    const shipment = await getShipment(tx, shipmentId)
    return { shipment, settings: await readProviderSettings(tx, 'shipping', shipment.provider) }
  })
  const provider = getShippingProvider(shipment.provider)
  if (!provider.readShipment || !settings?.isOn || !shipment.externalId) return
  const state = await provider.readShipment(ctx, settings, shipment.externalId)
  await ctx.transaction((tx) => applyTracking(tx, shipmentId, state))
}

/** Moves the order on with its parcel; never back, and done only when it is paid too. */
async function applyTracking(tx: Transaction, shipmentId: string, state: ShipmentState): Promise<void> {
  const { orderId } = await getShipment(tx, shipmentId)
  const order = await lockOrder(tx, orderId)
  const before = await getShipment(tx, shipmentId)
  await rows(tx).update('shipments').set({ tracking: state.tracking, waybill: state.waybill ?? before.waybill, problem: state.tracking === 'problem' || state.tracking === 'returning' ? state.detail : null, trackedAt: tx.now() }).where('id', '=', shipmentId).execute()
  if (state.isCancelled && before.status === 'booked') return forgetBooking(tx, before, order.trackingNumber)
  if (state.waybill && state.waybill !== order.trackingNumber) await changeOrder(tx, orderId, { trackingNumber: state.waybill })
  if (state.tracking === before.tracking) return
  const goal = state.tracking === 'delivered' && dueOf(order) === 0 ? 'completed' : state.tracking === 'moving' || state.tracking === 'delivered' ? 'shipped' : undefined
  if (goal && isOpen(order.status) && orderStatuses.indexOf(goal) > orderStatuses.indexOf(order.status)) await moveOrder(tx, orderId, goal)
  await tx.emit({ type: 'shipment.moved', key: orderId, payload: { orderId, shipmentId, tracking: state.tracking } })
  await tx.notify({ topic: 'order', id: orderId })
}

/** Nobody comes for this parcel: another courier can be booked, and the order no longer names its waybill. */
export async function forgetBooking(tx: Transaction, shipment: ShipmentRow, trackingNumber: string | null): Promise<void> {
  await rows(tx).update('shipments').set({ status: 'cancelled', tracking: '', problem: null, trackedAt: tx.now() }).where('id', '=', shipment.id).execute()
  if (shipment.waybill && shipment.waybill === trackingNumber) await changeOrder(tx, shipment.orderId, { trackingNumber: null })
  await recordAudit(tx, { action: 'shipment.cancel', subjectType: 'order', subjectId: shipment.orderId, before: { status: shipment.status, waybill: shipment.waybill }, after: { shipmentId: shipment.id, status: 'cancelled' } })
  await tx.notify({ topic: 'order', id: shipment.orderId })
}

/** A booking that stands, or perhaps does; an order has one. */
export const isLive = ({ status }: ShipmentRow): boolean => status !== 'rejected' && status !== 'cancelled'

/** The parcel that the provider calls by this id. */
export function findShipment(tx: Transaction, provider: string, externalId: string): Promise<Pick<ShipmentRow, 'id'> | undefined> {
  return rows(tx).select('shipments').select('id').where('provider', '=', provider).where('externalId', '=', externalId).executeTakeFirst()
}
