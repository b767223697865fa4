import type { Transaction } from '#platform/context'
import { readFirstDay, readShopDays } from '#domains/activity'
import { indonesianCalendar } from '#models/forecasting/calendar-id'
import { datedEffects, type DatedEffect } from '#models/forecasting/dated-effects'
import { addDays } from '#models/language/calendar'
import { daysBetween } from '../days.ts'

/** Each with the least times that it must have come: paydays come every month, and once is no rule. */
const needs = { payday: 6, 'ramadan-early': 2, 'ramadan-late': 2, lebaran: 2 }
const longestDays = 1_095

type Known = Extract<DatedEffect, { status: 'known' }>
type Thin = Extract<DatedEffect, { status: 'not-enough-data' }>

export interface Season {
  kind: string
  /** Times as many orders as on days like them, with where eight of ten possibilities lie; `null` with the reason. */
  effect: { factor: number; low: number; high: number } | null
  missing: Pick<Thin, 'reason' | 'have' | 'need'> | null
  /** Each time that it came, the newest first: orders, and what the same days would have had. */
  times: { from: string; to: string; orders: number; usual: number }[]
}

/** Paydays, Ramadan and Lebaran as effects of their own, from the orders of three years at most. Today is not over. */
export async function computeSeasons(tx: Transaction, today: string): Promise<Season[]> {
  const first = (await readFirstDay(tx, 'order')) ?? today
  const start = first < addDays(today, -longestDays) ? addDays(today, -longestDays) : first
  const demand = new Float64Array(Math.max(0, daysBetween(start, today)))
  for (const { day, events } of await readShopDays(tx, ['order'], { from: start, to: addDays(today, -1) })) demand[daysBetween(start, day)] += events
  const effects = datedEffects(demand, { start, periodDays: 1 }, indonesianCalendar, needs)
  return Object.entries(effects).map(([kind, effect]) => (effect.status === 'known' ? known(kind, effect, start) : { kind, effect: null, missing: { reason: effect.reason, have: effect.have, need: effect.need }, times: [] }))
}

function known(kind: string, { factor, interval: [low, high], occurrences }: Known, start: string): Season {
  const round = (value: number) => Math.round(value * 100) / 100
  const times = occurrences.toReversed().map(({ from, to, observed, expected }) => ({ from: addDays(start, from), to: addDays(start, to), orders: observed, usual: Math.round(expected) }))
  return { kind, effect: { factor: round(factor), low: round(low), high: round(high) }, missing: null, times }
}
