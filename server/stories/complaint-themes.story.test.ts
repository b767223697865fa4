import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { addProduct } from '#domains/catalog'
import { connectChannel, listComplaints } from '#domains/conversations'
import { themes } from '../src/domains/insights/reports/themes.ts'
import { refreshThemes } from '../src/domains/insights/themes.ts'
import { asOwner } from '../src/domains/orders/testing.ts'
import { aWebVisitor } from './a-web-visitor.ts'

let laris: TestApp
let shop: Context
beforeAll(async () => {
  laris = await createTestApp({ start: '2026-11-24T02:00:00Z' })
  shop = asOwner(await laris.newBusiness({ name: 'Warung Bu Sri' }))
})
afterAll(() => laris[Symbol.asyncDispose]())

test('what is complained of in chats stands in the themes with its own words, until it is taken back', async () => {
  await shop.transaction((tx) => addProduct(tx, { name: 'Keripik Tempe', category: 'Camilan', description: 'Renyah.', variants: [{ name: '250 gram', price: 18_000, stock: 20 }] }))
  const channel = await connectChannel(shop, { type: 'webchat', settings: { name: 'Situs' } })
  const complaints = Array.from({ length: 24 }, (_, at) => `saya kecewa, keripiknya ${['hancur semua', 'hancur dan remuk', 'hancur di jalan'][at % 3]}, pesanan ke ${at + 2} ini rusak`)
  for (const words of complaints) await (await aWebVisitor(laris, String(channel.config['widgetKey']))).say(words)
  await (await aWebVisitor(laris, String(channel.config['widgetKey']))).say('keripik tempe berapa?')
  const found = await shop.transaction((tx) => listComplaints(tx, { since: new Date(0), limit: 100 }))
  expect(found.map(({ text }) => text).toSorted()).toEqual(complaints.toSorted())
  await refreshThemes(shop)
  const report = () => shop.transaction((tx) => themes.run(tx, { from: '2026-11-01', to: '2026-11-30' }))
  const { facts, rows } = await report()
  expect(facts).toMatchObject({ texts: 24, low: rows.reduce((sum, row) => sum + Number(row[1]), 0) })
  expect(String(rows[0][4])).toContain('hancur')
  await laris.superQuery('update messages set revoked_at = now() where business_id = $1', [shop.businessId])
  expect((await report()).rows[0][4]).toBe('')
})
