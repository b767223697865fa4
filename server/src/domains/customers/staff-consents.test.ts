import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { hasConsent, recordConsent, type ConsentChange } from './consents.ts'
import { listConsentStates, recordStaffConsent } from './staff-consents.ts'
import { aCustomer } from './testing.ts'

let laris: TestApp
let shop: Context
let customerId: string

beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())
beforeEach(async () => {
  shop = await laris.newBusiness()
  customerId = await aCustomer(shop, { name: 'Rini' })
})

const states = async () => (await shop.transaction((tx) => listConsentStates(tx, customerId))).map(({ purpose, channelType, isGranted, source }) => [purpose, channelType, isGranted, source])
async function said(change: Omit<ConsentChange, 'customerId'>) {
  laris.clock.advance(1_000)
  await shop.transaction((tx) => recordConsent(tx, { customerId, ...change }))
}
async function staff(isGranted: boolean, { channelType = null, note = '' }: { channelType?: string | null; note?: string } = {}) {
  laris.clock.advance(1_000)
  return shop.transaction((tx) => recordStaffConsent(tx, customerId, { purpose: 'marketing', isGranted, channelType, note }))
}
const mayPromote = (channelType: string) => shop.transaction((tx) => hasConsent(tx, customerId, 'marketing', channelType))

test('silence shows as a no that nobody said', async () => {
  expect(await states()).toEqual([['marketing', null, false, null]])
})

test('a later word for all channels outdates what was said for one; a later one for one stands beside it', async () => {
  await said({ purpose: 'marketing', channelType: 'telegram', isGranted: true, source: 'chat' })
  await said({ purpose: 'marketing', isGranted: false, source: 'staff' })
  expect(await states()).toEqual([['marketing', null, false, 'staff']])
  await said({ purpose: 'marketing', channelType: 'telegram', isGranted: true, source: 'chat' })
  expect(await states()).toEqual([['marketing', 'telegram', true, 'chat'], ['marketing', null, false, 'staff']])
})

test('a grant says how it was given, and a slip of the finger is taken back', async () => {
  await expect(staff(true)).rejects.toMatchObject({ code: 'invalid_input', fields: [{ pointer: '/note' }] })
  expect(await mayPromote('telegram')).toBe(false)
  await staff(true, { note: 'di kasir' })
  expect(await mayPromote('telegram')).toBe(true)
  await staff(false)
  expect(await mayPromote('telegram')).toBe(false)
  await staff(true, { note: 'dibatalkan' })
  expect(await states()).toEqual([['marketing', null, true, 'staff']])
})

test('what the customer stopped, staff cannot allow again', async () => {
  await said({ purpose: 'marketing', isGranted: true, source: 'form' })
  await said({ purpose: 'marketing', channelType: 'telegram', isGranted: false, source: 'chat' })
  await expect(staff(true, { note: 'katanya boleh' })).rejects.toMatchObject({ code: 'customers.stopped_by_customer' })
  await expect(staff(true, { note: 'katanya boleh', channelType: 'telegram' })).rejects.toMatchObject({ code: 'customers.stopped_by_customer' })
  await staff(false)
  await expect(staff(true, { note: 'katanya boleh' })).rejects.toMatchObject({ code: 'customers.stopped_by_customer' })
  expect(await mayPromote('telegram')).toBe(false)
  // Another channel was never stopped.
  await staff(true, { note: 'di kasir', channelType: 'webchat' })
  expect(await mayPromote('webchat')).toBe(true)
})

test('a customer of another business has no consents to read or write', async () => {
  const other = await laris.newBusiness()
  await expect(other.transaction((tx) => listConsentStates(tx, customerId))).rejects.toMatchObject({ status: 404 })
  await expect(other.transaction((tx) => recordStaffConsent(tx, customerId, { purpose: 'marketing', isGranted: false, channelType: null, note: '' }))).rejects.toMatchObject({ status: 404 })
})
