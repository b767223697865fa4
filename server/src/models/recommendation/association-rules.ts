import { ModelInputError } from '../input-error.ts'
import { stageOf, type OnProgress } from '../progress.ts'

export interface AssociationRule {
  if: string[]
  then: string
  /** Share of baskets that hold all items of the rule. */
  support: number
  /** Share of the baskets with `if` that hold `then` too. */
  confidence: number
  /** Confidence over the share of all baskets with `then`; 1 means no connection. */
  lift: number
}

export interface AssociationRules {
  /** Baskets with at least one item. */
  baskets: number
  /** Frequent itemsets of every size, single items included. */
  itemsets: number
  /** By lift, then confidence, then support, then name. */
  rules: AssociationRule[]
}

export interface RuleOptions {
  /** Least share of baskets, above 0 and up to 1, inclusive. */
  support: number
  /** Least confidence, 0 to 1, inclusive. */
  confidence: number
  /** Where to give up. Default 2 million, which need about 1 GB. */
  maxItemsets?: number
  onProgress?: OnProgress
}

/** Comparisons of basket numbers after which to give up: some ten seconds. */
const mostSteps = 1e10

/**
 * All rules "who buys these also buys that" with one item on the right and at least one on the left.
 *
 * Itemsets are found depth first by intersecting the sorted baskets of each item. Items twice in a basket count once;
 * order of baskets and items does not matter.
 *
 * Source: Agrawal & Srikant (1994) for the rules; Zaki (2000), "Scalable Algorithms for Association Mining", Eclat.
 * @throws ModelInputError for shares outside their range, or `recommendation.too_many_itemsets` when the support is so low that
 * there are more than `maxItemsets`, or finding them takes more than 10 billion steps: raise it.
 */
export function associationRules(baskets: Iterable<Iterable<string>>, options: RuleOptions): AssociationRules {
  const { support, confidence, maxItemsets = 2_000_000, onProgress } = options
  if (!(support > 0 && support <= 1)) throw new ModelInputError('recommendation.invalid_number', `A support is above 0 and at most 1, got ${support}`)
  if (!(confidence >= 0 && confidence <= 1)) throw new ModelInputError('recommendation.invalid_number', `A confidence is between 0 and 1, got ${confidence}`)
  const { total, basketsOf } = invert(baskets)
  const least = Math.max(1, Math.ceil(support * total - 1e-9))
  // Rare items first: their short lists bound all intersections below them.
  const frequent = [...basketsOf]
    .filter(([, list]) => list.length >= least)
    .sort(([a, x], [b, y]) => x.length - y.length || (a < b ? -1 : 1))
  const names = frequent.map(([name]) => name)
  const counts = new Map<string, number>()
  const tooMany = () => new ModelInputError('recommendation.too_many_itemsets', `More than ${maxItemsets} itemsets reach a support of ${support}, or too many to look for; raise it`)
  const search: Search = { least, steps: 0, scratch: new Int32Array(total), tooMany, found: (items, count) => {
    // Every part of a frequent set is frequent: one of 21 items alone stands for two million.
    if (counts.size >= maxItemsets || 2 ** items.length > maxItemsets + 1) throw tooMany()
    counts.set(keyOf(items), count)
  } }
  mine(frequent.map(([, list], item) => ({ item, list: Int32Array.from(list) })), [], search, stageOf(onProgress, 0.05, 0.5))
  const rules = sorted(rulesFrom(counts, names, { total, confidence }, stageOf(onProgress, 0.5, 0.9)))
  onProgress?.(1)
  return { baskets: total, itemsets: counts.size, rules }
}

interface Column {
  item: number
  list: Int32Array
}

interface Search {
  least: number
  steps: number
  scratch: Int32Array
  found: (items: number[], count: number) => void
  tooMany: () => ModelInputError
}

function mine(columns: Column[], prefix: number[], search: Search, onDone?: OnProgress): void {
  columns.forEach(({ item, list }, at) => {
    const items = [...prefix, item]
    search.found(items, list.length)
    const longer: Column[] = []
    for (let next = at + 1; next < columns.length; next++) {
      const other = columns[next]
      search.steps += list.length + other.list.length + 10
      if (search.steps > mostSteps) throw search.tooMany()
      const shared = intersect(list, other.list, search)
      if (shared) longer.push({ item: other.item, list: shared })
    }
    if (longer.length > 0) mine(longer, items, search)
    // Pairs looked at: all columns before have met all after them.
    onDone?.(1 - ((columns.length - at - 1) / columns.length) ** 2)
  })
}

/** Undefined as soon as fewer than `least` can be shared. */
function intersect(a: Int32Array, b: Int32Array, { least, scratch: shared }: Search): Int32Array | undefined {
  let size = 0
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (size + Math.min(a.length - i, b.length - j) < least) return undefined
    if (a[i] === b[j]) {
      shared[size++] = a[i++]
      j += 1
    } else if (a[i] < b[j]) i += 1
    else j += 1
  }
  return size >= least ? shared.slice(0, size) : undefined
}

function rulesFrom(counts: Map<string, number>, names: string[], { total, confidence }: { total: number; confidence: number }, onDone: OnProgress): AssociationRule[] {
  const rules: AssociationRule[] = []
  let seen = 0
  for (const [key, count] of counts) {
    onDone(++seen / counts.size)
    const items = itemsOf(key)
    if (items.length < 2) continue
    for (const right of items) {
      const left = items.filter((item) => item !== right)
      const share = count / (counts.get(keyOf(left)) ?? NaN)
      if (!(share >= confidence - 1e-12)) continue
      const lift = share / ((counts.get(keyOf([right])) ?? NaN) / total)
      rules.push({ if: left.map((item) => names[item]).sort(), then: names[right], support: count / total, confidence: share, lift })
    }
  }
  return rules
}

function sorted(rules: AssociationRule[]): AssociationRule[] {
  const named = rules.map((rule) => ({ rule, name: `${rule.if.join('\u0000')}\u0001${rule.then}` }))
  named.sort(({ rule: a, name }, { rule: b, name: other }) => b.lift - a.lift || b.confidence - a.confidence || b.support - a.support || (name < other ? -1 : 1))
  return named.map(({ rule }) => rule)
}

/** Two UTF-16 units an item: the shortest key that a Map compares by value. */
const keyOf = (items: number[]) => String.fromCharCode(...items.flatMap((item) => [item >> 16, item & 0xffff]))
function itemsOf(key: string): number[] {
  return Array.from({ length: key.length / 2 }, (_, i) => (key.charCodeAt(2 * i) << 16) | key.charCodeAt(2 * i + 1))
}

function invert(baskets: Iterable<Iterable<string>>): { total: number; basketsOf: Map<string, number[]> } {
  const basketsOf = new Map<string, number[]>()
  let total = 0
  for (const basket of baskets) {
    const items = new Set(basket)
    if (items.size === 0) continue
    for (const item of items) {
      const list = basketsOf.get(item)
      if (list) list.push(total)
      else basketsOf.set(item, [total])
    }
    total += 1
  }
  return { total, basketsOf }
}
