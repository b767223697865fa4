import { forecastCustomer } from '#models/lifetime-value/customer-forecast'
import { valueCustomers } from '#models/lifetime-value/customer-values'
import { purchaseHistories } from '#models/lifetime-value/purchase-history'
import { seededRandom } from '#models/randomness/seeded-random'
import { learnFrom, type Rhythm } from './rhythm.ts'

/** Runs on a thread of its own (`runInWorker`). */
export interface ValueInput {
  customer: Int32Array
  day: Int32Array
  amount: Float64Array
  endDay: number
  weeks: number
}

export interface CustomerValue {
  customer: number
  alivePercent: number
  spend: number | null
  low: number | null
  high: number | null
}

export interface ValueOutput {
  rhythm: Rhythm
  /** Nothing where the shop has too few customers. */
  values: CustomerValue[] | null
}

/** The shop's rhythm, and for each customer what the next weeks may bring, with where eight of ten outcomes lie. */
export function forecastCustomers({ customer, day, amount, endDay, weeks }: ValueInput): ValueOutput {
  const rows = Array.from(customer, (number, row) => ({ customer: String(number), day: day[row], amount: amount[row] }))
  const gaps = [...Map.groupBy(rows, (row) => row.customer).values()].map((list) => list.slice(1).map((row, index) => row.day - list[index].day))
  const rhythm = learnFrom(gaps)
  const all = valueCustomers({ customer, day, amount }, { endDay, weeks })
  if (all.status !== 'fitted') return { rhythm, values: null }
  const random = seededRandom(1)
  const { fit, spending } = all
  const expected = new Map(Array.from(all.customer, (number, index) => [String(number), { spend: all.spend?.[index], alive: all.alive[index] }]))
  const values = purchaseHistories(rows, endDay).map((history): CustomerValue => {
    const known = expected.get(history.customer)
    const { spendInterval } = forecastCustomer(fit, spending, history, { weeks, random, draws: 300 })
    const whole = (value: number | undefined) => (value === undefined ? null : Math.round(value))
    return { customer: Number(history.customer), alivePercent: Math.round((known?.alive ?? 0) * 100), spend: whole(known?.spend), low: whole(spendInterval?.[0]), high: whole(spendInterval?.[1]) }
  })
  return { rhythm, values }
}
