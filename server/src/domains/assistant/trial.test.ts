import { expect, test } from 'vitest'
import { createTestApp } from '#platform/database/testing'
import { findFirstTrial, noteTrial } from './settings.ts'

test('the first trial of the assistant is remembered for its business, and stays the first', async () => {
  await using laris = await createTestApp({ start: '2026-11-24T03:00:00Z' })
  const shop = await laris.newBusiness({ name: 'Toko A' })
  const other = await laris.newBusiness({ name: 'Toko B' })
  expect(await shop.transaction(findFirstTrial)).toBeNull()
  await shop.transaction(noteTrial)
  laris.clock.advance(60_000)
  await shop.transaction(noteTrial)
  expect(await shop.transaction(findFirstTrial)).toEqual(new Date('2026-11-24T03:00:00Z'))
  expect(await other.transaction(findFirstTrial)).toBeNull()
  expect(await laris.superQuery(`select count(*)::int as count from audit_entries where business_id = $1 and subject_id = 'assistant.trial'`, [shop.businessId])).toEqual([{ count: 1 }])
})
