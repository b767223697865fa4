const pattern = /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*$/

/**
 * The day of a date `YYYY-MM-DD`, optionally with a time, as days since 1970-01-01; the time and its zone are left out,
 * so that a day is what is written. Undefined for anything else, and for days that do not exist.
 */
export function dayOf(text: string): number | undefined {
  const [, year, month, day] = pattern.exec(text) ?? []
  if (day === undefined) return undefined
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day))
  return new Date(time).getUTCDate() === Number(day) && Number(month) <= 12 ? time / 86_400_000 : undefined
}
