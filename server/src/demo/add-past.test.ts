import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#platform/database/testing'
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
