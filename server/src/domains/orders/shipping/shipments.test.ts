import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import type { OutboundFetch, OutboundResponse } from '#platform/http/outbound'
import { saveShopFacts, getShopFacts } from '#domains/businesses'
import { aGood, levelOf } from '../../catalog/testing.ts'
import { callbackKey } from '../callback-key.ts'
import { writeProviderSettings } from '../provider-settings.ts'
import { changeDetails } from '../orders.ts'
import { getOrder } from '../store.ts'
import { asOwner, place } from '../testing.ts'
import { biteship } from './biteship/index.ts'
import { cancelShipment, followWaybill } from './following.ts'
import { rajaongkir } from './rajaongkir/index.ts'
import { bookShipment, listShipments, settleShipment, trackAllShipments } from './shipments.ts'

/** What the courier service does next; shapes as its documents have them, no ready server of theirs is known. */
let mode: 'works' | 'refuses' | 'silent' = 'works'
let parcelStatus = 'confirmed'
let booked: Record<string, unknown>[] = []
let questions = 0
let cancels = 0
let followed: string[] = []
let waybillStatus = ''

const fetch: OutboundFetch = async (url, options = {}) => {
  if (options.method === 'POST' && url.endsWith('/v1/orders')) {
    booked.push(JSON.parse(String(options.body)) as Record<string, unknown>)
    if (mode === 'silent') throw new TypeError('fetch failed')
    if (mode === 'refuses') return answer(400, { success: false, error: 'Postal code is not covered', code: 40002029 })
    return answer(200, { success: true, id: '5dd599ebdefcd4158eb8470b', price: 12_000, courier: { company: 'jne', waybill_id: 'JNE0012345678', tracking_id: 't' }, status: 'confirmed' })
  }
  if (url.endsWith('/cancel')) {
    cancels++
    if (mode === 'silent') throw new TypeError('fetch failed')
    if (mode === 'refuses') return answer(400, { success: false, error: 'Order already picked up', code: 40003002 })
    parcelStatus = 'cancelled'
    return answer(200, { success: true, id: '5dd599ebdefcd4158eb8470b', status: 'cancelled' })
  }
  if (url.endsWith('/track/waybill')) {
    followed.push(String(options.body))
    return waybillStatus === '' ? answer(404, { meta: { message: 'Invalid Waybill', code: 404 }, data: null }) : answer(200, { meta: { code: 200 }, data: { delivered: waybillStatus === 'DELIVERED', summary: { courier_code: 'jne', waybill_number: 'SOCAG001', status: waybillStatus }, manifest: [{ manifest_description: 'Manifested' }] } })
  }
  questions++
  return answer(200, { success: true, id: '5dd599ebdefcd4158eb8470b', status: parcelStatus, courier: { waybill_id: 'JNE0012345678' } })
}

function answer(status: number, body: unknown): OutboundResponse {
  const bytes = async () => Buffer.from(JSON.stringify(body))
  return { status, headers: new Headers(), url: '', bytes, text: async () => JSON.stringify(body), json: async () => body, stream: async function* () {
    yield await bytes()
  } }
}

let laris: TestApp
let ctx: Context
beforeAll(async () => {
  laris = await createTestApp({ fetch, baseUrl: 'https://toko.example' })
})
beforeEach(async () => {
  mode = 'works'
  parcelStatus = 'confirmed'
  booked = []
  questions = 0
  cancels = 0
  followed = []
  waybillStatus = ''
  ctx = asOwner(await laris.newBusiness())
  await ctx.transaction(async (tx) => {
    await writeProviderSettings(tx, 'shipping', biteship, { isOn: true, config: { originPostalCode: '17141' }, secrets: { apiKey: 'biteship_test.contoh' } })
    const { facts } = await getShopFacts(tx)
    await saveShopFacts(tx, { ...facts, phone: '081200000001', address: 'Jl. Melati 1, Bekasi' })
  })
})
afterAll(() => laris[Symbol.asyncDispose]())

async function anOrder(changes: object = {}): Promise<{ orderId: string; variantId: string }> {
  const variantId = await aGood(ctx, 'Nastar 500gr', 10)
  await laris.superQuery('update variants set weight_grams = 500 where id = $1', [variantId])
  const order = await place(ctx, variantId, 2, { delivery: 'ship', shippingFee: 12_000, address: 'Jl. Mawar 5', city: 'Jakarta', phone: '081234567890', ...changes })
  return { orderId: order.id, variantId }
}
const book = (orderId: string, clientId = randomUUID()) => bookShipment(ctx, orderId, { clientId, provider: 'biteship', service: 'jne:reg', destinationPostalCode: '12440' })
const push = async (body: string, key = callbackKey(ctx, 'courier-push')) => {
  const { statusCode } = await laris.app.server.inject({ method: 'POST', url: `/hooks/couriers/biteship/${key}`, payload: body, headers: { 'content-type': 'application/json' } })
  await laris.settle()
  return statusCode
}
const documented = readFileSync(join(import.meta.dirname, 'biteship/fixtures/webhook_order_status.json'), 'utf8')

describe('booking a courier', () => {
  test('sends our reference along, and the same booking sent again is one courier', async () => {
    const { orderId } = await anOrder()
    const clientId = randomUUID()
    const made = await book(orderId, clientId)
    expect(made).toMatchObject({ status: 'booked', waybill: 'JNE0012345678', price: 12_000, tracking: 'waiting' })
    expect(await book(orderId, clientId)).toEqual(made)
    expect(booked).toMatchObject([{ reference_id: clientId, courier_company: 'jne', courier_type: 'reg', origin_postal_code: 17_141, destination_postal_code: 12_440, destination_contact_name: 'Bu Rini', destination_contact_phone: '+6281234567890', items: [{ weight: 500, quantity: 2 }] }])
    expect(await ctx.transaction((tx) => getOrder(tx, orderId))).toMatchObject({ courier: 'JNE', trackingNumber: 'JNE0012345678' })
    await expect(book(orderId)).rejects.toMatchObject({ code: 'orders.already_booked' })
  })

  test('pressed by two people at once asks for one courier', async () => {
    const { orderId } = await anOrder()
    const results = await Promise.allSettled([book(orderId), book(orderId), book(orderId)])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect(booked).toHaveLength(1)
  })

  test('a clear refusal is told and may be tried again', async () => {
    const { orderId } = await anOrder()
    mode = 'refuses'
    expect(await book(orderId)).toMatchObject({ status: 'rejected', problem: 'Postal code is not covered' })
    mode = 'works'
    expect(await book(orderId)).toMatchObject({ status: 'booked' })
  })

  test('silence is uncertain: nobody asks again before a person has looked', async () => {
    const { orderId } = await anOrder()
    mode = 'silent'
    const shipment = await book(orderId)
    expect(shipment.status).toBe('uncertain')
    mode = 'works'
    await expect(book(orderId)).rejects.toMatchObject({ code: 'orders.already_booked' })
    expect(await ctx.transaction((tx) => settleShipment(tx, shipment.id, 'JNE777'))).toMatchObject({ status: 'booked', waybill: 'JNE777' })
    expect((await ctx.transaction((tx) => getOrder(tx, orderId))).trackingNumber).toBe('JNE777')
    await expect(ctx.transaction((tx) => settleShipment(tx, shipment.id, null))).rejects.toMatchObject({ code: 'orders.not_uncertain' })
    const other = await anOrder()
    mode = 'silent'
    const lost = await book(other.orderId)
    await ctx.transaction((tx) => settleShipment(tx, lost.id, null))
    mode = 'works'
    expect(await book(other.orderId)).toMatchObject({ status: 'booked' })
    expect(booked).toHaveLength(3)
  })

  test('without address, sender, weight or a provider that books, nothing is asked', async () => {
    const { orderId } = await anOrder({ address: '' })
    await expect(book(orderId)).rejects.toMatchObject({ code: 'orders.address_missing' })
    const { orderId: whole } = await anOrder()
    await expect(bookShipment(ctx, whole, { clientId: randomUUID(), provider: 'rajaongkir', service: 'jne:reg', destinationPostalCode: '12440' })).rejects.toMatchObject({ code: 'orders.not_bookable' })
    await laris.superQuery('update variants set weight_grams = null where business_id = $1', [ctx.businessId])
    await expect(book(whole)).rejects.toMatchObject({ code: 'orders.weight_unknown' })
    expect(booked).toEqual([])
    expect(await ctx.transaction((tx) => listShipments(tx, whole))).toEqual([])
  })
})

describe('where the parcel is', () => {
  test('a callback is only a reason to ask: forged, foreign and probing ones change nothing', async () => {
    const { orderId } = await anOrder()
    await book(orderId)
    expect(await push('')).toBe(200)
    expect(await push('[1,2')).toBe(200)
    expect(await push(documented.replace('5dd599ebdefcd4158eb8470b', 'lain'))).toBe(200)
    expect(await push(documented, `${ctx.businessId}.${callbackKey(await laris.newBusiness(), 'courier-push').split('.')[1] ?? ''}`)).toBe(404)
    expect(await push(documented, callbackKey(ctx, 'marketplace-push'))).toBe(404)
    expect(questions).toBe(0)
    // The news says "picked"; asked, the courier has not come yet.
    expect(await push(documented)).toBe(200)
    expect(questions).toBe(1)
    expect(await ctx.transaction((tx) => getOrder(tx, orderId))).toMatchObject({ status: 'unpaid' })
  })

  test('a parcel that was fetched takes the goods from the shop, once; one that has arrived is done only when it is paid', async () => {
    const { orderId, variantId } = await anOrder()
    await book(orderId)
    parcelStatus = 'picked'
    for (let times = 0; times < 3; times++) await push(documented)
    expect(await ctx.transaction((tx) => getOrder(tx, orderId))).toMatchObject({ status: 'shipped', stockState: 'committed' })
    expect(await levelOf(laris, variantId)).toEqual({ onHand: 8, reserved: 0 })
    parcelStatus = 'delivered'
    await push(documented)
    expect(await ctx.transaction((tx) => getOrder(tx, orderId))).toMatchObject({ status: 'shipped' })
  })

  test('without callbacks the courier is asked by itself, and a parcel in trouble is shown', async () => {
    const { orderId } = await anOrder()
    await book(orderId)
    parcelStatus = 'courier_not_found'
    await trackAllShipments({ ...laris.services, ...laris.app.contexts, db: laris.database.db })
    await laris.settle()
    expect(await ctx.transaction((tx) => listShipments(tx, orderId))).toMatchObject([{ tracking: 'problem', problem: 'courier_not_found' }])
    expect(await ctx.transaction((tx) => getOrder(tx, orderId))).toMatchObject({ status: 'unpaid' })
  })
})

describe('sending a courier away', () => {
  test('frees the order for another courier, and asked twice is one cancellation', async () => {
    const { orderId } = await anOrder()
    const { id } = await book(orderId)
    expect(await cancelShipment(ctx, id)).toMatchObject({ status: 'cancelled' })
    expect(await cancelShipment(ctx, id)).toMatchObject({ status: 'cancelled' })
    expect(cancels).toBe(1)
    expect(await ctx.transaction((tx) => getOrder(tx, orderId))).toMatchObject({ status: 'unpaid', trackingNumber: null })
    parcelStatus = 'confirmed'
    await laris.superQuery("update shipments set external_id = 'lama' where id = $1", [id])
    expect(await book(orderId)).toMatchObject({ status: 'booked' })
  })

  test('that refuses or does not answer stays booked, and the truth is asked for', async () => {
    const { orderId } = await anOrder()
    const { id } = await book(orderId)
    mode = 'refuses'
    parcelStatus = 'picked'
    await expect(cancelShipment(ctx, id)).rejects.toMatchObject({ code: 'orders.cancel_refused' })
    await laris.settle()
    expect(await ctx.transaction((tx) => listShipments(tx, orderId))).toMatchObject([{ status: 'booked', tracking: 'moving' }])
    mode = 'works'
    await expect(cancelShipment(ctx, id)).rejects.toMatchObject({ code: 'orders.courier_gone' })
    const other = await anOrder()
    await laris.superQuery("update shipments set external_id = 'lama-2' where id = $1", [id])
    const silent = await book(other.orderId)
    mode = 'silent'
    await expect(cancelShipment(ctx, silent.id)).rejects.toThrow()
    expect(await ctx.transaction((tx) => listShipments(tx, other.orderId))).toMatchObject([{ status: 'booked' }])
  })

  test('that was cancelled on the courier’s own page is seen by asking', async () => {
    const { orderId } = await anOrder()
    await book(orderId)
    parcelStatus = 'cancelled'
    await push(documented)
    expect(await ctx.transaction((tx) => listShipments(tx, orderId))).toMatchObject([{ status: 'cancelled' }])
  })
})

describe('a waybill from the courier’s own counter', () => {
  beforeEach(() => ctx.transaction((tx) => writeProviderSettings(tx, 'shipping', rajaongkir, { isOn: true, config: { originPostalCode: '17141', couriers: 'jne' }, secrets: { apiKey: 'kunci-contoh' } })))

  test('is followed until it has arrived, and moves the order on', async () => {
    const { orderId, variantId } = await anOrder()
    await expect(ctx.transaction((tx) => followWaybill(tx, orderId, 'jne'))).rejects.toMatchObject({ code: 'orders.waybill_missing' })
    await ctx.transaction((tx) => changeDetails(tx, orderId, { trackingNumber: 'SOCAG001' }))
    await ctx.transaction((tx) => followWaybill(tx, orderId, 'jne'))
    await laris.settle()
    expect(followed).toEqual(['awb=SOCAG001&courier=jne&last_phone_number=67890'])
    expect(await ctx.transaction((tx) => listShipments(tx, orderId))).toMatchObject([{ status: 'booked', tracking: 'waiting' }])
    waybillStatus = 'ON PROCESS'
    await trackAllShipments({ ...laris.services, ...laris.app.contexts, db: laris.database.db })
    await laris.settle()
    expect(await ctx.transaction((tx) => getOrder(tx, orderId))).toMatchObject({ status: 'shipped', trackingNumber: 'SOCAG001' })
    expect(await levelOf(laris, variantId)).toEqual({ onHand: 8, reserved: 0 })
    waybillStatus = 'DELIVERED'
    await trackAllShipments({ ...laris.services, ...laris.app.contexts, db: laris.database.db })
    await laris.settle()
    expect(await ctx.transaction((tx) => listShipments(tx, orderId))).toMatchObject([{ tracking: 'delivered' }])
  })

  test('of the wrong courier is let go and followed anew', async () => {
    const { orderId } = await anOrder()
    await ctx.transaction((tx) => changeDetails(tx, orderId, { trackingNumber: 'SOCAG001' }))
    const wrong = await ctx.transaction((tx) => followWaybill(tx, orderId, 'jnt'))
    await expect(ctx.transaction((tx) => followWaybill(tx, orderId, 'jne'))).rejects.toMatchObject({ code: 'orders.already_booked' })
    expect(await cancelShipment(ctx, wrong.id)).toMatchObject({ status: 'cancelled' })
    expect(await ctx.transaction((tx) => followWaybill(tx, orderId, 'jne'))).toMatchObject({ service: 'jne', waybill: 'SOCAG001' })
    expect(await ctx.transaction((tx) => getOrder(tx, orderId))).toMatchObject({ trackingNumber: 'SOCAG001' })
  })
})
