import { z } from 'zod'
import { rawRoute, route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { openCallback, rawRequest, callbackKey } from './callback-key.ts'
import { summariseProvider, writeProviderSettings } from './provider-settings.ts'
import { listShippingRates } from './shipping-rates.ts'
import { cancelShipment, followWaybill } from './shipping/following.ts'
import { getShippingProvider, shippingProviders } from './shipping/registry.ts'
import { bookShipment, findShipment, getShipment, listShipments, planTracking, settleShipment } from './shipping/shipments.ts'
import { shipmentStatuses, trackings, type ShipmentRow } from './shipping/tables.ts'
import { getOrder } from './store.ts'

const shipmentSchema = z.object({
  shipmentId: z.string(),
  provider: z.string(),
  service: z.string(),
  status: z.enum(shipmentStatuses),
  waybill: z.string().nullable(),
  price: z.number().int().nullable(),
  tracking: z.enum(trackings),
  problem: z.string().nullable(),
  bookedAt: timestamp,
  trackedAt: timestamp.nullable(),
})

function present({ id, provider, service, status, waybill, price, tracking, problem, bookedAt, trackedAt }: ShipmentRow) {
  return { shipmentId: id, provider, service, status, waybill, price, tracking, problem, bookedAt, trackedAt }
}

const orderParams = z.object({ orderId: z.uuid() })
const shipmentParams = z.object({ shipmentId: z.uuid() })

export const shippingRoutes = {
  listShippingRates: route({
    method: 'POST',
    path: '/api/shipping-rates',
    summary: 'What couriers ask for sending these goods, cheapest first',
    permission: 'orders.write',
    limitPerMinute: 60,
    body: z.strictObject({
      destinationPostalCode: z.string().trim().regex(/^\d{5}$/, 'Kode pos lima angka'),
      lines: z.array(z.strictObject({ variantId: z.uuid(), quantity: z.number().int().min(1).max(1_000_000) })).max(200),
      weightGrams: z.number().int().min(1).max(10_000_000).optional(),
    }),
    answer: z.object({ rates: z.array(z.object({ provider: z.string(), courier: z.string(), service: z.string(), price: z.number().int(), duration: z.string(), bookingCode: z.string().optional() })), failed: z.array(z.string()) }),
    handle: (ctx, { body }) => listShippingRates(ctx, body),
  }),
  listShippingProviders: route({
    method: 'GET',
    path: '/api/shipping-providers',
    summary: 'Sources of courier rates and what is set for them',
    permission: 'business.write',
    answer: z.object({ items: z.array(z.object({ type: z.string(), name: z.string(), isOn: z.boolean(), config: z.record(z.string(), z.unknown()), secretNames: z.array(z.string()), callbackUrl: z.string().nullable() })) }),
    handle: (ctx) => ctx.transaction(async (tx) => ({ items: await Promise.all(
        shippingProviders.map(async (provider) => ({
          ...(await summariseProvider(tx, 'shipping', provider)),
          callbackUrl: provider.readCallback ? `${tx.baseUrl()}/hooks/couriers/${provider.type}/${callbackKey(tx, 'courier-push')}` : null,
        })),
      ),
    })),
  }),
  saveShippingProvider: route({
    method: 'PUT',
    path: '/api/shipping-providers/:type',
    summary: 'Set up a source of courier rates; a secret left empty stays as it is',
    permission: 'business.write',
    params: z.object({ type: z.string().max(40) }),
    body: z.strictObject({ isOn: z.boolean(), config: z.record(z.string().max(40), z.unknown()).default({}), secrets: z.record(z.string().max(40), z.string().max(500)).default({}) }),
    answer: z.object({}),
    handle: async (ctx, { params, body }) => {
      await ctx.transaction((tx) => writeProviderSettings(tx, 'shipping', getShippingProvider(params.type), body))
      return {}
    },
  }),
  listShipments: route({
    method: 'GET',
    path: '/api/orders/:orderId/shipments',
    summary: 'Couriers booked for an order, newest first, and where the parcel is',
    permission: 'orders.read',
    params: orderParams,
    answer: z.object({ items: z.array(shipmentSchema) }),
    handle: (ctx, { params }) =>
      ctx.transaction(async (tx) => {
        await getOrder(tx, params.orderId)
        return { items: (await listShipments(tx, params.orderId)).map(present) }
      }),
  }),
  bookShipment: route({
    method: 'POST',
    path: '/api/orders/:orderId/shipments',
    summary: 'Book a courier; the same `clientId` twice is one booking',
    permission: 'orders.write',
    limitPerMinute: 30,
    params: orderParams,
    body: z.strictObject({
      clientId: z.uuid(),
      provider: z.string().max(40),
      service: z.string().max(80),
      destinationPostalCode: z.string().trim().regex(/^\d{5}$/, 'Kode pos lima angka'),
      weightGrams: z.number().int().min(1).max(10_000_000).optional(),
    }),
    answer: shipmentSchema,
    handle: async (ctx, { params, body }) => present(await bookShipment(ctx, params.orderId, body)),
  }),
  settleShipment: route({
    method: 'POST',
    path: '/api/shipments/:shipmentId/settle',
    summary: 'Say what became of a booking without an answer: its waybill, or nothing',
    permission: 'orders.write',
    params: shipmentParams,
    body: z.strictObject({ waybill: z.string().trim().min(3).max(80).nullable() }),
    answer: shipmentSchema,
    handle: async (ctx, { params, body }) => present(await ctx.transaction((tx) => settleShipment(tx, params.shipmentId, body.waybill))),
  }),
  cancelShipment: route({
    method: 'POST',
    path: '/api/shipments/:shipmentId/cancel',
    summary: 'Send a courier away before the parcel is fetched; another one can be booked then',
    permission: 'orders.write',
    limitPerMinute: 30,
    params: shipmentParams,
    answer: shipmentSchema,
    handle: async (ctx, { params }) => present(await cancelShipment(ctx, params.shipmentId)),
  }),
  followWaybill: route({
    method: 'POST',
    path: '/api/orders/:orderId/waybill',
    summary: 'Follow the parcel of a waybill that was made at the courier’s own counter',
    permission: 'orders.write',
    limitPerMinute: 30,
    params: orderParams,
    body: z.strictObject({ courier: z.string().trim().toLowerCase().regex(/^[a-z0-9]{2,20}$/, 'Pilih kurirnya') }),
    status: 201,
    answer: shipmentSchema,
    handle: async (ctx, { params, body }) => present(await ctx.transaction((tx) => followWaybill(tx, params.orderId, body.courier))),
  }),
  trackShipment: route({
    method: 'POST',
    path: '/api/shipments/:shipmentId/track',
    summary: 'Ask the courier now where the parcel is',
    permission: 'orders.write',
    limitPerMinute: 30,
    params: shipmentParams,
    answer: z.object({}),
    handle: (ctx, { params }) =>
      ctx.transaction(async (tx) => {
        await getShipment(tx, params.shipmentId)
        await planTracking(tx, params.shipmentId)
        return {}
      }),
  }),
  receiveCourierPush: rawRoute({
    method: 'POST',
    path: '/hooks/couriers/:type/:key',
    summary: 'News of a courier: the address proves it, and then it is asked back',
    access: { public: 'Couriers have no login: the address proves them, and their news is only a reason to ask' },
    rawBody: true,
    limitPerMinute: 600,
    handle: async (ctx) => {
      const { type, key } = z.object({ type: z.string(), key: z.string() }).parse(ctx.request.params)
      const provider = getShippingProvider(type)
      const business = openCallback(ctx, 'courier-push', key)
      const news = provider.readCallback?.(rawRequest(ctx).body ?? Buffer.alloc(0))
      if (news) {
        await business.transaction(async (tx) => {
          const shipment = await findShipment(tx, type, news.externalId)
          if (shipment) await planTracking(tx, shipment.id)
        })
      }
      return ctx.reply.status(200).type('text/plain').send('ok')
    },
  }),
}
