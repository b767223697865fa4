import { ModelInputError } from '../input-error.ts'

export interface RfmInput {
  /** Days since the last purchase; less is better. */
  recencyDays: number
  /** Purchase days in the period. */
  frequency: number
  /** Spending in the period. */
  monetary: number
}

export interface RfmScore {
  /** 1 (worst) to 5 (best). */
  recency: number
  frequency: number
  monetary: number
}

/**
 * Recency, frequency and monetary scores by fifths of the customers. Equal values get equal scores, so that with few
 * distinct values some scores stay empty, and a shop whose customers are all alike gives everybody 3.
 *
 * Source: Hughes (1994), "Strategic Database Marketing"; ties by mid-rank.
 * @throws ModelInputError for a value that is not a number.
 */
export function rfm(customers: readonly RfmInput[]): RfmScore[] {
  const recency = fifths(customers.map(({ recencyDays }) => -recencyDays))
  const frequency = fifths(customers.map((customer) => customer.frequency))
  const monetary = fifths(customers.map((customer) => customer.monetary))
  return customers.map((_, i) => ({ recency: recency[i], frequency: frequency[i], monetary: monetary[i] }))
}

function fifths(values: number[]): number[] {
  if (!values.every(Number.isFinite)) throw new ModelInputError('lifetime_value.invalid_number', 'Recency, frequency and spending are finite numbers')
  const order = [...values.keys()].sort((a, b) => values[a] - values[b])
  const scores = new Array<number>(values.length)
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end += 1
    const middle = (start + end) / 2 / order.length
    for (let at = start; at < end; at++) scores[order[at]] = Math.min(5, 1 + Math.floor(middle * 5))
  }
  return scores
}
