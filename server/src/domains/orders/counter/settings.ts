import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { readSetting, writeSetting } from '#domains/businesses'

export const counterSettings = z.strictObject({
  /** The most that a cashier or agent takes off by themselves, in percent of the goods. */
  staffDiscountPercent: z.number().int().min(0).max(100),
})
export type CounterSettings = z.output<typeof counterSettings>

export async function getCounterSettings(tx: Transaction): Promise<CounterSettings> {
  const stored = counterSettings.safeParse(await readSetting(tx, 'counter'))
  return stored.success ? stored.data : { staffDiscountPercent: 10 }
}

export async function saveCounterSettings(tx: Transaction, settings: CounterSettings): Promise<CounterSettings> {
  await writeSetting(tx, 'counter', settings)
  return settings
}

/** Percent of the goods' price that this person may take off. */
export async function discountLimit(tx: Transaction): Promise<number> {
  const isFree = tx.actor.kind === 'member' && (tx.actor.role === 'owner' || tx.actor.role === 'manager')
  return isFree ? 100 : (await getCounterSettings(tx)).staffDiscountPercent
}
