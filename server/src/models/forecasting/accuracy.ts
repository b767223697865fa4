import { parseDemand } from './errors.ts'

/** How far a forecast was off. Scaled errors compare items of any size; the total and its bias are what stock feels. */
export interface Accuracy {
  /** Root mean squared error / that of one-step naive forecasts in training, after the first sale. */
  rmsse: number
  /** Mean absolute error / that of one-step naive forecasts in training, after the first sale. */
  mase: number
  /** |Σ forecast − Σ actual| over the horizon, units. */
  totalError: number
  /** Σ forecast − Σ actual, units: positive means too much stock. */
  bias: number
}

/**
 * Accuracy of `forecast` against `actual` (same length, units per period), scaled by `training`; undefined for a
 * training series that never changes after its first sale, which has no scale.
 * @throws ModelInputError for a demand that is negative, not finite or beyond 1e12.
 * Source: R. J. Hyndman & A. B. Koehler, "Another look at measures of forecast accuracy", International Journal of
 * Forecasting 22 (2006); RMSSE as in the M5 competition.
 */
export function accuracy(training: ArrayLike<number>, actual: ArrayLike<number>, forecast: ArrayLike<number>): Accuracy | undefined {
  parseDemand(training)
  parseDemand(actual)
  const scale = naiveErrors(training)
  if (!scale) return undefined
  let squared = 0
  let absolute = 0
  let bias = 0
  for (let h = 0; h < actual.length; h++) {
    const error = forecast[h] - actual[h]
    squared += error * error
    absolute += Math.abs(error)
    bias += error
  }
  return {
    rmsse: Math.sqrt(squared / actual.length) / scale.root,
    mase: absolute / actual.length / scale.absolute,
    totalError: Math.abs(bias),
    bias,
  }
}

/** Means over series; undefined for none. */
export function meanAccuracy(scores: readonly Accuracy[]): Accuracy | undefined {
  if (scores.length === 0) return undefined
  const average = (of: (score: Accuracy) => number) => scores.reduce((sum, score) => sum + of(score), 0) / scores.length
  return {
    rmsse: average(({ rmsse }) => rmsse),
    mase: average(({ mase }) => mase),
    totalError: average(({ totalError }) => totalError),
    bias: average(({ bias }) => bias),
  }
}

/** Root mean square and mean absolute one-step naive error after the first non-zero period; undefined when all are 0. */
export function naiveErrors(demand: ArrayLike<number>): { root: number; absolute: number } | undefined {
  let first = 0
  while (first < demand.length && !(demand[first] > 0)) first++
  const n = demand.length - first - 1
  let squared = 0
  let absolute = 0
  for (let t = first + 1; t < demand.length; t++) {
    const step = demand[t] - demand[t - 1]
    squared += step * step
    absolute += Math.abs(step)
  }
  return squared > 0 ? { root: Math.sqrt(squared / n), absolute: absolute / n } : undefined
}
