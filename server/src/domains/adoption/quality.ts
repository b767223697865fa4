import type { Transaction } from '#platform/context'
import { findCatalogGaps } from '#domains/catalog'
import { countSharedContacts, findOddPhones, listMergeSuggestions, type MergeSuggestion } from '#domains/customers'
import { findLastSoldPrices } from '#domains/orders'
import type { FixKind } from './tables.ts'

/** Stock that nothing has touched for so long is a memory, not a count. */
export const staleAfterDays = 60
const shown = 5

/** Seconds that one fix costs a person: a look and a tap, or a figure to find and type. */
const effort: Record<FixKind, number> = { duplicate: 5, phones: 3, stock: 10, price: 15, cost: 30 }
/** What a wrong row costs the shop: an unknown price cannot be sold, a double customer gets two messages. */
const harm: Record<FixKind, number> = { price: 5, duplicate: 3, stock: 2, phones: 2, cost: 1 }

export interface QualityCheck {
  kind: FixKind
  /** Rows that are not right. */
  bad: number
  /** Rows that were looked at. */
  total: number
}

export interface QualityItem {
  kind: FixKind
  name: string
  variantId?: string
  customerId?: string
  otherCustomerId?: string
  otherName?: string
  evidence?: MergeSuggestion['evidence']
  /** What can be accepted with one tap: the price it was last sold for, or the count that stands. */
  offer?: number
  price?: number | null
  countedAt?: Date
  /** How many rows one tap puts right. */
  rows: number
}

export interface Quality {
  /** 0 to 100; `null` while there is nothing to judge. */
  score: number | null
  checks: QualityCheck[]
  /** The cheapest fixes first, one group a kind. */
  fixes: { kind: FixKind; items: QualityItem[] }[]
  /** Numbers that nobody can read: only the customer knows. */
  unreadablePhones: { customerId: string; name: string; phone: string }[]
}

/** How good the data are, and what to put right first: most harm avoided for a second of work. */
export async function judgeQuality(tx: Transaction, customerCount: number): Promise<Quality> {
  const gaps = await findCatalogGaps(tx, { staleBefore: new Date(tx.now().getTime() - staleAfterDays * 86_400_000), limit: shown })
  const phones = await findOddPhones(tx)
  const shared = await countSharedContacts(tx)
  const { items: pairs } = await listMergeSuggestions(tx, { limit: shown })
  const soldFor = await findLastSoldPrices(tx, gaps.price.items.map((item) => item.variantId))
  const checks: QualityCheck[] = [
    { kind: 'duplicate', bad: shared, total: customerCount },
    { kind: 'price', bad: gaps.price.count, total: gaps.variants },
    { kind: 'cost', bad: gaps.cost.count, total: gaps.variants },
    { kind: 'stock', bad: gaps.stock.count, total: gaps.counted },
    { kind: 'phones', bad: phones.repairable.length + phones.unreadable.length, total: phones.total },
  ]
  const items: Record<FixKind, QualityItem[]> = {
    duplicate: pairs.slice(0, shown).map(({ customer, other, evidence }) => ({ kind: 'duplicate', name: customer.name, customerId: customer.customerId, otherCustomerId: other.customerId, otherName: other.name, evidence, rows: 1 })),
    phones: phones.repairable.length === 0 ? [] : [{ kind: 'phones', name: phones.repairable.slice(0, 3).map((row) => row.phone).join(', '), rows: phones.repairable.length }],
    stock: gaps.stock.items.flatMap(({ variantId, name, onHand, countedAt }) => (onHand === null || countedAt === null ? [] : [{ kind: 'stock' as const, variantId, name, offer: onHand, countedAt, rows: 1 }])),
    price: gaps.price.items.map(({ variantId, name }) => ({ kind: 'price', variantId, name, ...(soldFor.has(variantId) ? { offer: soldFor.get(variantId) } : {}), rows: 1 })),
    cost: gaps.cost.items.map(({ variantId, name, price }) => ({ kind: 'cost', variantId, name, price, rows: 1 })),
  }
  const fixes = (Object.keys(items) as FixKind[]).filter((kind) => items[kind].length > 0).map((kind) => ({ kind, items: items[kind] }))
  return { score: scoreOf(checks), checks, fixes: fixes.sort((a, b) => worth(b.items[0]) - worth(a.items[0])), unreadablePhones: phones.unreadable.slice(0, shown) }
}

/** The share of rows that are right, weighed by what a wrong one costs. */
export function scoreOf(checks: QualityCheck[]): number | null {
  const judged = checks.filter((check) => check.total > 0)
  if (judged.length === 0) return null
  const weight = judged.reduce((sum, check) => sum + harm[check.kind], 0)
  const right = judged.reduce((sum, check) => sum + harm[check.kind] * (1 - Math.min(1, check.bad / check.total)), 0)
  return Math.round((100 * right) / weight)
}

function worth({ kind, rows, offer }: QualityItem): number {
  // A figure that only needs a yes costs a look and a tap.
  return (harm[kind] * rows) / (offer === undefined ? effort[kind] : Math.min(effort[kind], 5))
}
