import { ModelInputError } from '../input-error.ts'
import { normalCdf, normalQuantile } from '../special-functions/normal.ts'
import type { NotEnoughData } from './purchase-history.ts'

/**
 * How long people wait between purchases, as logarithms of days: a person's own usual gap is normal around `centre` with
 * `betweenPeople`; single gaps scatter around it by `withinPerson`. Works for a shop's customers, and for the buyers of
 * one product.
 */
export interface PurchaseRhythm {
  status: 'known'
  centre: number
  /** Standard deviation of people's usual gaps. */
  betweenPeople: number
  /** Standard deviation of one person's gaps. */
  withinPerson: number
  people: number
  gaps: number
}

/** What is believed of a rhythm before the shop's own purchases speak, such as a sector's. */
export interface RhythmPrior {
  /** Usual days between two purchases. */
  medianDays: number
  /** How many people's worth of evidence it counts. */
  weight: number
}

export interface NextPurchase {
  status: 'known'
  /** The person's usual gap, drawn towards that of all; half of gaps are shorter. */
  usualDays: number
  /** Days since the last purchase. */
  sinceDays: number
  /** Half of all next purchases come within this many days from now, given that none came yet. */
  medianDaysFromNow: number
  /** 80 % of them come between these. */
  intervalDaysFromNow: [low: number, high: number]
  /** Share of gaps that would have ended by now, 0 to 1; above 0.9 the person is overdue. */
  overdue: number
}

const fewestPeople = 5
const fewestGaps = 10
const defaultSpread = 0.6 // Spread of logarithms when nothing can be measured: gaps within a factor of two.
const shortestGap = 0.5 // Two purchases on one day count as one; a gap of half a day stands for "the same day".

/**
 * Learns the rhythm from people's gaps (days between one purchase day and the next). With a prior it works from the
 * first gap, without one it wants 5 people and 10 gaps.
 *
 * Variances by analysis of variance of the logarithms (method of moments, unequal group sizes: Searle, Casella &
 * McCulloch (1992), §3.6), each mixed with one prior degree of freedom.
 * @throws ModelInputError for gaps that are negative or not finite.
 */
export function learnRhythm(gapsOfPeople: readonly (readonly number[])[], prior?: RhythmPrior): PurchaseRhythm | NotEnoughData {
  const people = gapsOfPeople.filter((gaps) => gaps.length > 0).map((gaps) => gaps.map(logOfGap))
  const gaps = people.reduce((sum, logs) => sum + logs.length, 0)
  if (!prior && people.length < fewestPeople) return { status: 'not-enough-data', reason: 'few-repeat-customers', have: people.length, need: fewestPeople }
  if (!prior && gaps < fewestGaps) return { status: 'not-enough-data', reason: 'few-purchases', have: gaps, need: fewestGaps }

  const means = people.map(mean)
  const within = people.reduce((sum, logs, i) => sum + logs.reduce((part, log) => part + (log - means[i]) ** 2, 0), 0)
  const withinVariance = (within + defaultSpread ** 2) / (gaps - people.length + 1)
  const betweenVariance = betweenPeople(people, means, gaps, withinVariance)
  const weights = people.map((logs) => 1 / (betweenVariance + withinVariance / logs.length))
  const priorWeight = prior ? prior.weight / (betweenVariance + withinVariance) : 0
  const total = weights.reduce((a, b) => a + b, priorWeight)
  const start = prior ? priorWeight * logOfGap(prior.medianDays) : 0
  return {
    status: 'known',
    centre: means.reduce((sum, value, i) => sum + weights[i] * value, start) / total,
    betweenPeople: Math.sqrt(betweenVariance),
    withinPerson: Math.sqrt(withinVariance),
    people: people.length,
    gaps,
  }
}

/**
 * When somebody will buy next: their own gaps as far as they have any, the rhythm of all as far as not.
 *
 * The last gap is still open, so what is predicted is the rest of a gap that has already lasted `sinceDays`; a person
 * who has left for good is not foreseen here (see `probabilityAlive`).
 * @throws ModelInputError for a negative or missing number of days.
 */
export function nextPurchase(rhythm: PurchaseRhythm, ownGaps: readonly number[], sinceDays: number): NextPurchase {
  if (!(sinceDays >= 0 && sinceDays < Infinity)) throw new ModelInputError('lifetime_value.invalid_number', `Days since the last purchase are at least 0, got ${sinceDays}`)
  const noise = rhythm.withinPerson ** 2
  const precision = 1 / rhythm.betweenPeople ** 2 + ownGaps.length / noise
  const sum = ownGaps.reduce((part, gap) => part + logOfGap(gap), 0)
  const centre = (rhythm.centre / rhythm.betweenPeople ** 2 + sum / noise) / precision
  const spread = Math.sqrt(noise + 1 / precision)
  const since = Math.log(Math.max(shortestGap, sinceDays))
  const overdue = normalCdf((since - centre) / spread)
  const fromNow = (share: number) => Math.max(0, Math.exp(centre + spread * openQuantile((since - centre) / spread, share)) - sinceDays)
  return {
    status: 'known',
    usualDays: Math.exp(centre),
    sinceDays,
    medianDaysFromNow: fromNow(0.5),
    intervalDaysFromNow: [fromNow(0.1), fromNow(0.9)],
    overdue,
  }
}

/** The chance that somebody who has not bought for `sinceDays` buys within the next `days`. */
export function chanceWithin(rhythm: PurchaseRhythm, ownGaps: readonly number[], sinceDays: number, days: number): number {
  const { usualDays } = nextPurchase(rhythm, ownGaps, sinceDays)
  const precision = 1 / rhythm.betweenPeople ** 2 + ownGaps.length / rhythm.withinPerson ** 2
  const spread = Math.sqrt(rhythm.withinPerson ** 2 + 1 / precision)
  const at = (day: number) => (Math.log(Math.max(shortestGap, day)) - Math.log(usualDays)) / spread
  const open = normalCdf(-at(sinceDays))
  return open > 1e-12 ? Math.min(1, Math.max(0, 1 - normalCdf(-at(sinceDays + days)) / open)) : 0.5
}

/** Quantile of a standard normal variable known to exceed z. */
function openQuantile(z: number, share: number): number {
  const tail = normalCdf(-z) * (1 - share)
  return tail > 1e-300 ? -normalQuantile(tail) : z
}

function betweenPeople(people: number[][], means: number[], gaps: number, withinVariance: number): number {
  const centre = people.reduce((sum, logs, i) => sum + logs.length * means[i], 0) / Math.max(1, gaps)
  const between = people.reduce((sum, logs, i) => sum + logs.length * (means[i] - centre) ** 2, 0)
  const groups = Math.max(0, people.length - 1)
  const effective = gaps - people.reduce((sum, logs) => sum + logs.length ** 2, 0) / Math.max(1, gaps)
  const estimate = effective > 0 ? (between - groups * withinVariance) / effective : 0
  // One prior degree of freedom, and never below a tenth: shrinking everybody fully onto all is a claim, not a caution.
  return Math.max(0.1 ** 2, (groups * Math.max(0, estimate) + defaultSpread ** 2) / (groups + 1))
}

function logOfGap(days: number): number {
  if (!(days >= 0 && days < Infinity)) throw new ModelInputError('lifetime_value.invalid_number', `A gap is at least 0 days, got ${days}`)
  return Math.log(Math.max(shortestGap, days))
}

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
