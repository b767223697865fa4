import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { hasConsent, recordConsent } from './consents.ts'
import { findCustomers, getCustomer, listCustomers } from './customers.ts'
import { listMergeSuggestions, refuseMerge, suggestMerges } from './merge-suggestions.ts'
import { listMerges, mergeCustomers, undoMerge } from './merging.ts'
import { markMasked } from './masking.ts'
import { maySend } from './sending-permission.ts'
import { aCustomer } from './testing.ts'
import { listTimeline } from './timeline.ts'

let laris: TestApp
let shop: Context
const phone = '+6281234567001'

beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())
beforeEach(async () => {
  shop = await laris.newBusiness()
})

const merge = (survivorId: string, absorbedId: string, statement?: string) => shop.transaction((tx) => mergeCustomers(tx, { survivorId, absorbedId, statement }))
const suggestions = (customerId: string) => shop.transaction((tx) => suggestMerges(tx, customerId))
const stateOf = () => laris.superQuery('select id, name, phone, merged_into_id, last_seen_at from customers where business_id = $1 order by id', [shop.businessId])

describe('suggestions', () => {
  test('one phone number, however written, is a reason; whether it is proven is told', async () => {
    const chat = await aCustomer(shop, { name: 'Rini', provenPhone: '0812 3456 7001', channelType: 'telegram' })
    const typed = await aCustomer(shop, { name: 'Bu Rini', typedPhone: '+62 812-3456-7001' })
    const proven = await aCustomer(shop, { name: 'RN', provenPhone: '6281234567001', channelType: 'lain' })
    const found = await suggestions(chat)
    expect(found.map(({ other, isWeak }) => [other.customerId, isWeak])).toEqual(expect.arrayContaining([[typed, false], [proven, false]]))
    expect(found.find(({ other }) => other.customerId === typed)?.evidence).toContainEqual({ kind: 'phone', value: phone, isProven: false })
    expect(found.find(({ other }) => other.customerId === proven)?.evidence).toContainEqual({ kind: 'phone', value: phone, isProven: true })
  })

  test('one e-mail address is a reason, in any case and when a channel uses it as its id', async () => {
    const first = await aCustomer(shop, { name: 'A', email: 'Rini@contoh.id' })
    const second = await aCustomer(shop, { channelType: 'surel', externalId: 'rini@contoh.id' })
    expect((await suggestions(first)).map(({ other, evidence }) => [other.customerId, evidence])).toEqual([[second, [{ kind: 'email', value: 'rini@contoh.id' }]]])
  })

  test('a like name alone is a weak hint, and is no merge without a member’s own reason', async () => {
    const first = await aCustomer(shop, { name: 'Rini Astuti' })
    const second = await aCustomer(shop, { name: 'mbak rini astuti' })
    expect((await suggestions(first)).map(({ other, isWeak, evidence }) => [other.customerId, isWeak, evidence.map(({ kind }) => kind)])).toEqual([[second, true, ['name']]])
    await expect(merge(first, second)).rejects.toMatchObject({ code: 'customers.merge_needs_reason' })
    expect((await merge(first, second, 'Bu Rini bilang sendiri di kasir')).statement).toBe('Bu Rini bilang sendiri di kasir')
    expect((await shop.transaction((tx) => listMergeSuggestions(tx, { limit: 10 }))).items).toEqual([])
  })

  test('nobody is suggested for another reason, for another business, or once refused', async () => {
    const elsewhere = await laris.newBusiness()
    await aCustomer(elsewhere, { provenPhone: phone })
    const first = await aCustomer(shop, { name: 'Sari', provenPhone: phone, channelType: 'telegram' })
    await aCustomer(shop, { name: 'Dewi' })
    expect(await suggestions(first)).toEqual([])
    const second = await aCustomer(shop, { typedPhone: phone })
    await shop.transaction((tx) => refuseMerge(tx, second, first))
    expect(await suggestions(first)).toEqual([])
    expect(await suggestions(second)).toEqual([])
  })

  test('the list of the shop holds each pair once and pages on', async () => {
    for (const number of ['+6281234567011', '+6281234567012']) for (const channelType of ['a', 'b']) await aCustomer(shop, { provenPhone: number, channelType, name: `P${number}` })
    const page = await shop.transaction((tx) => listMergeSuggestions(tx, { limit: 1 }))
    expect(page.items).toHaveLength(1)
    const rest = await shop.transaction((tx) => listMergeSuggestions(tx, { limit: 1, cursor: page.nextCursor ?? '' }))
    expect([rest.items.length, rest.nextCursor]).toEqual([1, null])
    expect(rest.items[0]?.evidence[0]).not.toEqual(page.items[0]?.evidence[0])
  })

  test('masked marketplace buyers are joined to nobody, however alike', async () => {
    const masked = await aCustomer(shop, { name: 'Rini Astuti', channelType: 'pasar' })
    const open = await aCustomer(shop, { name: 'Rini Astuti', provenPhone: phone })
    await shop.transaction((tx) => markMasked(tx, [masked]))
    expect(await suggestions(open)).toEqual([])
    expect(await suggestions(masked)).toEqual([])
    await expect(merge(open, masked, 'Saya yakin ini orangnya')).rejects.toMatchObject({ code: 'customers.masked_buyer' })
  })
})

describe('a merge', () => {
  test('is one customer everywhere, and undone it is as before', async () => {
    const first = await aCustomer(shop, { name: 'Rini', provenPhone: phone, channelType: 'telegram' })
    laris.clock.advance(60_000)
    const second = await aCustomer(shop, { typedPhone: phone, channelType: 'webchat' })
    const before = await stateOf()
    const { id } = await merge(first, second)
    const shown = await shop.transaction((tx) => getCustomer(tx, second))
    expect(shown).toMatchObject({ customerId: first, name: 'Rini', phone, mergedIds: [second] })
    expect(shown.identities.map((one) => one.channelType).sort()).toEqual(['telegram', 'webchat'])
    expect((await shop.transaction((tx) => listCustomers(tx, { limit: 10 }))).items.map((one) => one.customerId)).toEqual([first])
    expect((await shop.transaction((tx) => findCustomers(tx, [first, second]))).get(second)?.customerId).toBe(first)
    await shop.transaction((tx) => undoMerge(tx, id))
    expect(await stateOf()).toEqual(before)
    expect((await shop.transaction((tx) => listCustomers(tx, { limit: 10 }))).items).toHaveLength(2)
    // Twice is once.
    await shop.transaction((tx) => undoMerge(tx, id))
    expect(await stateOf()).toEqual(before)
  })

  test('chains come apart in any order', async () => {
    const [a, b, c] = [await aCustomer(shop, { name: 'A' }), await aCustomer(shop, { name: 'B' }), await aCustomer(shop, { name: 'C' })]
    const ab = await merge(b, a, 'orang yang sama')
    const bc = await merge(c, a, 'orang yang sama')
    const pages = async () => Promise.all([a, b, c].map(async (id) => (await shop.transaction((tx) => getCustomer(tx, id))).customerId))
    expect(await pages()).toEqual([c, c, c])
    await shop.transaction((tx) => undoMerge(tx, ab.id))
    expect(await pages()).toEqual([a, c, c])
    await shop.transaction((tx) => undoMerge(tx, bc.id))
    expect(await pages()).toEqual([a, b, c])
    const again = await merge(a, b, 'orang yang sama')
    const over = await merge(c, a, 'orang yang sama')
    await shop.transaction((tx) => undoMerge(tx, over.id))
    expect(await pages()).toEqual([a, a, c])
    expect((await shop.transaction((tx) => listMerges(tx, a))).map((one) => one.id)).toEqual([again.id])
  })

  test('two members who merge the same pair at once make one merge, in either direction', async () => {
    for (let round = 0; round < 8; round++) {
      const [a, b] = [await aCustomer(shop, { name: 'Satu' }), await aCustomer(shop, { name: 'Dua' })]
      const attempts = await Promise.allSettled([merge(a, b, 'sama orangnya'), merge(b, a, 'sama orangnya'), merge(a, b, 'sama orangnya')])
      expect(attempts.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
      for (const one of attempts) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'customers.already_merged' })
      const rows = await laris.superQuery('select merged_into_id from customers where id = any($1::uuid[])', [[a, b]])
      expect(rows.filter((row) => row['merged_into_id'] === null)).toHaveLength(1)
    }
  })

  test('is told as an event in its own transaction, and is in the journey', async () => {
    const [a, b] = [await aCustomer(shop, { name: 'Satu', typedPhone: phone }), await aCustomer(shop, { name: 'Dua', typedPhone: phone })]
    await merge(a, b)
    const { items } = await shop.transaction((tx) => listTimeline(tx, b, { limit: 20 }))
    expect(items.map((item) => item.kind)).toEqual(['merged', 'first-touch'])
    const audit = await laris.superQuery(`select action, after from audit_entries where business_id = $1 and action = 'customer.merge'`, [shop.businessId])
    expect(audit).toHaveLength(1)
    expect(JSON.stringify(audit)).not.toContain(phone)
  })
})

describe('consent over a merge', () => {
  const say = (customerId: string, isGranted: boolean, channelType?: string) => shop.transaction((tx) => recordConsent(tx, { customerId, purpose: 'marketing', isGranted, source: 'staff', ...(channelType ? { channelType } : {}) }))
  const may = (customerId: string, channelType = 'telegram') => shop.transaction((tx) => hasConsent(tx, customerId, 'marketing', channelType))

  test('the newest word of the person counts; apart again, each has their own', async () => {
    const [a, b] = [await aCustomer(shop, { name: 'Satu', typedPhone: phone }), await aCustomer(shop, { name: 'Dua', typedPhone: phone })]
    await say(a, true, 'telegram')
    expect([await may(a), await may(b)]).toEqual([true, false])
    const { id } = await merge(b, a)
    expect([await may(a), await may(b), await may(b, 'surel')]).toEqual([true, true, false])
    await shop.transaction((tx) => undoMerge(tx, id))
    expect([await may(a), await may(b)]).toEqual([true, false])
  })

  test('who said stop while both were one is not written to as either', async () => {
    const [a, b] = [await aCustomer(shop, { name: 'Satu', typedPhone: phone }), await aCustomer(shop, { name: 'Dua', typedPhone: phone })]
    await say(a, true)
    await say(b, true)
    laris.clock.advance(1_000)
    const { id } = await merge(a, b)
    laris.clock.advance(1_000)
    await say(a, false)
    expect(await may(b)).toBe(false)
    laris.clock.advance(1_000)
    await shop.transaction((tx) => undoMerge(tx, id))
    expect([await may(a), await may(b)]).toEqual([false, false])
    expect(await shop.transaction((tx) => maySend(tx, b, 'marketing', 'telegram'))).toEqual({ isAllowed: false, reason: 'no_consent' })
  })
})
