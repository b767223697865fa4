import { ModelInputError } from '../input-error.ts'

/** One purchase of an item by a user; `day` counts days from any fixed origin, fractions allowed. */
export interface Purchase {
  user: string
  item: string
  day: number
}

/**
 * Who bought what, and when: a sparse users × items matrix, sorted by user and then by item. Indices follow the order
 * of the ids, so that the smaller index is also the smaller id where a ranking ties.
 */
export interface Interactions {
  users: readonly string[]
  items: readonly string[]
  /** Pairs of user u are `rowStart[u]` up to `rowStart[u + 1]`. */
  rowStart: Int32Array
  /** The item of each pair, ascending within a user. */
  item: Int32Array
  /** Purchase days of pair p are `dayStart[p]` up to `dayStart[p + 1]`. */
  dayStart: Int32Array
  /** Distinct whole days, ascending within a pair. */
  day: Int32Array
  /** The day from which ages count. One purchase dated far into the future does not move it. */
  now: number
}

/** What one person bought: `item[p]` on the days `day[dayStart[p]]` up to `day[dayStart[p + 1]]`. */
export type Bought = Pick<Interactions, 'item' | 'dayStart' | 'day'>

/** The row of one user, as views that copy nothing. */
export function boughtBy({ rowStart, item, dayStart, day }: Interactions, user: number): Bought {
  const from = rowStart[user]
  const to = rowStart[user + 1]
  return { item: item.subarray(from, to), dayStart: dayStart.subarray(from, to + 1), day }
}

/** What a basket holds, for someone of whom nothing else is known. */
export function basketOf(items: readonly number[], day: number): Bought {
  const item = Int32Array.from(new Set(items)).sort()
  return { item, dayStart: Int32Array.from({ length: item.length + 1 }, (_, p) => p), day: new Int32Array(item.length).fill(day) }
}

const dayRange = 2 ** 21 // Room for 5,700 years on either side of the first purchase.

/**
 * Collects purchases; several of one item by one user on one day count once, and order does not matter.
 *
 * Time n log n. Memory about 40 bytes a purchase while it runs; ten million purchases need 0.5 GB.
 * @throws ModelInputError for a day that is not a number.
 */
export function collectInteractions(purchases: Iterable<Purchase>): Interactions {
  const users = new Index()
  const items = new Index()
  const userOf: number[] = []
  const itemOf: number[] = []
  const dayOf: number[] = []
  for (const { user, item, day } of purchases) {
    if (!Number.isFinite(day)) throw new ModelInputError('recommendation.invalid_number', `Purchase of ${item} by ${user} has no day`)
    userOf.push(users.of(user))
    itemOf.push(items.of(item))
    dayOf.push(Math.floor(day))
  }
  const [userIds, userRank] = users.sorted()
  const [itemIds, itemRank] = items.sorted()
  const { now, origin } = timeFrame(dayOf)

  // Counting sort by user, then a sort of (item, day) keys within each user.
  const start = new Int32Array(userIds.length + 1)
  for (const user of userOf) start[userRank[user] + 1] += 1
  for (let u = 0; u < userIds.length; u++) start[u + 1] += start[u]
  const next = start.slice()
  const keys = new Float64Array(userOf.length)
  for (let e = 0; e < userOf.length; e++) {
    const day = Math.min(dayRange - 1, Math.max(0, dayOf[e] - origin))
    keys[next[userRank[userOf[e]]]++] = itemRank[itemOf[e]] * dayRange + day
  }

  const rowStart = new Int32Array(userIds.length + 1)
  const item: number[] = []
  const dayStart: number[] = []
  const day: number[] = []
  for (let u = 0; u < userIds.length; u++) {
    const row = keys.subarray(start[u], start[u + 1]).sort()
    for (let e = 0; e < row.length; e++) {
      if (e > 0 && row[e] === row[e - 1]) continue
      const bought = Math.floor(row[e] / dayRange)
      if (e === 0 || bought !== item[item.length - 1]) {
        item.push(bought)
        dayStart.push(day.length)
      }
      day.push((row[e] % dayRange) + origin)
    }
    rowStart[u + 1] = item.length
  }
  dayStart.push(day.length)
  return {
    users: userIds, items: itemIds, rowStart, item: Int32Array.from(item), dayStart: Int32Array.from(dayStart),
    day: Int32Array.from(day), now,
  }
}

/** The purchases before `cut`, over the same users and items. */
export function purchasesBefore(all: Interactions, cut: number): Interactions {
  const rowStart = new Int32Array(all.rowStart.length)
  const item: number[] = []
  const dayStart: number[] = []
  const day: number[] = []
  for (let u = 0; u + 1 < all.rowStart.length; u++) {
    for (let p = all.rowStart[u]; p < all.rowStart[u + 1]; p++) {
      const first = day.length
      for (let e = all.dayStart[p]; e < all.dayStart[p + 1] && all.day[e] < cut; e++) day.push(all.day[e])
      if (day.length === first) continue
      item.push(all.item[p])
      dayStart.push(first)
    }
    rowStart[u + 1] = item.length
  }
  dayStart.push(day.length)
  return {
    ...all, rowStart, item: Int32Array.from(item), dayStart: Int32Array.from(dayStart), day: Int32Array.from(day),
    now: Math.min(cut - 1, all.now),
  }
}

/** How many users bought each item. */
export function buyersPerItem({ items, item }: Interactions): Int32Array {
  const buyers = new Int32Array(items.length)
  for (const i of item) buyers[i] += 1
  return buyers
}

/** The day with 0.5 % of purchases after it, and an origin early enough for all but nonsense. */
function timeFrame(days: number[]): { now: number; origin: number } {
  if (days.length === 0) return { now: 0, origin: 0 }
  const sorted = Float64Array.from(days).sort()
  const now = sorted[Math.floor((sorted.length - 1) * 0.995)]
  return { now, origin: Math.max(sorted[0], now - dayRange / 2) }
}

class Index {
  #numbers = new Map<string, number>()

  of(id: string): number {
    let number = this.#numbers.get(id)
    if (number === undefined) this.#numbers.set(id, (number = this.#numbers.size))
    return number
  }

  /** The ids in order, and the place in it of each number given out. */
  sorted(): [ids: string[], rank: Int32Array] {
    const ids = [...this.#numbers.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    const rank = new Int32Array(ids.length)
    ids.forEach((id, place) => (rank[this.of(id)] = place))
    return [ids, rank]
  }
}
