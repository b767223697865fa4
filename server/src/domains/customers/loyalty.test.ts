import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { mergeCustomers } from './merging.ts'
import { expired, loyaltySettings } from './points-rules.ts'
import { earnPoints, readPoints, redeemPoints, reversePoints, saveLoyaltySettings } from './points.ts'
import { issueReferralCode, listAdvocates, recordReferral } from './referrals.ts'
import { askForRating, explainRating, rate, summariseRatings } from './ratings.ts'
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
  customerId = await aCustomer(shop, { name: 'Rini Astuti' })
})

const settle = (given: object) => shop.transaction((tx) => saveLoyaltySettings(tx, loyaltySettings.parse({ isActive: true, ...given })))
const earn = (amount: number, reference: string, id = customerId) => shop.transaction((tx) => earnPoints(tx, { customerId: id, amount, reference, place: 'counter' }))
const use = (points: number, reference: string, id = customerId) => shop.transaction((tx) => redeemPoints(tx, { customerId: id, points, reference, place: 'chat' }))
const balance = async (id = customerId) => (await shop.transaction((tx) => readPoints(tx, id, { limit: 10 }))).balance

describe('points', () => {
  test('are earned for whole amounts, once a reference, and used for rupiah', async () => {
    await settle({ kind: 'points', rupiahPerPoint: 10_000, pointValue: 100 })
    expect(await earn(99_999, 'a')).toEqual({ points: 9, balance: 9 })
    expect(await earn(99_999, 'a')).toEqual({ points: 9, balance: 9 })
    expect(await use(4, 'b')).toEqual({ discount: 400, reward: '', balance: 5 })
    expect(await use(4, 'b')).toEqual({ discount: 400, reward: '', balance: 5 })
    await expect(use(6, 'c')).rejects.toMatchObject({ code: 'customers.not_enough_points', values: { balance: 5 } })
    await shop.transaction((tx) => reversePoints(tx, 'a'))
    await shop.transaction((tx) => reversePoints(tx, 'a'))
    expect(await balance()).toBe(-4)
  })

  test('stamps: one a purchase over the minimum, used by full cards', async () => {
    await settle({ kind: 'stamps', stampGoal: 2, stampMinimum: 20_000, reward: 'Es teh gratis' })
    expect((await earn(19_000, 'a')).balance).toBe(0)
    for (const reference of ['b', 'c', 'd']) await earn(50_000, reference)
    await expect(use(1, 'x')).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await use(2, 'x')).toEqual({ discount: 0, reward: 'Es teh gratis', balance: 1 })
  })

  test('two tills at once never use the same points', async () => {
    await settle({ kind: 'points', rupiahPerPoint: 1_000 })
    await earn(10_000, 'a')
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => use(4, `till-${index}`)))
    expect(attempts.filter((one) => one.status === 'fulfilled')).toHaveLength(2)
    expect(await balance()).toBe(2)
  })

  test('merged customers have one account', async () => {
    await settle({ kind: 'points', rupiahPerPoint: 1_000 })
    const other = await aCustomer(shop, { name: 'Rini A' })
    await earn(3_000, 'a')
    await earn(4_000, 'b', other)
    await shop.transaction((tx) => mergeCustomers(tx, { survivorId: customerId, absorbedId: other, statement: 'Kata Rini sendiri' }))
    expect([await balance(), await balance(other)]).toEqual([7, 7])
    expect((await use(6, 'c', other)).balance).toBe(1)
  })

  test('the oldest are used first, and what is past its time is gone', async () => {
    await settle({ kind: 'points', rupiahPerPoint: 1_000, expiresAfterDays: 30 })
    await earn(10_000, 'a')
    laris.clock.advance(20 * 86_400_000)
    await earn(5_000, 'b')
    await use(4, 'c')
    laris.clock.advance(10 * 86_400_000)
    expect(await balance()).toBe(5)
    laris.clock.advance(20 * 86_400_000)
    expect(await balance()).toBe(0)
  })

  test('expiry never takes more than was earned, nor makes a balance negative', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ points: fc.integer({ min: 1, max: 50 }), day: fc.integer({ min: 0, max: 20 }) }), { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 6 }), fc.integer({ min: 0, max: 25 }), (earned, used, today) => {
        const total = earned.reduce((sum, one) => sum + one.points, 0)
        const spent = used.reduce((sum, points) => (sum + points <= total ? sum + points : sum), 0)
        const entries = [...earned.map((one) => ({ points: one.points, expiresAt: new Date(one.day * 86_400_000) })), { points: -spent, expiresAt: null }]
        const gone = expired(entries, new Date(today * 86_400_000))
        expect(gone).toBeGreaterThanOrEqual(0)
        expect(total - spent - gone).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('nothing is earned or used while the programme is off', async () => {
    expect(await earn(1_000_000, 'a')).toEqual({ points: 0, balance: 0 })
    await expect(use(1, 'b')).rejects.toMatchObject({ code: 'customers.points_off' })
  })
})

describe('referrals', () => {
  const refer = (code: string, id: string) => shop.transaction((tx) => recordReferral(tx, { code, customerId: id, reference: 'kasir' }))

  test('a new customer counts once, for one advocate, never for oneself, never for those known before', async () => {
    const known = await aCustomer(shop, { name: 'Lama' })
    laris.clock.advance(60_000)
    const { code } = await shop.transaction((tx) => issueReferralCode(tx, customerId))
    expect(code).toMatch(/^RINIAS[A-Z0-9]{3}$/)
    expect((await shop.transaction((tx) => issueReferralCode(tx, customerId))).code).toBe(code)
    laris.clock.advance(60_000)
    const friend = await aCustomer(shop, { name: 'Teman' })
    await refer(code.toLowerCase(), friend)
    await refer(code, friend)
    expect(await shop.transaction((tx) => listAdvocates(tx))).toEqual([{ customerId, code, newCustomers: 1 }])
    await expect(refer(code, customerId)).rejects.toMatchObject({ code: 'customers.own_referral' })
    await expect(refer(code, known)).rejects.toMatchObject({ code: 'customers.not_new' })
    const other = await shop.transaction((tx) => issueReferralCode(tx, known))
    await expect(refer(other.code, friend)).rejects.toMatchObject({ code: 'customers.referred_before' })
    await expect(refer('TIDAKADA', friend)).rejects.toMatchObject({ status: 404 })
  })
})

describe('ratings', () => {
  const ask = (subjectId: string, channelType = 'webchat') => shop.transaction((tx) => askForRating(tx, { customerId, subjectType: 'conversation', subjectId, channelType }))

  test('are asked once each, and those who did not answer are counted', async () => {
    const since = laris.clock.now()
    const first = await ask('satu')
    expect(await ask('satu')).toEqual({ ...first, isNew: false })
    const second = await ask('dua', 'lain')
    await ask('tiga')
    await shop.transaction((tx) => rate(tx, first.ratingId, 2))
    await shop.transaction((tx) => rate(tx, first.ratingId, 5))
    await shop.transaction((tx) => explainRating(tx, first.ratingId, { reasons: ['speed', 'tidak-dikenal'], comment: ' cepat ' }))
    await shop.transaction((tx) => rate(tx, second.ratingId, 3))
    await shop.transaction((tx) => explainRating(tx, second.ratingId, { reasons: ['delivery', 'speed'], comment: '' }))
    expect(await shop.transaction((tx) => summariseRatings(tx, since))).toEqual({
      asked: 3, answered: 2, responseRate: 2 / 3, csat: 0.5, average: 4,
      reasons: [{ reason: 'delivery', good: 0, bad: 1 }, { reason: 'speed', good: 1, bad: 1 }],
      channels: [{ channelType: 'webchat', asked: 2, answered: 1, good: 1 }, { channelType: 'lain', asked: 1, answered: 1, good: 0 }],
    })
  })

  test('nobody asked is no figure', async () => {
    expect(await shop.transaction((tx) => summariseRatings(tx, new Date(0)))).toMatchObject({ asked: 0, responseRate: null, csat: null, average: null })
  })
})
