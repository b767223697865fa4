import { addDays, dateOf } from '../language/calendar.ts'
import type { CalendarPeriod } from './calendar.ts'

/**
 * Dated demand rules of Indonesia, 2023–2028, passed to the forecasts as data; a business may pass its own instead.
 *
 * Sources: the joint ministerial decrees on public holidays (SKB tiga menteri) and the government's announcements of
 * 1 Ramadan and 1 Syawal for 2023–2026; beyond them, astronomical conjunction and the Javanese and Balinese calendars,
 * marked `estimated`: the decision (sidang isbat) may move them by a day. Movable Christian feasts follow Easter.
 * Payday (25th to the 1st) and twin dates (1.1 … 12.12, loudest from 9.9 on) are habits of trade, not of law.
 */
const firstYear = 2023
const lastYear = 2028
const months = Array.from({ length: 12 }, (_, i) => i + 1)

interface LunarYear {
  ramadan: string
  /** First day of Idulfitri. */
  idulfitri: string
  certainty: CalendarPeriod['certainty']
}

const lunarYears: readonly LunarYear[] = [
  { ramadan: '2023-03-23', idulfitri: '2023-04-22', certainty: 'fixed' },
  { ramadan: '2024-03-12', idulfitri: '2024-04-10', certainty: 'fixed' },
  { ramadan: '2025-03-01', idulfitri: '2025-03-31', certainty: 'fixed' },
  { ramadan: '2026-02-19', idulfitri: '2026-03-21', certainty: 'fixed' },
  { ramadan: '2027-02-08', idulfitri: '2027-03-10', certainty: 'estimated' },
  { ramadan: '2028-01-28', idulfitri: '2028-02-27', certainty: 'estimated' },
]

/** Public holidays beyond Idulfitri and those with the same date every year; `~` marks an estimated date. */
const movableHolidays: Readonly<Record<string, string>> = {
  'Isra Mikraj': '2023-02-18 2024-02-08 2025-01-27 2026-01-16 ~2027-01-05 ~2027-12-25 ~2028-12-14',
  'Tahun Baru Imlek': '2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26',
  Nyepi: '2023-03-22 2024-03-11 2025-03-29 2026-03-19 ~2027-03-08 ~2028-03-26',
  'Wafat Yesus Kristus': '2023-04-07 2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14',
  'Kenaikan Yesus Kristus': '2023-05-18 2024-05-09 2025-05-29 2026-05-14 2027-05-06 2028-05-25',
  Waisak: '2023-06-04 2024-05-23 2025-05-12 2026-05-31 ~2027-05-20 ~2028-05-09',
  Iduladha: '2023-06-29 2024-06-17 2025-06-06 2026-05-27 ~2027-05-16 ~2028-05-05',
  'Tahun Baru Islam': '2023-07-19 2024-07-07 2025-06-27 2026-06-16 ~2027-06-06 ~2028-05-25',
  'Maulid Nabi': '2023-09-28 2024-09-16 2025-09-05 2026-08-25 ~2027-08-14 ~2028-08-03',
}

const yearlyHolidays: readonly [string, number, number][] = [
  ['Hari Buruh', 5, 1],
  ['Hari Lahir Pancasila', 6, 1],
  ['Hari Kemerdekaan', 8, 17],
]

export const indonesianCalendar: readonly CalendarPeriod[] = [
  ...lunarYears.flatMap(ramadanAndLebaran),
  ...Object.entries(movableHolidays).flatMap(([name, dates]) => dates.split(' ').map((date) => holiday(name, date))),
  ...years().flatMap((year) => [
    ...yearlyHolidays.map(([name, month, day]) => holiday(name, dateOf(year, month, day))),
    { kind: 'year-end' as const, name: 'Natal dan Tahun Baru', from: dateOf(year, 12, 24), to: dateOf(year + 1, 1, 1), certainty: 'fixed' as const },
    ...months.map((month) => oneDay('twin-date', `${month}.${month}`, dateOf(year, month, month))),
    ...months.map((month) => payday(year, month)),
  ]),
]

/** Late Ramadan brings the holiday allowance (THR, due a week before); couriers rest from three days before to three after. */
function ramadanAndLebaran({ ramadan, idulfitri, certainty }: LunarYear): CalendarPeriod[] {
  const period = (kind: CalendarPeriod['kind'], name: string, from: string, to: string) => ({ kind, name, from, to, certainty })
  return [
    period('ramadan-early', 'Ramadan', ramadan, addDays(idulfitri, -15)),
    period('ramadan-late', 'Ramadan, menjelang Lebaran', addDays(idulfitri, -14), addDays(idulfitri, -4)),
    period('lebaran', 'Lebaran', addDays(idulfitri, -3), addDays(idulfitri, 3)),
    period('after-lebaran', 'Setelah Lebaran', addDays(idulfitri, 4), addDays(idulfitri, 13)),
  ]
}

function payday(year: number, month: number): CalendarPeriod {
  const next = month === 12 ? dateOf(year + 1, 1, 1) : dateOf(year, month + 1, 1)
  return { kind: 'payday', name: 'Gajian', from: dateOf(year, month, 25), to: next, certainty: 'fixed' }
}

function holiday(name: string, date: string): CalendarPeriod {
  const isEstimated = date.startsWith('~')
  return { ...oneDay('holiday', name, isEstimated ? date.slice(1) : date), certainty: isEstimated ? 'estimated' : 'fixed' }
}

function oneDay(kind: CalendarPeriod['kind'], name: string, date: string): CalendarPeriod {
  return { kind, name, from: date, to: date, certainty: 'fixed' }
}

function years(): number[] {
  return Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i)
}
