/** One fit on data that nobody meant well by. `make` is not timed; what `run` gives back is looked through for NaN. */
export interface HostileCase {
  /** CPU seconds in which it must have answered or refused. */
  seconds: number
  run: () => unknown
}

/** Rows of the large cases; `--rows` makes them smaller. */
export const rows = Number(process.env['HOSTILE_ROWS'] ?? 10_000_000)

/** A cheap scatter of whole numbers below `n`, the same in every run. */
export const scatter = (i: number, n: number) => (Math.imul(i + 1, 0x9e37_79b1) >>> 0) % n

/** Rows one after the other, so that only the model has to hold them. */
export function* generate<T>(count: number, row: (i: number) => T): Generator<T> {
  for (let i = 0; i < count; i++) yield row(i)
}

/** Names made once: a million short texts would weigh more than the rows. */
export const names = (count: number, prefix: string) => Array.from({ length: count }, (_, i) => `${prefix}${i}`)
