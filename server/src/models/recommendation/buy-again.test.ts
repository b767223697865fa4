import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buyAgainOffers, learnBuyAgain } from './buy-again.ts'
import { boughtBy, collectInteractions, type Purchase } from './interactions.ts'
import type { Sector } from './sectors.ts'

const today = 1_000
const every = (user: string, item: string, gap: number, times: number, since: number): Purchase[] =>
  Array.from({ length: times }, (_, i) => ({ user, item, day: today - since - gap * i }))

/** Twelve people buy rice weekly; twelve others bought a table once, up to three years ago. */
const shop = collectInteractions([
  ...Array.from({ length: 12 }, (_, u) => every(`regular ${u}`, 'rice', 7, 6, u % 7)).flat(),
  ...Array.from({ length: 12 }, (_, u) => every(`owner ${u}`, 'table', 1, 1, 100 * u)).flat(),
  ...every('quiet', 'rice', 7, 6, 20),
  ...every('quiet', 'table', 1, 1, 30),
])

function offersTo(user: string, sector: Sector) {
  const model = learnBuyAgain(shop, { sector, today })
  return buyAgainOffers(model, boughtBy(shop, shop.users.indexOf(user)), 7).map((offer) => ({ ...offer, item: shop.items[offer.item] }))
}

describe('buy again', () => {
  const somePurchases = fc.array(fc.record({ user: fc.constantFrom('a', 'b', 'c'), item: fc.constantFrom('x', 'y'), day: fc.integer({ min: 0, max: today }) }), { maxLength: 40 })

  test('chances lie in 0–1, grow with the horizon, and do not depend on the order of purchases', () => {
    fc.assert(fc.property(somePurchases, fc.constantFrom<Sector>('food', 'furniture'), (purchases, sector) => {
      const offers = (rows: Purchase[], days: number) => {
        const interactions = collectInteractions(rows)
        const model = learnBuyAgain(interactions, { sector, today })
        return interactions.users.flatMap((_, user) => buyAgainOffers(model, boughtBy(interactions, user), days).toSorted((a, b) => a.item - b.item))
      }
      const [week, month] = [offers(purchases, 7), offers(purchases, 30)]
      week.forEach(({ chance }, i) => {
        expect(chance).toBeGreaterThanOrEqual(0)
        expect(month[i].chance).toBeLessThanOrEqual(1)
        expect(month[i].chance).toBeGreaterThanOrEqual(chance - 1e-12)
      })
      expect(offers(purchases.toReversed(), 7)).toEqual(week)
    }), { numRuns: 60 })
  })

  test('food comes back in its own rhythm, a table never does', () => {
    const offers = offersTo('quiet', 'furniture')
    expect(offers.map(({ item }) => item)).toEqual(['rice'])
    expect(offers[0].usualDays).toBeGreaterThan(6)
    expect(offers[0].usualDays).toBeLessThan(9)
    expect(offers[0].sinceDays).toBe(20)
    expect(offersTo('owner 3', 'furniture')).toEqual([])
  })

  test('is likelier after a week than on the day after', () => {
    const chance = (user: string) => offersTo(user, 'food')[0].chance
    expect(chance('regular 6')).toBeGreaterThan(chance('regular 0'))
    for (const user of shop.users) for (const offer of offersTo(user, 'food')) expect(offer.chance).toBeLessThanOrEqual(1)
  })

  test('a new food shop lives on the prior of its sector: one purchase is worth a reminder, one wardrobe is not', () => {
    const few = collectInteractions([{ user: 'a', item: 'thing', day: today - 14 }])
    const offers = (sector: Sector) => buyAgainOffers(learnBuyAgain(few, { sector, today }), boughtBy(few, 0), 7)
    expect(offers('food')).toHaveLength(1)
    expect(offers('furniture')).toHaveLength(0)
    expect(offers('food')[0].usualDays).toBeCloseTo(14, 6)
  })

  test('purchases dated in the future are not looked at', () => {
    const rows = [...every('a', 'rice', 7, 4, 3), { user: 'a', item: 'rice', day: today + 900 }]
    const odd = collectInteractions(rows)
    expect(buyAgainOffers(learnBuyAgain(odd, { sector: 'food', today }), boughtBy(odd, 0), 7)[0].sinceDays).toBe(3)
  })

  test('an empty shop has nothing to remind of', () => {
    const empty = collectInteractions([])
    expect(learnBuyAgain(empty, { sector: 'food', today }).rhythms).toEqual([])
  })
})
