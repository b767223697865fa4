import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addGood, changeQuantity, findGoods, receiptText, subtotalOf, type Good } from './sale.ts'

const good = (variantId: string, name: string, price: number | null, sku = ''): Good => ({ variantId, name, sku, price, available: 5, unit: 'pcs', isMadeToOrder: false })
const lumpia = good('a', 'Lumpia Rebung Original Basah, satuan', 17_000, 'LR-1')
const sirup = good('b', 'Sirup', 5_000)

// The words are Indonesian where the device has chosen nothing.
beforeEach(() => vi.stubGlobal('localStorage', { getItem: () => null }))
afterEach(() => vi.unstubAllGlobals())

test('no line of a receipt is wider than 58 mm, and amounts stand at the right', () => {
  const lines = changeQuantity(addGood(addGood([], lumpia), sirup), 'a', 1)
  const text = receiptText(
    { code: 'K-ADB6F3', at: new Date('2026-11-24T05:35:00Z'), lines, discount: 4_000, payments: [{ provider: 'cash', amount: 35_000 }], change: 0 },
    { name: 'Dapur Bu Tini', address: `Jl. Lamper Tengah Raya No. 18, Lamper Tengah ${'x'.repeat(40)}`, phone: '081200001800' },
  )
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(32)
  expect(text).toContain('K-ADB6F3  24/11/26, 12.35')
  expect(text).toMatch(/^ {2}2 x Rp.17\.000 +Rp.34\.000$/m)
  expect(text).toMatch(/^Total +Rp.35\.000$/m)
  expect(text.replace(/\s+/g, ' ')).toContain('Lumpia Rebung Original Basah, satuan')
})

test('goods without a price are not sold, and a line of none goes', () => {
  expect(addGood([], good('c', 'Tanpa harga', null))).toEqual([])
  const lines = addGood(addGood([], sirup), sirup)
  expect(subtotalOf(lines)).toBe(10_000)
  expect(changeQuantity(lines, 'b', -2)).toEqual([])
})

test('a code alone finds its goods; words find what begins with them', () => {
  expect(findGoods([lumpia, sirup], 'lr-1')).toEqual([lumpia])
  expect(findGoods([lumpia, sirup], 'reb bas')).toEqual([lumpia])
  expect(findGoods([lumpia, sirup], 'umpia')).toEqual([])
})
