import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { associationRules } from './association-rules.ts'

const shared = process.env.LARIS_SHARED ?? join(import.meta.dirname, '../../../../../shared')
const groceries = join(shared, 'data/purchases/groceries.csv')

describe.skipIf(!existsSync(groceries))('on the Groceries baskets', () => {
  const baskets = () => readFileSync(groceries, 'utf8').trim().split(/\r?\n/).map((line) => line.split(','))

  test('finds the 410 rules that the arules documentation publishes', () => {
    const found = associationRules(baskets(), { support: 0.001, confidence: 0.8 })
    expect(found.baskets).toBe(9835)
    expect(found.rules).toHaveLength(410)
    expect(found.rules[0].lift).toBeCloseTo(11.23527, 5)
  })

  test('finds 463 rules at support .006 and confidence .25', () => {
    expect(associationRules(baskets(), { support: 0.006, confidence: 0.25 }).rules).toHaveLength(463)
  })
})

const basket = fc.array(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'), { maxLength: 6 })

test('agrees with counting every possible itemset', () => {
  fc.assert(
    fc.property(fc.array(basket, { maxLength: 30 }), fc.constantFrom(0.05, 0.2, 0.5), fc.constantFrom(0, 0.3, 0.7), (baskets, support, confidence) => {
      const found = associationRules(baskets, { support, confidence })
      const sets = baskets.filter((items) => items.length > 0).map((items) => new Set(items))
      const count = (items: string[]) => sets.filter((set) => items.every((item) => set.has(item))).length
      const isFrequent = (items: string[]) => count(items) > 0 && count(items) / sets.length >= support - 1e-9
      const subsets = Array.from({ length: 31 }, (_, bits) => [...'abcde'].filter((_item, i) => ((bits + 1) >> i) & 1)).filter(isFrequent)
      const expected = subsets.flatMap((items) =>
        items.length < 2 ? [] : items.filter((then) => count(items) / count(items.filter((item) => item !== then)) >= confidence - 1e-12),
      )
      expect(found.itemsets).toBe(subsets.length)
      expect(found.rules).toHaveLength(expected.length)
      for (const rule of found.rules) {
        expect(rule.support).toBeCloseTo(count([...rule.if, rule.then]) / sets.length, 12)
        expect(rule.lift).toBeCloseTo((rule.confidence * sets.length) / count([rule.then]), 12)
      }
    }),
  )
})

test('does not care for the order of baskets or items, nor for an item twice', () => {
  fc.assert(
    fc.property(fc.array(basket, { minLength: 1, maxLength: 20 }), (baskets) => {
      const shuffled = baskets.toReversed().map((items) => [...items.toReversed(), ...items])
      const options = { support: 0.1, confidence: 0.2 }
      expect(associationRules(shuffled, options)).toEqual(associationRules(baskets, options))
    }),
  )
})

test('no baskets, empty baskets and single items give no rules', () => {
  expect(associationRules([], { support: 0.1, confidence: 0.1 })).toEqual({ baskets: 0, itemsets: 0, rules: [] })
  expect(associationRules([[], []], { support: 0.1, confidence: 0.1 }).rules).toEqual([])
  expect(associationRules([['a'], ['b']], { support: 0.1, confidence: 0 }).rules).toEqual([])
})

test('gives up with an error instead of filling the memory', () => {
  const basket = Array.from({ length: 40 }, (_, i) => `item ${i}`)
  expect(() => associationRules([basket], { support: 1, confidence: 1, maxItemsets: 10_000 })).toThrow(expect.objectContaining({ code: 'recommendation.too_many_itemsets' }))
})

test('refuses shares that are none', () => {
  for (const [support, confidence] of [[0, 0.5], [NaN, 0.5], [1.1, 0.5], [0.5, -0.1], [0.5, NaN]]) {
    expect(() => associationRules([['a', 'b']], { support, confidence })).toThrow(RangeError)
  }
})
