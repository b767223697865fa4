import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { readSetting, writeSetting } from '#domains/businesses'

export const ratingSettings = z.strictObject({
  /** Whether customers are asked by themselves after a closed chat or a finished chat order. */
  isOn: z.boolean().default(true),
  /** Nobody is asked again within so many days. */
  everyDays: z.number().int().min(1).max(365).default(30),
})
export type RatingSettings = z.output<typeof ratingSettings>

export async function getRatingSettings(tx: Transaction): Promise<RatingSettings> {
  return ratingSettings.parse((await readSetting(tx, 'ratings')) ?? {})
}

export async function saveRatingSettings(tx: Transaction, settings: RatingSettings): Promise<RatingSettings> {
  await writeSetting(tx, 'ratings', settings)
  return settings
}
