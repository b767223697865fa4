import { z } from 'zod'

/** How a shop thanks: points for rupiah, or one stamp for each purchase. */
export const loyaltySettings = z.strictObject({
  isActive: z.boolean().default(false),
  kind: z.enum(['points', 'stamps']).default('stamps'),
  /** Rupiah of purchase that earn one point. */
  rupiahPerPoint: z.number().int().min(100).max(10_000_000).default(10_000),
  /** Rupiah off that one point is worth. */
  pointValue: z.number().int().min(1).max(1_000_000).default(100),
  /** Smallest purchase that earns a stamp. */
  stampMinimum: z.number().int().min(0).max(100_000_000).default(0),
  /** A full card. */
  stampGoal: z.number().int().min(2).max(100).default(10),
  /** What a full card is worth, in the shop's words. */
  reward: z.string().trim().max(200).default(''),
  expiresAfterDays: z.number().int().min(1).max(3_650).nullable().default(null),
})

export type LoyaltySettings = z.output<typeof loyaltySettings>

export function earnedFor(settings: LoyaltySettings, amount: number): number {
  if (settings.kind === 'stamps') return amount > 0 && amount >= settings.stampMinimum ? 1 : 0
  return Math.max(0, Math.floor(amount / settings.rupiahPerPoint))
}

/** Rupiah off for points that are given back; full stamp cards are a reward in words. */
export function discountFor(settings: LoyaltySettings, points: number): number {
  return settings.kind === 'points' ? points * settings.pointValue : 0
}

/** Points that are past their time: what was earned with a date behind `now`, less all that was used since, oldest first. */
export function expired(entries: { points: number; expiresAt: Date | null }[], now: Date): number {
  const due = entries.filter((entry) => entry.points > 0 && entry.expiresAt !== null && entry.expiresAt <= now).reduce((sum, entry) => sum + entry.points, 0)
  const used = entries.filter((entry) => entry.points < 0).reduce((sum, entry) => sum - entry.points, 0)
  return Math.max(0, due - used)
}
