import type { Effect } from './calendar.ts'

/** Where an effect is drawn to when there is little evidence: the factor of the whole shop, 1 without one. */
export type EffectFactors = Readonly<Record<string, number>>

const sweeps = 4
/** An effect leaves at least a fifth and at most four times of what is usual: more is an accident of few sales. */
const smallestFactor = 0.2
const largestFactor = 4

export interface EffectOptions {
  /** Length of the centred moving average that stands for the level; longer than the longest effect. */
  levelPeriods: number
  prior?: EffectFactors
  /** Sales at the prior factor that every effect is mixed with. */
  priorUnits?: number
}

/**
 * Multiplicative effects (weekday, payday, Lebaran …) on `demand` (units per period, training periods only, oldest
 * first). Each factor is observed / expected demand over the periods that the effect covers, where expected = smooth
 * level × the other factors; the factors are found one after the other in a few sweeps (backfitting, Hastie &
 * Tibshirani 1990). Every ratio is shrunk as a Gamma–Poisson mean: observed and expected both get `priorUnits` sales
 * at the prior factor, scaled by the overdispersion of the series. Effects that came up only k times, such as Ramadan,
 * are drawn to the prior by k / (k + 1) again, because the level may have moved by itself.
 *
 * @returns a factor for each effect's name, within 0.2–4; weekdays average 1.
 */
export function fitEffects(
  demand: Float64Array,
  effects: readonly Effect[],
  { levelPeriods, prior = {}, priorUnits = 30 }: EffectOptions,
): Record<string, number> {
  const n = demand.length
  const factors = effects.map(({ name }) => prior[name] ?? 1)
  const weights = effects.map((effect) => recencyWeights(effect, n))
  const belief = weights.map(({ occurrences }) => occurrences / (occurrences + 1))
  const usual = new Float64Array(n)
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const multiplier = multipliers(effects, factors, n)
    const adjusted = demand.map((units, t) => units / multiplier[t])
    const level = centredAverage(adjusted, levelPeriods)
    for (let t = 0; t < n; t++) usual[t] = level[t] * multiplier[t]
    const strength = priorUnits * overdispersion(demand, usual)
    effects.forEach(({ name, share }, e) => {
      const centre = prior[name] ?? 1
      let observed = strength * centre
      let expected = strength
      for (let t = 0; t < n; t++) {
        if (share[t] === 0) continue
        const weight = share[t] * weights[e].weight[t]
        observed += weight * demand[t]
        expected += (weight * usual[t]) / (1 + share[t] * (factors[e] - 1))
      }
      const ratio = expected > 0 ? observed / expected : centre
      const next = clamp(centre + belief[e] * (ratio - centre))
      for (let t = 0; t < n; t++) {
        if (share[t] > 0) usual[t] *= (1 + share[t] * (next - 1)) / (1 + share[t] * (factors[e] - 1))
      }
      factors[e] = next
    })
  }
  return Object.fromEntries(effects.map(({ name }, e) => [name, factors[e]]))
}

/** The product of all effects in each of the first `periods` periods, 1 where none applies. */
export function multipliers(effects: readonly Effect[], factors: ArrayLike<number>, periods: number): Float64Array {
  const product = new Float64Array(periods).fill(1)
  effects.forEach(({ share }, e) => {
    for (let t = 0; t < periods; t++) product[t] *= 1 + share[t] * (factors[e] - 1)
  })
  return product
}

/** Newer occurrences of an effect count more: `halfLife` occurrences ago counts half. */
function recencyWeights({ share, halfLife }: Effect, n: number): { occurrences: number; weight: Float64Array } {
  const weight = new Float64Array(n)
  let occurrences = 0
  for (let t = n - 1; t >= 0; t--) {
    if (share[t] === 0) continue
    weight[t] = 0.5 ** (occurrences / halfLife)
    if (t === 0 || share[t - 1] === 0) occurrences++
  }
  return { occurrences, weight }
}

/** Moving average around each period; shorter at both ends. */
function centredAverage(values: Float64Array, periods: number): Float64Array {
  const half = Math.floor(periods / 2)
  const sums = new Float64Array(values.length + 1)
  for (let t = 0; t < values.length; t++) sums[t + 1] = sums[t] + values[t]
  return values.map((_, t) => {
    const from = Math.max(0, t - half)
    const to = Math.min(values.length, t + half + 1)
    return Math.max(0, sums[to] - sums[from]) / (to - from)
  })
}

/** Pearson dispersion, at least 1 (a Poisson count). */
function overdispersion(demand: Float64Array, usual: Float64Array): number {
  let sum = 0
  let n = 0
  for (let t = 0; t < demand.length; t++) {
    if (usual[t] <= 0) continue
    sum += (demand[t] - usual[t]) ** 2 / usual[t]
    n++
  }
  return n > 0 ? Math.max(1, sum / n) : 1
}

function clamp(factor: number): number {
  return Math.min(largestFactor, Math.max(smallestFactor, factor))
}
