import { learnRhythm, nextPurchase, type PurchaseRhythm } from '#models/lifetime-value/next-purchase'
import { addDays } from '#models/language/calendar'
import { daysBetween } from './days.ts'

/** How long this shop's customers wait between two orders; `null` while too few came back. */
export type Rhythm = PurchaseRhythm | null

export function learnFrom(gapsOfPeople: number[][]): Rhythm {
  const rhythm = learnRhythm(gapsOfPeople)
  return rhythm.status === 'known' ? rhythm : null
}

/** "Biasanya tiap 12 hari, sudah 19": from a customer's own order days, as far as they have any, and from all. */
export function nextOf(rhythm: PurchaseRhythm, days: string[], today: string): { usualDays: number; sinceDays: number; nextFrom: string; nextTo: string; isLate: boolean } {
  const gaps = days.slice(1).map((day, index) => daysBetween(days[index], day))
  const sinceDays = Math.max(0, daysBetween(days[days.length - 1], today))
  const next = nextPurchase(rhythm, gaps, sinceDays)
  const [low, high] = next.intervalDaysFromNow.map(Math.round)
  return { usualDays: Math.max(1, Math.round(next.usualDays)), sinceDays, nextFrom: addDays(today, low), nextTo: addDays(today, high), isLate: next.overdue > 0.9 }
}
