import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../randomness/seeded-random.ts'
import { learnColdStart, recommendFromFew, type CatalogueItem, type ColdStart, type ShopOrder } from './cold-start.ts'

const items: CatalogueItem[] = [
  ...['nasi', 'soto', 'rawon', 'menu baru'].map((id) => ({ id, category: 'makanan' })),
  ...['es teh', 'jeruk', 'kopi'].map((id) => ({ id, category: 'minuman' })),
]

/** Every second meal comes with iced tea; nobody has ordered the new dish. */
function orders(count: number): ShopOrder[] {
  const random = seededRandom(1)
  return Array.from({ length: count }, (_, i) => {
    const meal = ['nasi', 'nasi', 'soto', 'rawon'][Math.floor(random() * 4)]
    return { day: i, items: random() < 0.5 ? [meal, 'es teh'] : random() < 0.2 ? ['kopi'] : [meal] }
  })
}

function learnt(count: number): ColdStart {
  const model = learnColdStart(items, orders(count))
  if (model.status !== 'learnt') throw new Error(model.reason)
  return model
}

describe('cold start', () => {
  const someOrders = fc.array(fc.record({ items: fc.array(fc.constantFrom(...items.map(({ id }) => id), 'unknown'), { maxLength: 5 }), day: fc.integer({ min: 0, max: 300 }) }), { minLength: 30, maxLength: 60 })

  test('shares lie in 0–1, lifts are positive and symmetric, order does not matter, a basket is never offered itself', () => {
    fc.assert(fc.property(someOrders, fc.constantFrom(...items), (some, { id }) => {
      const [model, reversed] = [learnColdStart(items, some), learnColdStart(items, some.toReversed())]
      if (model.status !== 'learnt' || reversed.status !== 'learnt') throw new Error('30 orders are enough')
      expect(model.popularity.every((share) => share >= 0 && share <= 1 + 1e-12)).toBe(true)
      model.lift.forEach((lift, at) => {
        expect(lift).toBeGreaterThan(0)
        expect(lift).toBeCloseTo(model.lift[(at % items.length) * items.length + Math.floor(at / items.length)], 9)
      })
      reversed.popularity.forEach((share, i) => expect(share).toBeCloseTo(model.popularity[i], 9))
      expect(recommendFromFew(model, [id])).not.toContain(id)
    }), { numRuns: 60 })
  })

  test('waits for 30 orders', () => {
    expect(learnColdStart(items, orders(29))).toEqual({ status: 'not-enough-data', reason: 'few-purchases', have: 29, need: 30 })
    expect(learnColdStart(items, orders(30)).status).toBe('learnt')
  })

  test('offers best sellers to a stranger, and what goes with the basket to a guest', () => {
    expect(recommendFromFew(learnt(60), [], { k: 2 }).sort()).toEqual(['es teh', 'nasi'])
    expect(recommendFromFew(learnt(60), ['nasi'], { k: 1 })).toEqual(['es teh'])
  })

  test('a dish that nobody has ordered still takes part, through its category', () => {
    const all = recommendFromFew(learnt(60), [], { k: 7 })
    expect(all).toHaveLength(7)
    expect(all.indexOf('menu baru')).toBeLessThan(all.indexOf('jeruk'))
  })

  test('never offers what is in the basket or excluded', () => {
    const offered = recommendFromFew(learnt(60), ['nasi', 'unknown'], { exclude: ['es teh'] })
    expect(offered).not.toContain('nasi')
    expect(offered).not.toContain('es teh')
    expect(offered).toHaveLength(5)
  })

  test('the order of orders does not matter, except for their days', () => {
    const turned = learnColdStart(items, orders(50).toReversed())
    const model = learnt(50)
    expect(turned.status === 'learnt' && turned.lift).toEqual(model.lift)
  })

  test('an empty catalogue offers nothing; an order without a day is refused', () => {
    const model = learnColdStart([], orders(40))
    expect(model.status === 'learnt' && recommendFromFew(model, [])).toEqual([])
    expect(() => learnColdStart(items, orders(40).map((order) => ({ ...order, day: NaN })))).toThrow(RangeError)
  })
})
