import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { addProduct } from '#domains/catalog'
import { connectChannel } from '#domains/conversations'

let laris: TestApp
let shop: Context
let widgetKey: string

beforeAll(async () => {
  laris = await createTestApp()
  shop = await laris.newBusiness({ name: 'Warung Bu Sri' })
  await shop.transaction((tx) =>
    addProduct(tx, { name: 'Keripik Tempe', category: 'Camilan', description: 'Tempe tipis renyah, tahan 30 hari.', variants: [{ name: '250 gram', price: 18_000, stock: 12 }] }),
  )
  const channel = await connectChannel(shop, { type: 'webchat', settings: { name: 'Situs' } })
  widgetKey = String(channel.config['widgetKey'])
})

afterAll(() => laris[Symbol.asyncDispose]())

async function visitor(method: 'GET' | 'POST', path: string, body?: object) {
  const answer = await laris.app.server.inject({ method, url: `/api/webchat/${widgetKey}${path}`, ...(body ? { payload: body } : {}) })
  expect(answer.statusCode).toBeLessThan(300)
  return answer.json()
}

test('a customer asks on the web chat and gets the price from the row; the shop sees both with the source', async () => {
  const { visitorToken } = await visitor('POST', '/visitors', {})
  await visitor('POST', '/messages', { visitorToken, clientId: 'pesan-0001', text: 'kak keripik tempe brp?' })
  await visitor('POST', '/messages', { visitorToken, clientId: 'pesan-0001', text: 'kak keripik tempe brp?' })
  await laris.settle()

  const { items } = await visitor('GET', `/messages?visitorToken=${encodeURIComponent(visitorToken)}`)
  expect(items.map((item: { from: string }) => item.from)).toEqual(['visitor', 'shop'])
  expect(items[1].text).toMatch(/18\.000/)

  const stored = await laris.superQuery('select direction, delivery, answer from messages where business_id = $1 order by sent_at, id', [shop.businessId])
  expect(stored).toHaveLength(2)
  expect(stored[1]).toMatchObject({ direction: 'outbound', delivery: 'sent' })
  expect(JSON.stringify(stored[1].answer)).toContain('"kind":"product"')
})
