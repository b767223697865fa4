import type { Interactions } from './interactions.ts'

/**
 * How often each item was bought, a purchase `halfLifeDays` ago counting half (Infinity: all count alike). One purchase
 * is one user on one day. What sold last month is the strongest simple rival of any recommender in a shop.
 */
export function popularity({ items, item, dayStart, day, now }: Interactions, halfLifeDays: number): Float64Array {
  const score = new Float64Array(items.length)
  // After 50 half-lives a purchase weighs 1e-15: what is older is as good as forgotten.
  const weights = Float64Array.from({ length: Math.min(50 * halfLifeDays, 20_000) + 1 }, (_, age) => decay(age, halfLifeDays))
  const oldest = halfLifeDays === Infinity ? 1 : 0
  for (let p = 0; p < item.length; p++) {
    for (let e = dayStart[p]; e < dayStart[p + 1]; e++) {
      const age = now - day[e]
      score[item[p]] += age <= 0 ? 1 : age < weights.length ? weights[age] : oldest
    }
  }
  return score
}

/** 2^(−age / half-life); an age below zero counts as new. */
export function decay(ageDays: number, halfLifeDays: number): number {
  return ageDays <= 0 ? 1 : 2 ** (-ageDays / halfLifeDays)
}

export interface TrendSettings {
  halfLifeDays: number
  /** 0 leaves scores as they are; 1 turns "bought together at any time" into "bought together, and selling now". */
  exponent: number
}

/**
 * A factor per item, (recent rate / lifetime rate)^exponent, by which co-occurrence scores are multiplied. A model that
 * has learnt from a whole year otherwise offers last season's goods. Items without a purchase get the factor of one
 * that sells evenly: half a purchase, spread over the whole span, is added to each.
 */
export function trendFactor(interactions: Interactions, { halfLifeDays, exponent }: TrendSettings): Float64Array {
  const factor = new Float64Array(interactions.items.length).fill(1)
  if (exponent === 0) return factor
  const lifetime = popularity(interactions, Infinity)
  const recent = popularity(interactions, halfLifeDays)
  const evenShare = recent.reduce((a, b) => a + b, 0) / Math.max(1, lifetime.reduce((a, b) => a + b, 0))
  if (!(evenShare > 0)) return factor
  const extra = 0.5
  for (let i = 0; i < factor.length; i++) {
    factor[i] = ((recent[i] + extra * evenShare) / (lifetime[i] + extra) / evenShare) ** exponent
  }
  return factor
}
