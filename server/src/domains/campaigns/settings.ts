import { z } from 'zod'
import { localTime, type TimeZone } from '#platform/clock'
import type { Transaction } from '#platform/context'
import { findOwnBusiness, readSetting, writeSetting } from '#domains/businesses'
import { ownerOnly } from './errors.ts'

const hour = z.number().int().min(0).max(24)

export const campaignSettings = z.strictObject({
  /** Local hours in which promotions may leave. */
  fromHour: hour,
  untilHour: hour,
  /** Promotions for one customer in seven days, over all campaigns. */
  perWeek: z.number().int().min(1).max(20),
  /** A campaign stops by itself above this share of messaged customers who opt out. */
  optOutLimitPercent: z.number().min(0.1).max(100),
  /** Least profit of an offered price over what the goods cost. */
  floorPercent: z.number().int().min(0).max(500),
  /** What the provider charges for one template message, and where the figure is from. */
  templatePrice: z.number().int().min(0).max(100_000),
  templatePriceNote: z.string().trim().max(100),
  /** Slower than the channel allows; `null` for its own pace. */
  perSecond: z.number().min(0.1).max(1_000).nullable(),
})
export type CampaignSettings = z.output<typeof campaignSettings>

const standard: CampaignSettings = {
  fromHour: 8,
  untilHour: 20,
  perWeek: 2,
  optOutLimitPercent: 2,
  floorPercent: 10,
  templatePrice: 660,
  templatePriceNote: 'Perkiraan dari tarif 2024; cek tagihan Anda',
  perSecond: null,
}

export async function getCampaignSettings(tx: Transaction): Promise<CampaignSettings> {
  const stored = campaignSettings.safeParse(await readSetting(tx, 'campaigns'))
  return stored.success ? stored.data : standard
}

/** Only the owner lowers the floor under which nothing is offered. */
export async function saveCampaignSettings(tx: Transaction, settings: CampaignSettings): Promise<CampaignSettings> {
  const { floorPercent } = await getCampaignSettings(tx)
  if (settings.floorPercent < floorPercent && !(tx.actor.kind === 'member' && tx.actor.role === 'owner')) throw ownerOnly()
  await writeSetting(tx, 'campaigns', settings)
  return settings
}

/** The next moment at which promotions may leave: now, or when the quiet hours end. */
export function nextLoudMoment(now: Date, zone: TimeZone, { fromHour, untilHour }: Pick<CampaignSettings, 'fromHour' | 'untilHour'>): Date {
  if (fromHour === untilHour) return now
  const { minutes } = localTime(now, zone)
  const from = fromHour * 60
  const until = untilHour * 60
  const isLoud = from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until
  if (isLoud) return now
  const wait = (from - minutes + 1_440) % 1_440
  const start = new Date(now.getTime() + wait * 60_000)
  start.setUTCSeconds(0, 0)
  return start
}

/** Where the shop is. Businesses are made with one of the Indonesian zones. */
export async function zoneOf(tx: Transaction): Promise<TimeZone> {
  return ((await findOwnBusiness(tx))?.timeZone ?? 'Asia/Jakarta') as TimeZone
}
