import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { getCustomer, updateCustomer, type CustomerChanges } from './customers.ts'
import { aCustomer } from './testing.ts'

let laris: TestApp
let shop: Context

beforeAll(async () => {
  laris = await createTestApp()
  shop = await laris.newBusiness()
})
afterAll(() => laris[Symbol.asyncDispose]())

test('F37: two people who write on one customer at once lose no note: the second is told', async () => {
  const customerId = await aCustomer(shop, { name: 'Rini', channelType: 'webchat' })
  const save = (changes: CustomerChanges, seen: CustomerChanges) => shop.transaction((tx) => updateCustomer(tx, customerId, changes, seen))
  const results = await Promise.allSettled([save({ note: 'dari Ayu' }, { note: '' }), save({ note: 'dari Dian' }, { note: '' })])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'customers.changed' } })
  // Another field of the same customer is nobody's loss, and writing the same words twice is none either.
  await save({ name: 'Bu Rini' }, { name: 'Rini', note: '' })
  const { name, note } = await shop.transaction((tx) => getCustomer(tx, customerId))
  expect([name, note]).toEqual(['Bu Rini', expect.stringMatching(/^dari/)])
  await save({ note }, { note: '' })
})
