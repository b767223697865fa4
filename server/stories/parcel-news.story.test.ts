import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { connectChannel, receiveSample } from '#domains/conversations'
import { aGood } from '../src/domains/catalog/testing.ts'
import { asOwner, place } from '../src/domains/orders/testing.ts'

let laris: TestApp
let ctx: Context
let conversationId = ''
let customerId = ''
beforeAll(async () => {
  laris = await createTestApp()
  ctx = asOwner(await laris.newBusiness())
  const channel = await connectChannel(ctx, { type: 'webchat', settings: { name: 'Situs' } })
  await receiveSample(ctx, channel.channelId, { name: 'Bu Rini', phone: '081234567890', texts: ['Halo'], at: ctx.now() })
  const [row] = await laris.superQuery('select id, customer_id from conversations where business_id = $1', [ctx.businessId])
  conversationId = String(row['id'])
  customerId = String(row['customer_id'])
})
afterAll(() => laris[Symbol.asyncDispose]())

const told = () => laris.superQuery("select text, delivery from messages where business_id = $1 and text like 'Paket pesanan%' order by id", [ctx.businessId])

async function aParcel(changes: object): Promise<(tracking: string) => Promise<void>> {
  const variantId = await aGood(ctx, 'Nastar 500gr', 10)
  const order = await place(ctx, variantId, 1, { source: 'chat', ...changes })
  const shipmentId = crypto.randomUUID()
  await laris.superQuery("insert into shipments (business_id, id, order_id, provider, service, status, postal_code, weight_grams, waybill, tracking, booked_at) values ($1, $2, $3, 'biteship', 'jne:reg', 'booked', '12440', 500, 'JNE0012345678', 'waiting', now())", [ctx.businessId, shipmentId, order.id])
  return async (tracking) => {
    await ctx.transaction((tx) => tx.emit({ type: 'shipment.moved', key: order.id, payload: { orderId: order.id, shipmentId, tracking } }))
    await laris.settle()
  }
}

test('the buyer hears once that a parcel left and once that it arrived, in the chat of the order', async () => {
  const moved = await aParcel({ conversationId })
  for (const tracking of ['moving', 'moving', 'problem', 'delivered', 'delivered']) await moved(tracking)
  expect(await told()).toMatchObject([{ text: expect.stringContaining('JNE0012345678'), delivery: 'sent' }, { text: expect.stringContaining('sudah sampai'), delivery: 'sent' }])
})

test('an order that was not made in a chat is told to nobody', async () => {
  const before = (await told()).length
  await (await aParcel({}))('moving')
  expect(await told()).toHaveLength(before)
})

test('a person whose data rest hears nothing', async () => {
  const before = (await told()).filter((row) => row['delivery'] === 'sent').length
  await laris.superQuery('update customers set restricted_at = now() where id = $1', [customerId])
  await (await aParcel({ conversationId }))('moving')
  const after = await told()
  expect(after.filter((row) => row['delivery'] === 'sent')).toHaveLength(before)
  expect(after.at(-1)?.['delivery']).not.toBe('sent')
})
