import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { addProduct } from '#domains/catalog'
import { connectChannel, handOff } from '#domains/conversations'
import { cancelOrder, moveOrder, placeOrder } from '#domains/orders'
import { getRatingSettings, saveRatingSettings } from './settings.ts'

let laris: TestApp
let shop: Context
let widgetKey: string
let variantId: string
let conversationId: string
let read: () => Promise<string[]>

const member = { kind: 'member', memberId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d', accountId: 'akun', role: 'owner', sessionId: 'sesi' } as const
const day = 86_400_000

beforeAll(async () => {
  laris = await createTestApp({ start: '2026-11-24T02:00:00Z' })
})
beforeEach(async () => {
  laris.clock.set('2026-11-24T02:00:00Z')
  shop = (await laris.newBusiness({ name: 'Warung Bu Sri' })).as(member)
  await shop.transaction(async (tx) => (variantId = (await addProduct(tx, { name: 'Keripik', category: '', description: '', variants: [{ name: '', price: 18_000, stock: 12 }] })).variants[0].variantId))
  widgetKey = String((await connectChannel(shop, { type: 'webchat', settings: { name: 'Situs' } })).config['widgetKey'])
  const call = async (method: 'GET' | 'POST', path: string, body?: object) => (await laris.app.server.inject({ method, url: `/api/webchat/${widgetKey}${path}`, ...(body ? { payload: body } : {}) })).json()
  const { visitorToken } = await call('POST', '/visitors', {})
  await call('POST', '/messages', { visitorToken, clientId: 'pesan-0001-0001', text: 'halo' })
  await laris.settle()
  read = async () => (await call('GET', `/messages?visitorToken=${encodeURIComponent(visitorToken)}`)).items.map((item: { text: string }) => item.text).filter((text: string) => /Boleh kami dinilai/.test(text))
  const [row] = await laris.superQuery('select id from conversations where business_id = $1', [shop.businessId])
  conversationId = String(row['id'])
})
afterAll(() => laris[Symbol.asyncDispose]())

/** As the button of the inbox does. */
async function setStatus(status: 'open' | 'closed'): Promise<void> {
  await laris.superQuery('update conversations set status = $1 where id = $2', [status, conversationId])
  if (status === 'closed') await shop.transaction((tx) => tx.emit({ type: 'conversation.closed', key: conversationId, payload: { conversationId } }))
  await laris.settle()
}
const later = async (ms: number) => {
  laris.clock.advance(ms)
  await laris.settle()
}
const order = () => shop.transaction((tx) => placeOrder(tx, { source: 'chat', customerName: 'Rini', delivery: 'pickup', lines: [{ variantId, quantity: 1 }], conversationId }))

describe('a customer is asked how it was', () => {
  it('after the chat was closed, once in thirty days however often that happens', async () => {
    await setStatus('closed')
    expect(await read()).toEqual([])
    await later(6 * 60_000)
    expect(await read()).toEqual([expect.stringMatching(/Warung Bu Sri.*http:\/\/localhost:3000\/nilai\//)])
    await setStatus('open')
    await setStatus('closed')
    await later(day)
    const { id } = await order()
    await shop.transaction((tx) => moveOrder(tx, id, 'completed'))
    await later(day)
    expect(await read()).toHaveLength(1)
    await later(30 * day)
    const second = await order()
    await shop.transaction((tx) => moveOrder(tx, second.id, 'completed'))
    await later(3 * 3_600_000)
    expect(await read()).toEqual([expect.stringContaining('chat dengan'), expect.stringContaining('belanja di')])
  })

  it('not when the chat went on, ended in a complaint, or the order was taken back', async () => {
    await setStatus('closed')
    await setStatus('open')
    await later(day)
    const { id } = await order()
    await shop.transaction((tx) => tx.emit({ type: 'order.completed', key: id, payload: { orderId: id } }))
    await shop.transaction((tx) => cancelOrder(tx, id, ''))
    await later(day)
    await shop.transaction((tx) => handOff(tx, conversationId, { reason: 'complaint', summary: '' }))
    await setStatus('closed')
    await later(day)
    expect(await read()).toEqual([])
  })

  it('not where the owner does not want it', async () => {
    expect(await shop.transaction(getRatingSettings)).toEqual({ isOn: true, everyDays: 30 })
    await setStatus('closed')
    await shop.transaction((tx) => saveRatingSettings(tx, { isOn: false, everyDays: 30 }))
    await later(day)
    expect(await read()).toEqual([])
  })
})
