import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { readCampaignHistory } from '#domains/campaigns'
import { connectChannel } from '#domains/conversations'
import { addPast } from './add-past.ts'

let laris: TestApp
beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())

test('people of the example year were last seen at their last chat', async () => {
  const shop = await laris.newBusiness()
  const { channelId } = await connectChannel(shop, { type: 'webchat', settings: { name: 'Chat' } })
  const variants = Array.from({ length: 6 }, (_, index) => ({ sku: `S${index}`, name: `Barang ${index}`, variant: '', category: 'K', price: 20_000 }))
  await addPast(shop, { sector: 'kuliner', seed: 3, variants, channelId })
  const { rows } = await shop.transaction((tx) =>
    sql<{ isLast: boolean; isFirst: boolean }>`
      select c.last_seen_at = v.last_inbound_at as is_last, c.last_seen_at = c.first_seen_at as is_first
      from customers c join conversations v on v.business_id = c.business_id and v.customer_id = c.id
      where c.business_id = ${tx.businessId}`.execute(tx.db),
  )
  expect(rows.length).toBeGreaterThan(50)
  expect(rows.filter(({ isLast }) => !isLast)).toEqual([])
  expect(rows.some(({ isFirst }) => !isFirst)).toBe(true)
})

test('the campaign of the example year has a result, from the orders that are there', async () => {
  const shop = await laris.newBusiness()
  await laris.superQuery('update businesses set is_demo = true where id = $1', [shop.businessId])
  const { channelId } = await connectChannel(shop, { type: 'webchat', settings: { name: 'Chat' } })
  const variants = Array.from({ length: 6 }, (_, index) => ({ sku: `S${index}`, name: `Barang ${index}`, variant: '', category: 'K', price: 20_000 }))
  await addPast(shop, { sector: 'kuliner', seed: 3, variants, channelId })
  const [past] = await shop.transaction((tx) => readCampaignHistory(tx, { from: new Date('2020-01-01'), to: tx.now() }))
  expect(past).toMatchObject({ outlook: expect.stringMatching(/^(more|not-enough-evidence)$/) as string, kind: 'broadcast' })
  expect(past.heldOut / (past.heldOut + past.sent)).toBeCloseTo(0.25, 1)
  expect(past.extraAmount?.interval[0]).toBeLessThan(past.extraAmount?.interval[1] ?? 0)
})
