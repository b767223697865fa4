import type { Transaction } from '#platform/context'
import { readShopDays, todayOf, type Period } from '#domains/activity'
import { readDuePromises } from '#domains/orders'
import { addDays } from '#models/language/calendar'
import type { AnswerTimes } from '../answers.ts'
import { lastDays } from '../days.ts'
import type { FourWeeks } from '../four-weeks.ts'
import { findResult, saveResult } from '../results.ts'
import { getInsightSettings } from '../settings.ts'
import { computeConversion, type Conversion } from './conversion.ts'
import { computeGain, type Gain } from './gain.ts'
import { computeSeasons, type Season } from './seasons.ts'

/** What takes longer than a request may, and the days that it is about. */
export interface Computed {
  period: Period
  conversion: Conversion
  promises: { due: number; kept: number; moved: number }
  gainPeriod: Period
  gain: Gain
  seasons: Season[]
}

export const shownDays = 28
/** A campaign is measured for weeks after it leaves. */
const gainDays = 91
const workloadDays = 30

export async function computeFigures(tx: Transaction): Promise<void> {
  const today = await todayOf(tx)
  const [period, gainPeriod] = [lastDays(today, shownDays), lastDays(today, gainDays)]
  const due = await readDuePromises(tx, before(period, today))
  const result: Computed = {
    period,
    conversion: await computeConversion(tx, period),
    promises: { due: due.length, kept: due.filter((one) => one.isKept).length, moved: due.filter((one) => one.wasMoved).length },
    gainPeriod,
    gain: await computeGain(tx, gainPeriod),
    seasons: await computeSeasons(tx, today),
  }
  await saveResult(tx, 'figures', result)
}

/** A promise for today may still be kept. */
export function before({ from, to }: Period, today: string): Period {
  return { from, to: to < today ? to : addDays(today, -1) }
}

export interface Figures {
  computed: Computed | null
  computedAt: Date | null
  fourWeeks: FourWeeks | null
  answers: Pick<AnswerTimes, 'switchedOn' | 'before' | 'after'> | null
  workload: { replies: number; days: number; minutesPerReply: number; minutes: number }
}

/** The figures of the shop that are told calmly, beside what is to be done. */
export async function readFigures(tx: Transaction): Promise<Figures> {
  const found = await findResult<Computed>(tx, 'figures')
  const answers = (await findResult<AnswerTimes>(tx, 'answers'))?.result
  const days = await readShopDays(tx, ['answer-assistant'], lastDays(await todayOf(tx), workloadDays))
  const replies = days.reduce((sum, row) => sum + row.events, 0)
  const { minutesPerReply } = await getInsightSettings(tx)
  return {
    computed: found?.result ?? null,
    computedAt: found?.computedAt ?? null,
    fourWeeks: (await findResult<FourWeeks>(tx, 'four-weeks'))?.result ?? null,
    answers: answers ? { switchedOn: answers.switchedOn, before: answers.before, after: answers.after } : null,
    workload: { replies, days: workloadDays, minutesPerReply, minutes: Math.round(replies * minutesPerReply) },
  }
}
