import type { Period } from '#domains/activity'
import { addDays } from '#models/language/calendar'

const dayMs = 86_400_000

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

/** The last `days` days up to and with this one. */
export function lastDays(to: string, days: number): Period {
  return { from: addDays(to, 1 - days), to }
}

/** As long as this period and right before it. */
export function before({ from, to }: Period): Period {
  return { from: addDays(from, -(daysBetween(from, to) + 1)), to: addDays(from, -1) }
}

export function mondayOf(day: string): string {
  return addDays(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7))
}
