import { naiveErrors } from './accuracy.ts'
import { candidateParts, combination, learned, medianOfParts, parts, weightedParts } from './candidates.ts'

/** Effect multipliers of every training and future period, with the running sums that rolling errors need. */
export interface Multiplier {
  values: Float64Array
  sums: Float64Array
  squares: Float64Array
  isNeutral: boolean
}

/** One series made ready to be judged at many origins: level paths of all parts, and running sums. */
export interface Prepared {
  demand: Float64Array
  multiplier: Multiplier
  /** Level paths of `parts` on the demand without effects. */
  paths: Float64Array[]
  /** First period with a sale. */
  first: number
  /** Root mean squared one-step naive error. */
  scale: number
  sums: { demand: Float64Array; squares: Float64Array; product: Float64Array }
}

/** Factors of each period (1 where nothing is special) with their running sums. */
export function asMultiplier(values: Float64Array): Multiplier {
  return { values, sums: runningSums(values), squares: runningSums(values, values), isNeutral: values.every((factor) => factor === 1) }
}

/** Undefined for a series that never changes after its first sale: it has no scale, and nothing to choose by. */
export function prepare(demand: Float64Array, multiplier: Multiplier): Prepared | undefined {
  const scale = naiveErrors(demand)?.root
  if (scale === undefined) return undefined
  const adjusted = withoutEffects(demand, multiplier)
  const units = runningSums(demand)
  const product = multiplier.isNeutral ? units : runningSums(demand, multiplier.values)
  return {
    demand,
    multiplier,
    paths: parts.map(({ path }) => path(adjusted)),
    first: demand.findIndex((sold) => sold > 0),
    scale,
    sums: { demand: units, squares: runningSums(demand, demand), product },
  }
}

/** What would have been sold in ordinary periods. */
export function withoutEffects(demand: Float64Array, { values, isNeutral }: Multiplier): Float64Array {
  return isNeutral ? demand : demand.map((units, t) => units / values[t])
}

/** The level that a candidate forecasts after period `t`. */
export function candidateLevel(paths: readonly Float64Array[], candidate: number, weights: ArrayLike<number>, t: number): number {
  if (candidate === combination) return medianOfParts(paths, t)
  if (candidate === learned) return weightedParts(paths, weights, t)
  return paths[candidateParts[candidate]][t]
}

/**
 * Origins of the rolling evaluation, oldest first: after each of them `horizon` known periods follow. They lie in the
 * newer half of the series, a quarter of a horizon apart.
 */
export function rollingOrigins(periods: number, horizon: number): number[] {
  const step = Math.max(1, Math.floor(horizon / 4))
  const earliest = Math.max(6, Math.floor(periods / 2) - horizon)
  const origins: number[] = []
  for (let t = periods - 1 - horizon; t >= earliest; t -= step) origins.push(t)
  return origins.reverse()
}

/** A series counts at an origin once it has sold for three periods. */
export function isOldEnough({ first }: Prepared, origin: number): boolean {
  return origin >= first + 3
}

/** Squared error over the horizon and error of its total, both per period, of a level forecast after `origin`. */
export function horizonErrors({ sums, multiplier }: Prepared, origin: number, horizon: number, level: number): { squared: number; total: number } {
  const from = origin + 1
  const to = from + horizon
  const units = sums.demand[to] - sums.demand[from]
  const squares = sums.squares[to] - sums.squares[from]
  const products = sums.product[to] - sums.product[from]
  const factorSquares = multiplier.squares[to] - multiplier.squares[from]
  const factors = multiplier.sums[to] - multiplier.sums[from]
  // The difference of two sums can fall a rounding error below zero.
  const squared = Math.max(0, squares - 2 * level * products + level * level * factorSquares) / horizon
  return { squared, total: (level * factors - units) / horizon }
}

/** sums[t] = Σ values (times `factors`) over the first t periods. */
function runningSums(values: Float64Array, factors?: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let t = 0; t < values.length; t++) sums[t + 1] = sums[t] + (factors ? values[t] * factors[t] : values[t])
  return sums
}
