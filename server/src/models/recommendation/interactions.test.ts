import fc from 'fast-check'
import { expect, test } from 'vitest'
import { basketOf, boughtBy, buyersPerItem, collectInteractions, purchasesBefore } from './interactions.ts'

const purchase = fc.record({
  user: fc.constantFrom('u1', 'u2', 'u3'),
  item: fc.constantFrom('b', 'a', 'c', '10', '9'),
  day: fc.integer({ min: -400, max: 20_000 }),
})

test('holds every distinct purchase day, in order of ids, whatever the order of the rows', () => {
  fc.assert(
    fc.property(fc.array(purchase, { maxLength: 60 }), (purchases) => {
      const found = collectInteractions(purchases)
      expect(collectInteractions(purchases.toReversed())).toEqual(found)
      expect(found.items).toEqual([...found.items].sort())
      const rows = found.users.flatMap((user, u) => {
        const { item, dayStart, day } = boughtBy(found, u)
        return [...item].flatMap((i, p) => [...day.subarray(dayStart[p], dayStart[p + 1])].map((d) => `${user} ${found.items[i]} ${d}`))
      })
      expect(rows.toSorted()).toEqual([...new Set(purchases.map(({ user, item, day }) => `${user} ${item} ${day}`))].sort())
    }),
  )
})

test('a cut keeps exactly what was before it', () => {
  fc.assert(
    fc.property(fc.array(purchase, { minLength: 1, maxLength: 60 }), fc.integer({ min: -500, max: 20_100 }), (purchases, cut) => {
      const past = purchasesBefore(collectInteractions(purchases), cut)
      const direct = collectInteractions(purchases.filter(({ day }) => day < cut))
      expect([...past.day].sort()).toEqual([...direct.day].sort())
      expect(past.item).toHaveLength(direct.item.length)
      expect(past.rowStart.at(-1)).toBe(past.item.length)
      expect(past.dayStart.at(-1)).toBe(past.day.length)
      expect(past.now).toBeLessThan(Math.max(cut, 1))
    }),
  )
})

test('one purchase dated a century ahead moves neither today nor the others', () => {
  const rows = Array.from({ length: 1_000 }, (_, i) => ({ user: `u${i % 50}`, item: `i${i % 7}`, day: i % 300 }))
  const now = collectInteractions(rows).now
  expect(collectInteractions([...rows, { user: 'u1', item: 'i1', day: 40_000 }]).now).toBe(now)
  expect(collectInteractions([...rows, { user: 'u1', item: 'i1', day: 1e15 }]).now).toBe(now)
  expect(collectInteractions([...rows, { user: 'u1', item: 'i1', day: -1e15 }]).now).toBe(now)
})

test('an empty shop is empty, and a purchase without a day is refused', () => {
  expect(collectInteractions([])).toMatchObject({ users: [], items: [], now: 0 })
  expect(buyersPerItem(collectInteractions([]))).toHaveLength(0)
  expect(() => collectInteractions([{ user: 'u', item: 'i', day: NaN }])).toThrow(RangeError)
})

test('a basket looks like what somebody bought today', () => {
  expect(basketOf([4, 2, 4], 7)).toEqual({ item: Int32Array.of(2, 4), dayStart: Int32Array.of(0, 1, 2), day: Int32Array.of(7, 7) })
})
