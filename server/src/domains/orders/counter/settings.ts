import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { readSetting, writeSetting } from '#domains/businesses'

export const counterSettings = z.strictObject({
  /** The most that a cashier or agent takes off by themselves, in percent of the goods. */
  staffDiscountPercent: z.number().int().min(0).max(100),
  /** The most that they give back for one return by themselves, in rupiah. */
  staffRefundLimit: z.number().int().min(0).max(1_000_000_000).default(100_000),
})
export type CounterSettings = z.output<typeof counterSettings>

export async function getCounterSettings(tx: Transaction): Promise<CounterSettings> {
  const stored = counterSettings.safeParse(await readSetting(tx, 'counter'))
  return stored.success ? stored.data : { staffDiscountPercent: 10, staffRefundLimit: 100_000 }
}

export async function saveCounterSettings(tx: Transaction, settings: CounterSettings): Promise<CounterSettings> {
  await writeSetting(tx, 'counter', settings)
  return settings
}

/** Percent of the goods' price that this person may take off. */
export async function discountLimit(tx: Transaction): Promise<number> {
  return decidesAlone(tx) ? 100 : (await getCounterSettings(tx)).staffDiscountPercent
}

/** Rupiah that this person may give back for one return; `null` without a limit. */
export async function refundLimit(tx: Transaction): Promise<number | null> {
  return decidesAlone(tx) ? null : (await getCounterSettings(tx)).staffRefundLimit
}

const decidesAlone = ({ actor }: Transaction): boolean => actor.kind === 'member' && (actor.role === 'owner' || actor.role === 'manager')
