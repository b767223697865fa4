/**
 * Level methods: a flat demand rate per period, revised after each period. All of them read `demand` oldest first
 * (units per period, ≥ 0, finite) and return a path of the same length: `path[t]` is the rate forecast for every
 * period after `t`, from `demand[0..t]` alone. So one pass gives the forecast (`path.at(-1)`) and every rolling origin.
 *
 * Sources: J. D. Croston, "Forecasting and Stock Control for Intermittent Demands", Operational Research Quarterly 23
 * (1972); A. A. Syntetos & J. E. Boylan, "The accuracy of intermittent demand estimates", International Journal of
 * Forecasting 21 (2005); R. H. Teunter, A. A. Syntetos & M. Z. Babai, "Intermittent demand: linking forecasting to
 * inventory obsolescence", European Journal of Operational Research 214 (2011).
 */
export type LevelPath = (demand: Float64Array) => Float64Array

/** Always zero: the forecast that wins scaled errors on intermittent demand and leaves every shelf empty. */
export const zero: LevelPath = (demand) => new Float64Array(demand.length)

/** The last period. */
export const naive: LevelPath = (demand) => demand.slice()

/** Mean of everything so far. */
export const mean: LevelPath = (demand) => {
  const path = new Float64Array(demand.length)
  let sum = 0
  for (let t = 0; t < demand.length; t++) {
    sum += demand[t]
    path[t] = sum / (t + 1)
  }
  return path
}

/** Mean of the last `periods` periods, of fewer while there are fewer. */
export function movingAverage(periods: number): LevelPath {
  return (demand) => {
    const path = new Float64Array(demand.length)
    let sum = 0
    for (let t = 0; t < demand.length; t++) {
      sum += demand[t]
      if (t >= periods) sum -= demand[t - periods]
      path[t] = Math.max(0, sum) / Math.min(t + 1, periods)
    }
    return path
  }
}

/** Simple exponential smoothing, started at the mean of the first periods so that one lucky first sale does not linger. */
export function exponentialSmoothing(alpha: number): LevelPath {
  return (demand) => {
    const path = new Float64Array(demand.length)
    let level = 0
    for (let t = 0; t < demand.length; t++) {
      // While 1/(t+1) > alpha the level is the plain mean: no starting value to choose.
      level += Math.max(alpha, 1 / (t + 1)) * (demand[t] - level)
      path[t] = level
    }
    return path
  }
}

/**
 * Croston: smooth the size of a sale and the interval between sales apart, rate = size / interval. Biased upwards, and
 * it never decays while nothing is sold. `correction` 1 − alpha/2 gives Syntetos & Boylan's approximation (SBA).
 * Before the first sale the rate is 0.
 */
export function croston(alpha: number, correction = 1): LevelPath {
  return (demand) => {
    const path = new Float64Array(demand.length)
    let size = 0
    let interval = 0
    let since = 0
    for (let t = 0; t < demand.length; t++) {
      since++
      if (demand[t] > 0) {
        if (size === 0) {
          size = demand[t]
          interval = since
        } else {
          size += alpha * (demand[t] - size)
          interval += alpha * (since - interval)
        }
        since = 0
      }
      path[t] = size === 0 ? 0 : (correction * size) / interval
    }
    return path
  }
}

/** Syntetos & Boylan: Croston times 1 − alpha/2. */
export function syntetosBoylan(alpha: number): LevelPath {
  return croston(alpha, 1 - alpha / 2)
}

/** Teunter, Syntetos & Babai: smooth size at sales, probability of a sale every period; decays when sales stop. */
export function teunterSyntetosBabai(sizeAlpha: number, probabilityAlpha: number): LevelPath {
  return (demand) => {
    const path = new Float64Array(demand.length)
    let size = 0
    let probability = 0
    for (let t = 0; t < demand.length; t++) {
      const sold = demand[t] > 0
      if (sold) size = size === 0 ? demand[t] : size + sizeAlpha * (demand[t] - size)
      probability += Math.max(probabilityAlpha, 1 / (t + 1)) * ((sold ? 1 : 0) - probability)
      path[t] = size * probability
    }
    return path
  }
}
