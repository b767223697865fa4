/** Where the present moment comes from; tests pass their own. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

export type TimeZone = 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura'

const offsetHours: Record<TimeZone, number> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 }

/** The date `YYYY-MM-DD` and minutes since midnight at a moment, in an Indonesian zone (none has summer time). */
export function localTime(moment: Date, zone: TimeZone): { date: string; minutes: number } {
  const shifted = new Date(moment.getTime() + offsetHours[zone] * 3_600_000)
  return { date: shifted.toISOString().slice(0, 10), minutes: shifted.getUTCHours() * 60 + shifted.getUTCMinutes() }
}

/** The moment at which a local day starts. */
export function startOfDay(date: string, zone: TimeZone): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) - offsetHours[zone] * 3_600_000)
}

/** A day as people write it: `24 November 2026`. */
export function writtenDay(date: string): string {
  return new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))
}
