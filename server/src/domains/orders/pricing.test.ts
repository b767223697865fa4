import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priceCart, type DiscountRule } from './pricing.ts'

const today = '2026-11-24'
const aRule = (changes: Partial<DiscountRule> = {}): DiscountRule => ({ name: 'Borongan', code: null, variantId: null, minQuantity: 0, minSubtotal: 0, kind: 'amount', value: 5_000, startsOn: null, endsOn: null, ...changes })

describe('a cart', () => {
  test('costs the sum of its lines without rules', () => {
    expect(priceCart([{ variantId: 'a', quantity: 3, unitPrice: 20_000 }], [], { today })).toEqual({ subtotal: 60_000, discount: 0, discountNote: '', discountCode: null })
  })

  test('takes Rp 500 a box off from 100 boxes on, over all lines of the variant', () => {
    const rule = aRule({ variantId: 'box', minQuantity: 100, kind: 'per_piece', value: 500 })
    const lines = (quantity: number) => [{ variantId: 'box', quantity: 60, unitPrice: 20_000 }, { variantId: 'box', quantity, unitPrice: 20_000 }]
    expect(priceCart(lines(40), [rule], { today }).discount).toBe(50_000)
    expect(priceCart(lines(39), [rule], { today }).discount).toBe(0)
  })

  test('gets the best rule of a kind, not all of them', () => {
    expect(priceCart([{ variantId: 'a', quantity: 1, unitPrice: 100_000 }], [aRule({ value: 5_000 }), aRule({ name: 'Sepuluh persen', kind: 'percent', value: 10 })], { today })).toMatchObject({ discount: 10_000, discountNote: 'Sepuluh persen' })
  })

  test('a code counts only when it is named, and only in its time', () => {
    const rule = aRule({ code: 'LEBARAN', startsOn: '2026-11-01', endsOn: '2026-11-30' })
    const lines = [{ variantId: 'a', quantity: 1, unitPrice: 100_000 }]
    expect(priceCart(lines, [rule], { today, code: ' lebaran ' }).discount).toBe(5_000)
    expect(priceCart(lines, [rule], { today }).discount).toBe(0)
    expect(priceCart(lines, [rule], { today: '2026-12-01', code: 'LEBARAN' }).discount).toBe(0)
  })

  test('a price for a set counts for each full set', () => {
    const rule = aRule({ variantId: 'a', minQuantity: 3, kind: 'per_set', value: 6_000 })
    const off = (quantity: number) => priceCart([{ variantId: 'a', quantity, unitPrice: 10_000 }], [rule], { today }).discount
    expect([2, 3, 5, 6].map(off)).toEqual([0, 6_000, 6_000, 12_000])
  })

  test('never costs less than nothing, whatever the rules', () => {
    const rule = fc.record({ variantId: fc.constantFrom(null, 'a', 'b'), kind: fc.constantFrom('per_set' as const, 'per_piece' as const, 'percent' as const, 'amount' as const), value: fc.integer({ min: 1, max: 1_000_000 }), minQuantity: fc.integer({ min: 0, max: 5 }) })
    const line = fc.record({ variantId: fc.constantFrom('a', 'b', null), quantity: fc.integer({ min: 1, max: 50 }), unitPrice: fc.integer({ min: 0, max: 500_000 }) })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.array(rule, { maxLength: 6 }), (lines, rules) => {
        const price = priceCart(lines, rules.map((one) => aRule(one)), { today })
        expect(Number.isSafeInteger(price.discount)).toBe(true)
        expect(price.discount).toBeGreaterThanOrEqual(0)
        expect(price.discount).toBeLessThanOrEqual(price.subtotal)
      }),
    )
  })
})
