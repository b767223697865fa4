import { candidates, combination, learned, parts } from './candidates.ts'
import { demandClass, type DemandClass } from './demand-class.ts'
import { learnWeights, normalEquations, type NormalEquations } from './learned-combination.ts'
import { candidateLevel, horizonErrors, isOldEnough, rollingOrigins, type Prepared } from './rolling.ts'

/** Which candidate forecasts the items of each class, and the weights of the learned combination. */
export interface Choice {
  byClass: Record<DemandClass, number>
  weights: Float64Array
}

/** A challenger must win in every one of this many stretches of time … */
const stretches = 6
/** … and by this share of the error altogether. */
const smallestGain = 0.01
/** With fewer series a class follows the choice made for all. */
const smallestClass = 20
const fewestSeriesToLearn = 20

const classes: readonly DemandClass[] = ['smooth', 'erratic', 'intermittent', 'lumpy']

/**
 * Chooses on training periods only. The default is the median combination; choosing the lowest error of each series by
 * itself mostly follows noise, so another candidate replaces the default for a whole class of items, and only when it
 * was better in all of six stretches of rolling origins. The learned combination is judged on newer origins than its
 * weights were learned from.
 */
export function chooseMethods(series: readonly Prepared[], horizon: number): Choice {
  const equal = new Float64Array(parts.length).fill(1 / parts.length)
  const origins = rollingOrigins(series[0]?.demand.length ?? 0, horizon)
  const equations = series.length < fewestSeriesToLearn ? [] : origins.map((origin) => normalEquations(series, origin, horizon))
  const evidence = gatherEvidence(series, origins, horizon, equations)
  const forAll = bestCandidate(evidence.map(({ errors }) => errors))
  const byClass = Object.fromEntries(
    classes.map((name) => {
      const members = evidence.filter((one) => one.class === name).map(({ errors }) => errors)
      return [name, members.length < smallestClass ? forAll : bestCandidate(members)]
    }),
  ) as Record<DemandClass, number> // one entry for every class
  const isLearned = Object.values(byClass).includes(learned)
  return { byClass, weights: isLearned ? learnWeights(equations) : equal }
}

/** Of one series: errors[stretch][candidate], NaN where it has no origin; the learned row is compared on its own stretches. */
interface Evidence {
  class: DemandClass
  errors: StretchErrors
}

interface StretchErrors {
  all: number[][]
  /** The newer half, cut into as many stretches: default and learned combination. */
  newer: [number, number][]
}

function gatherEvidence(series: readonly Prepared[], origins: readonly number[], horizon: number, equations: readonly NormalEquations[]): Evidence[] {
  const cut = cutInto(origins, stretches)
  const newerCut = cutInto(origins.slice(Math.floor(origins.length / 2)), stretches)
  const newerWeights = newerCut.map(([start]) => {
    const earlier = equations.filter((_, i) => start !== undefined && origins[i] + horizon <= start)
    return earlier.length >= 2 ? learnWeights(earlier) : undefined
  })
  const none = new Float64Array(parts.length)
  return series.map((one) => ({
    class: demandClass(one.demand),
    errors: {
      all: cut.map((stretch) => candidates.map((_, candidate) => (candidate === learned ? NaN : stretchError(one, stretch, horizon, candidate, none)))),
      newer: newerCut.map((stretch, i) => {
        const weights = newerWeights[i]
        if (!weights) return [NaN, NaN]
        return [stretchError(one, stretch, horizon, combination, none), stretchError(one, stretch, horizon, learned, weights)]
      }),
    },
  }))
}

/** Scaled root mean squared error of the periods plus that of the total; NaN without an origin. */
function stretchError(one: Prepared, origins: readonly number[], horizon: number, candidate: number, weights: ArrayLike<number>): number {
  let squared = 0
  let totals = 0
  let n = 0
  for (const origin of origins) {
    if (!isOldEnough(one, origin)) continue
    const errors = horizonErrors(one, origin, horizon, candidateLevel(one.paths, candidate, weights, origin))
    squared += errors.squared
    totals += errors.total ** 2
    n++
  }
  return (Math.sqrt(squared / n) + Math.sqrt(totals / n)) / one.scale
}

function bestCandidate(evidence: readonly StretchErrors[]): number {
  let best = combination
  let bestGain = smallestGain
  candidates.forEach((_, candidate) => {
    if (candidate === combination) return
    const pairs = Array.from({ length: stretches }, (__, stretch) =>
      candidate === learned
        ? meanPair(evidence.map(({ newer }) => newer[stretch] ?? [NaN, NaN]))
        : meanPair(evidence.map(({ all }) => [all[stretch]?.[combination] ?? NaN, all[stretch]?.[candidate] ?? NaN])),
    )
    // A stretch without any origin is NaN and never won.
    if (!pairs.every(([usual, challenger]) => challenger < usual)) return
    const gain = 1 - pairs.reduce((sum, [, challenger]) => sum + challenger, 0) / pairs.reduce((sum, [usual]) => sum + usual, 0)
    if (gain > bestGain) {
      best = candidate
      bestGain = gain
    }
  })
  return best
}

/** Means of the pairs without NaN, in the same bits for every order of them. */
function meanPair(pairs: readonly (readonly [number, number])[]): [number, number] {
  const known = pairs.filter(([a, b]) => !Number.isNaN(a) && !Number.isNaN(b))
  return [orderFreeMean(known.map(([a]) => a)), orderFreeMean(known.map(([, b]) => b))]
}

function orderFreeMean(values: readonly number[]): number {
  return Float64Array.from(values).sort().reduce((sum, value) => sum + value, 0) / values.length
}

/** Consecutive stretches of nearly equal length; empty ones when there are too few origins. */
function cutInto(origins: readonly number[], count: number): number[][] {
  return Array.from({ length: count }, (_, i) => origins.slice(Math.floor((i * origins.length) / count), Math.floor(((i + 1) * origins.length) / count)))
}
