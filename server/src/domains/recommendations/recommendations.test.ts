import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { recordActivity, type KeyedFact } from '#domains/activity'
import { addProduct, setStock } from '#domains/catalog'
import { resolveCustomers } from '#domains/customers'
import { addDays } from '#models/language/calendar'
import { seededRandom } from '#models/randomness/seeded-random'
import { offerBeside, offerToCustomer, offerToMany } from './offering.ts'
import { refreshRecommendations } from './refresh.ts'

let laris: TestApp
let shop: Context
let variantIds: string[]
let customerIds: string[]
const today = '2026-11-24'

/** Twelve goods. Everybody has a favourite of their own, bought every eight days with the one after it. */
beforeAll(async () => {
  laris = await createTestApp()
  shop = await laris.newBusiness()
  variantIds = await shop.transaction(async (tx) => {
    const ids: string[] = []
    for (let index = 0; index < 12; index++) ids.push((await addProduct(tx, { name: `Barang ${index}`, category: `K${index % 3}`, description: '', variants: [{ name: '', price: 20_000, cost: 12_000, stock: 50 }] })).variants[0].variantId)
    return ids
  })
  customerIds = await shop.transaction((tx) => resolveCustomers(tx, Array.from({ length: 48 }, (_, index) => ({ channelType: 'webchat', externalId: `orang-${index}`, name: `Orang ${index}`, seenAt: shop.now() }))))
  const random = seededRandom(7)
  const facts: KeyedFact[] = customerIds.flatMap((customerId, person) =>
    Array.from({ length: 14 }, (_, visit) => {
      const day = addDays(today, -115 + visit * 8 + Math.floor(random() * 4))
      const goods = [person % 12, random() < 0.7 ? (person + 1) % 12 : Math.floor(random() * 12)]
      return { key: `order:${person}-${visit}`, fact: { type: 'order' as const, customerId, at: new Date(`${day}T03:00:00Z`), channel: 'kasir', amount: 40_000, quantity: 2, goods: [...new Set(goods)].map((good) => ({ amount: 20_000, quantity: 1, variantId: variantIds[good] })) } }
    }),
  )
  await shop.transaction((tx) => recordActivity(tx, facts))
  await refreshRecommendations(shop)
}, 120_000)
afterAll(() => laris?.[Symbol.asyncDispose]())

test('offers what a person comes back for, says why, and is measured against best sellers', async () => {
  const { items, fallback, measured } = await shop.transaction((tx) => offerToCustomer(tx, customerIds[3], 4))
  expect(fallback).toBeNull()
  expect(items.slice(0, 2).map((item) => item.variantId)).toContain(variantIds[3])
  expect(items.find((item) => item.variantId === variantIds[3])?.reason).toMatchObject({ kind: 'buy-again', usualDays: 8 })
  expect(measured?.tried).toBeGreaterThanOrEqual(40)
  expect(measured?.hits).toBeGreaterThan(1.5 * (measured?.bestSellerHits ?? 0))
})

test('offers beside a basket what goes with it, with how often', async () => {
  const { items, fallback } = await shop.transaction((tx) => offerBeside(tx, [variantIds[5]], 3))
  expect(fallback).toBeNull()
  expect([variantIds[4], variantIds[6]]).toContain(items[0].variantId)
  expect(items[0].reason).toMatchObject({ kind: 'also-bought', with: 'Barang 5' })
  expect(items.map((item) => item.variantId)).not.toContain(variantIds[5])
})

test('what ran out since is not offered, to anybody', async () => {
  await shop.transaction((tx) => setStock(tx, [{ variantId: variantIds[3], onHand: 0 }], 'count'))
  expect((await shop.transaction((tx) => offerToCustomer(tx, customerIds[3], 12))).items.map((item) => item.variantId)).not.toContain(variantIds[3])
  const first = await shop.transaction((tx) => offerToMany(tx, undefined))
  expect(customerIds.map(first)).not.toContain(variantIds[3])
  expect(new Set(customerIds.map(first)).size).toBeGreaterThan(4)
})

test('a stranger gets the best sellers of the week', async () => {
  const [stranger] = await shop.transaction((tx) => resolveCustomers(tx, [{ channelType: 'webchat', externalId: 'baru', name: 'Baru', seenAt: shop.now() }]))
  const { items } = await shop.transaction((tx) => offerToCustomer(tx, stranger, 3))
  expect(items).toHaveLength(3)
  expect(items.every((item) => item.reason.kind === 'best-seller')).toBe(true)
})

test('a shop with too few orders shows best sellers, and says what is missing', async () => {
  const small = await laris.newBusiness()
  const product = await small.transaction((tx) => addProduct(tx, { name: 'Wingko', category: '', description: '', variants: [{ name: '', price: 5_000, stock: 9 }] }))
  const variantId = product.variants[0].variantId
  await small.transaction((tx) => recordActivity(tx, [{ key: 'order:1', fact: { type: 'order', customerId: null, at: small.now(), channel: 'kasir', amount: 5_000, quantity: 1, goods: [{ amount: 5_000, quantity: 1, variantId }] } }]))
  await refreshRecommendations(small)
  expect(await small.transaction((tx) => offerBeside(tx, [], 3))).toMatchObject({ items: [{ variantId, reason: { kind: 'best-seller', orders: 1 } }], fallback: { reason: 'few-orders', have: 1, need: 30 }, measured: null })
})

test('what earns nothing is not offered, and what people own for good is not offered again', async () => {
  const carpenter = await laris.newBusiness({ sector: 'furnitur' })
  const ids = await carpenter.transaction(async (tx) => {
    const variants = []
    for (const [name, cost] of [['Meja', 500_000], ['Kursi', 300_000], ['Lemari', 900_000]] as const) variants.push((await addProduct(tx, { name, category: '', description: '', variants: [{ name: '', price: 800_000, cost, stock: 5 }] })).variants[0].variantId)
    return variants
  })
  const [buyer] = await carpenter.transaction((tx) => resolveCustomers(tx, [{ channelType: 'webchat', externalId: 'p', name: 'Pak', seenAt: carpenter.now() }]))
  await carpenter.transaction((tx) => recordActivity(tx, [...ids.map((variantId, index): KeyedFact => ({ key: `order:${index}`, fact: { type: 'order', customerId: index === 0 ? buyer : null, at: carpenter.now(), channel: 'kasir', amount: 800_000, quantity: 1, goods: [{ amount: 800_000, quantity: 1, variantId }] } }))]))
  expect((await carpenter.transaction((tx) => offerToCustomer(tx, buyer, 4))).items.map((item) => item.name)).toEqual(['Kursi'])
})
