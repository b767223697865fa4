import type { Random } from '../randomness/seeded-random.ts'
import { ModelInputError } from '../input-error.ts'
import { mostCodes } from './kappa.ts'

/** How far apart two values are: all the same (`nominal`), by ranks in between (`ordinal`), by distance (`interval`). */
export type Scale = 'nominal' | 'ordinal' | 'interval'

export interface Alpha {
  status: 'ok'
  /** 1 full agreement, 0 what chance brings. Usual demand: 0.8, for tentative conclusions 0.667. */
  alpha: number
  /** Percentile interval over resampled units; undefined without `random`. */
  interval: [lower: number, upper: number] | undefined
  /** Units with at least two values, and values in them. */
  units: number
  values: number
}

export interface NoAlpha {
  status: 'not-enough-data'
  reason: 'no-unit-coded-twice' | 'only-one-value'
}

/**
 * Krippendorff's alpha for any number of coders with missing values. `ratings[coder][unit]` is a number (for nominal codes
 * any number that stands for the code) or undefined where that coder skipped the unit. Give `random` for an interval from
 * 1,000 resamples of units.
 *
 * Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); Content Analysis, 2nd ed., ch. 11.
 * @throws ModelInputError for lists of different length, values that are not finite, more than 1,000 different ones, a
 * confidence outside (0, 1), or an interval over more than 20,000 units.
 */
export function krippendorffAlpha(
  ratings: readonly (readonly (number | undefined)[])[],
  { scale, random, confidence = 0.95 }: { scale: Scale; random?: Random; confidence?: number },
): Alpha | NoAlpha {
  const units = codedTwice(ratings)
  if (!(confidence > 0 && confidence < 1)) throw new ModelInputError('themes.invalid_option', `confidence must lie between 0 and 1, got ${confidence}`)
  if (units.length === 0) return { status: 'not-enough-data', reason: 'no-unit-coded-twice' }
  if (random && units.length > mostResampled) throw new ModelInputError('themes.invalid_option', `an interval is for at most ${mostResampled} units, got ${units.length}`)
  const distances = squaredDistances(units, scale)
  const observed = units.map((unit) => disagreementWithin(unit, distances))
  const alpha = alphaOf(units, observed, distances)
  if (alpha === undefined) return { status: 'not-enough-data', reason: 'only-one-value' }
  const interval = random && resampledInterval(units, observed, distances, { random, confidence })
  return { status: 'ok', alpha, interval, units: units.length, values: units.reduce((sum, unit) => sum + unit.length, 0) }
}

type Distances = ReadonlyMap<number, ReadonlyMap<number, number>>

/** Values of each unit that at least two coders coded. */
function codedTwice(ratings: readonly (readonly (number | undefined)[])[]): number[][] {
  const [{ length } = { length: 0 }] = ratings
  if (ratings.some((coder) => coder.length !== length)) throw new ModelInputError('themes.invalid_codes', 'every coder needs one entry for each unit')
  const wrong = ratings.flat().find((value) => value !== undefined && !Number.isFinite(value))
  if (wrong !== undefined) throw new ModelInputError('themes.invalid_codes', `not a value: ${wrong}`)
  const units = Array.from({ length }, (_, unit) => ratings.flatMap((coder) => coder[unit] ?? []))
  return units.filter((unit) => unit.length > 1)
}

/** Ordinal distances count the values between two ranks over the whole table, so they are fixed before resampling. */
function squaredDistances(units: readonly number[][], scale: Scale): Distances {
  const counts = countValues(units)
  const values = [...counts.keys()].sort((a, b) => a - b)
  if (values.length > mostCodes) throw new ModelInputError('themes.invalid_codes', `${values.length} different values, more than ${mostCodes}`)
  const distance = (i: number, j: number): number => {
    if (i === j) return 0
    if (scale === 'nominal') return 1
    if (scale === 'interval') return (values[i] - values[j]) ** 2
    const [low, high] = i < j ? [i, j] : [j, i]
    let between = -((counts.get(values[low]) ?? 0) + (counts.get(values[high]) ?? 0)) / 2
    for (let rank = low; rank <= high; rank++) between += counts.get(values[rank]) ?? 0
    return between ** 2
  }
  return new Map(values.map((a, i) => [a, new Map(values.map((b, j) => [b, distance(i, j)]))]))
}

function countValues(units: readonly number[][]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const unit of units) for (const value of unit) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Σ of squared distances over the ordered pairs of a unit / (its number of values − 1). */
function disagreementWithin(unit: readonly number[], distances: Distances): number {
  let sum = 0
  for (const a of unit) for (const b of unit) sum += distances.get(a)?.get(b) ?? 0
  return sum / (unit.length - 1)
}

/** 1 − observed / expected disagreement; undefined when every value is the same. */
function alphaOf(units: readonly number[][], disagreements: readonly number[], distances: Distances): number | undefined {
  const counts = [...countValues(units)]
  const n = counts.reduce((sum, [, count]) => sum + count, 0)
  let expected = 0
  for (const [a, countA] of counts) for (const [b, countB] of counts) expected += countA * countB * (distances.get(a)?.get(b) ?? 0)
  if (expected === 0) return undefined
  const observed = disagreements.reduce((sum, value) => sum + value, 0)
  return 1 - (observed * (n - 1)) / expected
}

const resamples = 1000
/** Beyond it a thousand resamples take minutes, and the interval is a point. */
const mostResampled = 20_000

function resampledInterval(
  units: readonly number[][],
  disagreements: readonly number[],
  distances: Distances,
  { random, confidence }: { random: Random; confidence: number },
): [number, number] {
  const alphas = Float64Array.from({ length: resamples }, () => {
    const drawn = units.map(() => Math.floor(random() * units.length))
    // A resample with one value only has nothing to disagree about.
    return alphaOf(drawn.map((i) => units[i]), drawn.map((i) => disagreements[i]), distances) ?? 1
  }).sort()
  const at = (p: number) => alphas[Math.min(resamples - 1, Math.max(0, Math.round(p * (resamples - 1))))]
  return [at((1 - confidence) / 2), at((1 + confidence) / 2)]
}
