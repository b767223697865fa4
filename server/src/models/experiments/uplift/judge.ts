import type { Random } from '../../randomness/seeded-random.ts'
import type { Interval } from '../proportions.ts'
import type { UpliftData, UpliftFit } from './choose.ts'
import { encode } from './features.ts'
import { bootstrapQini, percentileInterval, rank, relativeQini, upliftInTop } from './qini.ts'

export interface UpliftJudgement {
  n: number
  /** Relative Qini of the ranking that `fitUplift` chose; `undefined` when the message has no total effect here. */
  qini: number | undefined
  /** 90 % bootstrap interval of `qini` over customers, the models held fixed; `undefined` as `qini` is. */
  interval: Interval | undefined
  /** Treated − control response among the best-ranked 30 %. */
  upliftTop30: number | undefined
  /** Relative Qini of the plain response model. */
  baselineQini: number | undefined
  /**
   * `uplift`: the chosen uplift ranking's interval lies above the response model. `use-response`: it does not, but one of
   * the two rankings beats messaging at random. `no-signal`: neither does; message everybody, or nobody.
   */
  verdict: 'uplift' | 'use-response' | 'no-signal'
}

/**
 * Judges a fit on customers of another campaign, or held back, that were messaged at random.
 * @throws ModelInputError when a feature is absent or lengths differ.
 */
export function judgeUplift(fit: UpliftFit, data: UpliftData, { random, draws = 500 }: { random: Random; draws?: number }): UpliftJudgement {
  const x = encode(data.features, fit.encoding)
  const chosen = rank(fit.score(x))
  const baseline = fit.method === 'response' ? chosen : rank(fit.response(x))
  const [chosenDraws, baselineDraws] = bootstrapQini([chosen, baseline], data, { draws, random })
  const qini = relativeQini(chosen, data)
  const interval = qini === undefined ? undefined : percentileInterval(chosenDraws)
  const baselineQini = relativeQini(baseline, data)
  const lower = interval?.[0] ?? -Infinity
  const baselineLower = percentileInterval(baselineDraws)?.[0] ?? -Infinity
  const isAhead = fit.method !== 'response' && lower > Math.max(0, baselineQini ?? 0)
  return {
    n: data.treatment.length,
    qini,
    interval,
    upliftTop30: upliftInTop(chosen, data, 0.3),
    baselineQini,
    verdict: isAhead ? 'uplift' : Math.max(lower, baselineLower) > 0 ? 'use-response' : 'no-signal',
  }
}
