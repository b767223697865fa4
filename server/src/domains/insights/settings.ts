import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { readSetting, writeSetting } from '#domains/businesses'

export const insightSettings = z.strictObject({
  /** What one reply by hand would have taken. */
  minutesPerReply: z.number().min(0.5).max(30),
  /** Days from ordering at the supplier to the goods on the shelf, and between two orders. */
  supplierDays: z.number().int().min(1).max(90),
  orderEveryDays: z.number().int().min(1).max(90),
})
export type InsightSettings = z.output<typeof insightSettings>

export async function getInsightSettings(tx: Transaction): Promise<InsightSettings> {
  const stored = insightSettings.safeParse(await readSetting(tx, 'insights'))
  return stored.success ? stored.data : { minutesPerReply: 2, supplierDays: 7, orderEveryDays: 7 }
}

export async function saveInsightSettings(tx: Transaction, settings: InsightSettings): Promise<InsightSettings> {
  await writeSetting(tx, 'insights', settings)
  return settings
}
