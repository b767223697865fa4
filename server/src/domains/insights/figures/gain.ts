import { startOfDay } from '#platform/clock'
import type { Transaction } from '#platform/context'
import { zoneOf, type Period } from '#domains/activity'
import { readModelSpending } from '#domains/assistant'
import { readCampaignHistory, type PastCampaign } from '#domains/campaigns'
import { addDays } from '#models/language/calendar'
import { marginOf } from '../margin.ts'

export interface Gain {
  /** Answers in which the language model was asked; rupiah `null` while the owner has not said what one costs. */
  model: { answers: number; cost: number | null }
  messages: { sent: number; cost: number }
  /** Campaigns with a result, still measured, and without anybody to compare with. */
  campaigns: { measured: number; measuring: number; unmeasurable: number }
  /** Rupiah sold that would not have come otherwise, by who was held out; where the truth lies in 95 of 100. */
  extra: { estimate: number; low: number; high: number } | null
  /** What is left of a rupiah sold; `null` while the cost of too many goods is unknown. */
  margin: number | null
}

/** What messages and the model cost, and what campaigns brought against those held out at random. */
export async function computeGain(tx: Transaction, { from, to }: Period): Promise<Gain> {
  const zone = await zoneOf(tx)
  const [start, end] = [startOfDay(from, zone), startOfDay(addDays(to, 1), zone)]
  const past = await readCampaignHistory(tx, { from: start, to: end })
  const measured = past.filter(({ outlook, extraAmount }) => extraAmount !== null && outlook !== 'measuring' && outlook !== 'broken-split')
  const measuring = past.filter(({ outlook }) => outlook === 'measuring').length
  return {
    model: await readModelSpending(tx, start),
    messages: { sent: past.reduce((sum, one) => sum + one.sent, 0), cost: past.reduce((sum, one) => sum + one.cost, 0) },
    campaigns: { measured: measured.length, measuring, unmeasurable: past.length - measured.length - measuring },
    extra: addRanges(measured),
    margin: (await marginOf(tx, to)) ?? null,
  }
}

/** Draws of different campaigns do not know of each other: what each may be off adds up by squares. */
export function addRanges(measured: Pick<PastCampaign, 'extraAmount'>[]): Gain['extra'] {
  const ranges = measured.flatMap(({ extraAmount }) => extraAmount ?? [])
  if (ranges.length === 0) return null
  const estimate = ranges.reduce((sum, one) => sum + one.estimate, 0)
  const off = (side: 0 | 1) => Math.hypot(...ranges.map((one) => one.interval[side] - one.estimate))
  return { estimate: Math.round(estimate), low: Math.round(estimate - off(0)), high: Math.round(estimate + off(1)) }
}
