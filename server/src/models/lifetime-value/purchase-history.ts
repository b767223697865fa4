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
 * that a future-dated row cannot make anyone older. Customers are in order of first appearance. Linear in transactions,
 * about 40 bytes each while it runs.
 *
 * @throws ModelInputError for a day or amount that is not a number.
 */
export function purchaseHistories(transactions: Iterable<Transaction>, endDay: number): PurchaseHistory[] {
  const numbers = new Map<string, number>()
  const customers: number[] = []
  const days: number[] = []
  const amounts: number[] = []
  for (const { customer, day, amount } of transactions) {
    if (!Number.isFinite(day) || !Number.isFinite(amount)) {
      throw new ModelInputError('lifetime_value.invalid_number', `A transaction of ${customer} lacks a day or an amount`)
    }
    if (Math.floor(day) > endDay) continue
    let number = numbers.get(customer)
    if (number === undefined) numbers.set(customer, (number = numbers.size))
    customers.push(number)
    days.push(Math.floor(day))
    amounts.push(amount)
  }
  const { starts, order } = byCustomer(customers, numbers.size)
  return Array.from(numbers.keys(), (customer, i) => {
    const rows = order.subarray(starts[i], starts[i + 1]).sort((a, b) => days[a] - days[b])
    return historyOf(customer, rows, { days, amounts, endDay })
  })
}

/** Counting sort: rows of customer i are `order[starts[i]]` up to `order[starts[i + 1]]`, in the order they came. */
function byCustomer(customers: readonly number[], count: number): { starts: Int32Array; order: Int32Array } {
  const starts = new Int32Array(count + 1)
  for (const customer of customers) starts[customer + 1]++
  for (let i = 0; i < count; i++) starts[i + 1] += starts[i]
  const next = starts.slice()
  const order = new Int32Array(customers.length)
  for (const [row, customer] of customers.entries()) order[next[customer]++] = row
  return { starts, order }
}

interface Purchases {
  days: readonly number[]
  amounts: readonly number[]
  endDay: number
}

/** The history of one customer from rows in order of days; there is at least one. */
function historyOf(customer: string, rows: Int32Array, { days, amounts, endDay }: Purchases): PurchaseHistory {
  const first = days[rows[0]]
  const last = days[rows[rows.length - 1]]
  let repeats = 0
  let firstSpend = 0
  let totalSpend = 0
  for (let i = 0; i < rows.length; i++) {
    const day = days[rows[i]]
    if (i > 0 && day !== days[rows[i - 1]]) repeats++
    if (day === first) firstSpend += amounts[rows[i]]
    totalSpend += amounts[rows[i]]
  }
  return {
    customer,
    repeats,
    recency: (last - first) / daysPerWeek,
    age: (endDay - first) / daysPerWeek,
    meanSpend: repeats > 0 ? (totalSpend - firstSpend) / repeats : undefined,
    totalSpend,
  }
}
