import { ModelInputError } from '../input-error.ts'

/** Spending of one customer on one day; `day` counts whole days from any fixed origin. */
export interface Transaction {
  customer: string
  day: number
  amount: number
}

/** One customer's past in the terms of the buy-till-you-die literature. Times are in weeks. */
export interface PurchaseHistory {
  customer: string
  /** Repeat purchase days: distinct days minus one. x in the papers. */
  repeats: number
  /** From the first to the last purchase; 0 without repeats. tₓ in the papers. */
  recency: number
  /** From the first purchase to the end of the observation. T in the papers. */
  age: number
  /** Mean spending of a repeat day, without the first day, or undefined without repeats. May be 0 or negative. */
  meanSpend: number | undefined
  /** Spending on all days, the first included. */
  totalSpend: number
}

/** Why a model gives no answer. A result of its own, to be shown in words, never a number. */
export interface NotEnoughData {
  status: 'not-enough-data'
  reason: 'few-customers' | 'few-repeat-customers' | 'few-purchases' | 'no-time-passed' | 'no-spending'
  have: number
  need: number
}

export const daysPerWeek = 7

/**
 * Sums up the transactions up to and including `endDay`, one purchase per customer and day. Later ones are ignored, so
 * that a future-dated row cannot make anyone older. Customers are in order of first appearance.
 *
 * @throws ModelInputError for a day or amount that is not a number.
 */
export function purchaseHistories(transactions: Iterable<Transaction>, endDay: number): PurchaseHistory[] {
  const spendingByCustomer = new Map<string, Map<number, number>>()
  for (const { customer, day, amount } of transactions) {
    if (!Number.isFinite(day) || !Number.isFinite(amount)) throw new ModelInputError('lifetime_value.invalid_number', `A transaction of ${customer} lacks a day or an amount`)
    if (Math.floor(day) > endDay) continue
    let spending = spendingByCustomer.get(customer)
    if (!spending) spendingByCustomer.set(customer, (spending = new Map()))
    spending.set(Math.floor(day), (spending.get(Math.floor(day)) ?? 0) + amount)
  }
  return Array.from(spendingByCustomer, ([customer, spending]) => historyOf(customer, spending, endDay))
}

function historyOf(customer: string, spending: Map<number, number>, endDay: number): PurchaseHistory {
  let first = Infinity
  let last = -Infinity
  let totalSpend = 0
  for (const [day, amount] of spending) {
    first = Math.min(first, day)
    last = Math.max(last, day)
    totalSpend += amount
  }
  const repeats = spending.size - 1
  return {
    customer,
    repeats,
    recency: (last - first) / daysPerWeek,
    age: (endDay - first) / daysPerWeek,
    meanSpend: repeats > 0 ? (totalSpend - (spending.get(first) ?? 0)) / repeats : undefined,
    totalSpend,
  }
}
