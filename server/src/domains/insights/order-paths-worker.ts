import { attributePaths, type Attribution } from '#models/attribution/attribute-paths'
import type { Path } from '#models/attribution/paths'

/** Runs on a thread of its own (`runInWorker`). One place in the arrays is one step of one customer, in any order. */
export interface StepInput {
  customer: Int32Array
  /** Milliseconds. */
  at: Float64Array
  /** Number of what touched them, −1 where they did no more than order. */
  touch: Int32Array
  /** Rupiah of an order, −1 where the step is none. An order may be a touch for the next one. */
  amount: Float64Array
  /** Orders and touches from here on count. */
  from: number
  to: number
  /** A touch counts for an order up to this long after it. */
  reach: number
}

/** Divides each order over the touches since the one before it. Touches that no order followed count against their kind. */
export function divideOrders(input: StepInput): Attribution {
  return attributePaths(pathsOf(input))
}

export function pathsOf({ customer, at, touch, amount, from, to, reach }: StepInput): Path[] {
  // At the same moment a touch comes before the order, and an order that is a touch as well is one for the next.
  const order = Array.from(customer.keys()).sort((a, b) => customer[a] - customer[b] || at[a] - at[b] || amount[a] - amount[b])
  const paths: Path[] = []
  let open: number[] = []
  const endWithout = (steps: number[]) => {
    const last = steps.at(-1)
    // What may still be followed by an order says nothing yet.
    if (last !== undefined && at[last] >= from && at[last] + reach <= to) paths.push({ channels: steps.map((step) => String(touch[step])), conversions: 0, value: 0, nulls: 1 })
  }
  let before = -1
  for (const step of order) {
    if (customer[step] !== before) {
      endWithout(open)
      open = []
      before = customer[step]
    }
    if (amount[step] >= 0) {
      const near = open.filter((one) => at[one] >= at[step] - reach)
      endWithout(open.slice(0, open.length - near.length))
      if (at[step] >= from && at[step] <= to) paths.push({ channels: near.map((one) => String(touch[one])), conversions: 1, value: amount[step], nulls: 0 })
      open = []
    }
    if (touch[step] < 0) continue
    const last = open.at(-1)
    if (last !== undefined && at[step] - at[last] > reach) {
      endWithout(open)
      open = []
    }
    open.push(step)
  }
  endWithout(open)
  return paths
}
