/** A provider's clock may be a little ahead of ours; further ahead is an error of theirs. */
const mostAheadMs = 5 * 60_000

/**
 * A provider's timestamp as a moment: seconds, or milliseconds where the number is too large for seconds, as number or
 * text. A missing, unreadable or future one becomes `now`, so that a message never sorts above all later ones.
 */
export function providerTime(value: number | string | undefined, now: Date): Date {
  const number = Number(value ?? Number.NaN)
  const ms = number > 100_000_000_000 ? number : number * 1_000
  if (!Number.isFinite(ms) || ms <= 0 || ms > now.getTime() + mostAheadMs) return now
  return new Date(ms)
}
