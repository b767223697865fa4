import type { BuyAgainOffer } from '#models/recommendation/buy-again'
import type { Bought, Interactions } from '#models/recommendation/interactions'

/** Why something is offered, in figures that the screen puts into words. `item` is the id of another thing. */
export type Reason<Id = string> =
  | { kind: 'buy-again'; usualDays: number; sinceDays: number }
  /** Of the `of` people who bought `item`, so many bought this as well; in one order, when it is about a basket. */
  | { kind: 'also-bought'; item: Id; together: number; of: number }
  | { kind: 'taste' }
  | { kind: 'best-seller'; orders: number; days: number }

const fewestTogether = 3

/** Finds the strongest simple evidence for something that a model chose. */
export function reasonFinder(interactions: Interactions): (bought: Bought, item: number, offers: ReadonlyMap<number, BuyAgainOffer>) => Reason<number> {
  const buyers = buyersOf(interactions)
  const shared = new Map<number, number>()
  const together = (a: number, b: number): number => {
    const key = Math.min(a, b) * buyers.length + Math.max(a, b)
    const known = shared.get(key)
    if (known !== undefined) return known
    const [few, many] = buyers[a].size < buyers[b].size ? [buyers[a], buyers[b]] : [buyers[b], buyers[a]]
    let count = 0
    for (const user of few) if (many.has(user)) count++
    shared.set(key, count)
    return count
  }
  return (bought, item, offers) => {
    const again = offers.get(item)
    if (again) return { kind: 'buy-again', usualDays: Math.max(1, Math.round(again.usualDays)), sinceDays: again.sinceDays }
    let best: { item: number; together: number; of: number } | undefined
    for (const one of bought.item) {
      const pair = { item: one, together: one === item ? 0 : together(one, item), of: buyers[one].size }
      if (pair.together >= fewestTogether && (!best || pair.together * best.of > best.together * pair.of)) best = pair
    }
    return best ? { kind: 'also-bought', ...best } : { kind: 'taste' }
  }
}

function buyersOf({ users, items, rowStart, item }: Interactions): Set<number>[] {
  const buyers = items.map(() => new Set<number>())
  for (let user = 0; user < users.length; user++) for (let pair = rowStart[user]; pair < rowStart[user + 1]; pair++) buyers[item[pair]].add(user)
  return buyers
}
