import { z } from 'zod'
import { localTime, type TimeZone } from '#platform/clock'
import type { Transaction } from '#platform/context'
import { findOwnBusiness, readSetting, writeSetting } from '#domains/businesses'

export const orderSettings = z.strictObject({
  /** How long an unpaid order holds its goods. */
  holdMinutes: z.number().int().min(5).max(43_200),
  /** Part of the total that must arrive before work starts; 0 asks for the whole. */
  depositPercent: z.number().int().min(0).max(100),
  /** Steps of work, in order; empty when orders have none. */
  stages: z.array(z.string().trim().min(1).max(40)).max(12),
})
export type OrderSettings = z.output<typeof orderSettings>

/** What the owner set, or what fits the sector until then. */
export async function getOrderSettings(tx: Transaction): Promise<OrderSettings> {
  const stored = orderSettings.safeParse(await readSetting(tx, 'orders'))
  if (stored.success) return stored.data
  const sector = (await findOwnBusiness(tx))?.sector ?? ''
  return { holdMinutes: 120, depositPercent: sector === 'furnitur' ? 40 : 0, stages: sector === 'furnitur' ? ['Kayu', 'Rangka', 'Finishing', 'Kirim'] : [] }
}

export async function saveOrderSettings(tx: Transaction, settings: OrderSettings): Promise<OrderSettings> {
  await writeSetting(tx, 'orders', settings)
  return settings
}

/** Today's date where the shop is. */
export function today(tx: Transaction): Promise<string> {
  return dayOf(tx, tx.now())
}

export async function dayOf(tx: Transaction, moment: Date): Promise<string> {
  // Businesses are made with one of the Indonesian zones.
  const zone = ((await findOwnBusiness(tx))?.timeZone ?? 'Asia/Jakarta') as TimeZone
  return localTime(moment, zone).date
}
