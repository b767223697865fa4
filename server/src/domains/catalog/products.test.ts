import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { addProduct, updateProduct } from './products.ts'
import type { Product } from './store.ts'

let laris: TestApp
let shop: Context
let product: Product

beforeAll(async () => {
  laris = await createTestApp()
  shop = await laris.newBusiness()
  product = await shop.transaction((tx) => addProduct(tx, { name: 'Parang', category: '', description: '', variants: [{ sku: 'P-1', name: 'L', description: 'katun', price: 250_000, cost: 140_000, weightGrams: 300, stock: 4 }] }))
})
afterAll(() => laris[Symbol.asyncDispose]())

const save = (name: string, seenAt?: Date) => shop.transaction((tx) => updateProduct(tx, product.productId, { name, category: '', description: '', variants: [{ variantId: product.variants[0]?.variantId, name: 'L', price: 260_000, stock: null }] }, seenAt))

test('what a form leaves out of a variant stays: cost, weight, code and description', async () => {
  laris.clock.advance(1_000)
  expect((await save('Parang Rusak')).variants).toMatchObject([{ sku: 'P-1', description: 'katun', price: 260_000, cost: 140_000, weightGrams: 300, onHand: 4 }])
})

test('F37: two people who save one product at once lose nothing: the second is told', async () => {
  const seenAt = (await save('Parang')).updatedAt
  laris.clock.advance(1_000)
  const results = await Promise.allSettled([save('Parang Ayu', seenAt), save('Parang Dian', seenAt)])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'catalog.product_changed' } })
})
