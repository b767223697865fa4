import type { RhythmPrior } from '../lifetime-value/next-purchase.ts'

/** What a shop sells, as far as it matters for offering the same thing twice. */
export type Sector = 'food' | 'fashion' | 'furniture' | 'other'

export interface SectorPrior {
  /** Of the buyers of a product, the share who buy that same product again. */
  rebuyShare: number
  /** How long they wait. */
  rhythm: RhythmPrior
}

/**
 * What we believe before a shop's own orders speak; each number counts like a handful of customers and is soon outvoted.
 * They are our judgement of Indonesian small shops, not measurements: daily meals and snacks come back within two weeks,
 * clothes rarely in the same piece, and nobody needs the same wardrobe twice.
 */
export const sectorPriors: Readonly<{ [sector in Sector]: SectorPrior }> = {
  food: { rebuyShare: 0.5, rhythm: { medianDays: 14, weight: 5 } },
  fashion: { rebuyShare: 0.08, rhythm: { medianDays: 60, weight: 5 } },
  furniture: { rebuyShare: 0.01, rhythm: { medianDays: 365, weight: 5 } },
  other: { rebuyShare: 0.2, rhythm: { medianDays: 30, weight: 5 } },
}
