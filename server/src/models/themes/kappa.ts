import { normalQuantile } from '../special-functions/normal.ts'
import { ModelInputError } from '../input-error.ts'

export interface Kappa {
  status: 'ok'
  /** 1 full agreement, 0 what chance brings, negative less than that. */
  kappa: number
  interval: [lower: number, upper: number]
  /** Share of items with the same code, and the share expected by chance. */
  observed: number
  expected: number
  n: number
}

/** Tables of codes are quadratic. */
export const mostCodes = 1_000

export interface NoAgreement {
  status: 'not-enough-data'
  reason: 'fewer-than-two-items' | 'only-one-code'
}

/**
 * Cohen's kappa of two coders who each gave every item one code. The interval uses the large-sample standard error; below
 * about 30 items it is a rough guide.
 *
 * Sources: J. Cohen, Educational and Psychological Measurement 20 (1960); J. L. Fleiss, J. Cohen & B. S. Everitt,
 * Psychological Bulletin 72 (1969), eq. 13.
 * @throws ModelInputError when the lists differ in length, hold more than 1,000 codes, or the confidence is outside (0, 1).
 */
export function cohenKappa(first: readonly string[], second: readonly string[], confidence = 0.95): Kappa | NoAgreement {
  if (first.length !== second.length) throw new ModelInputError('themes.invalid_codes', `${first.length} and ${second.length} codes: both coders must code the same items`)
  if (!(confidence > 0 && confidence < 1)) throw new ModelInputError('themes.invalid_option', `confidence must lie between 0 and 1, got ${confidence}`)
  const n = first.length
  if (n < 2) return { status: 'not-enough-data', reason: 'fewer-than-two-items' }
  const codes = [...new Set([...first, ...second])].sort()
  // Where both used one code only, chance explains everything and kappa is 0/0.
  if (codes.length < 2) return { status: 'not-enough-data', reason: 'only-one-code' }
  if (codes.length > mostCodes) throw new ModelInputError('themes.invalid_codes', `${codes.length} different codes, more than ${mostCodes}: these are no codes`)
  const position = new Map(codes.map((code, i) => [code, i]))
  const table = codes.map(() => new Float64Array(codes.length))
  first.forEach((code, i) => (table[position.get(code) ?? 0][position.get(second[i]) ?? 0] += 1 / n))
  const rows = table.map((row) => row.reduce((sum, share) => sum + share, 0))
  const columns = codes.map((_, j) => table.reduce((sum, row) => sum + row[j], 0))
  const observed = codes.reduce((sum, _, i) => sum + table[i][i], 0)
  const expected = codes.reduce((sum, _, i) => sum + rows[i] * columns[i], 0)
  const kappa = (observed - expected) / (1 - expected)
  const error = standardError({ table, rows, columns, expected }, kappa, n)
  const reach = normalQuantile(0.5 + confidence / 2) * error
  return { status: 'ok', kappa, interval: [Math.max(-1, kappa - reach), Math.min(1, kappa + reach)], observed, expected, n }
}

interface Shares {
  table: readonly Float64Array[]
  rows: readonly number[]
  columns: readonly number[]
  expected: number
}

function standardError({ table, rows, columns, expected }: Shares, kappa: number, n: number): number {
  let same = 0
  let different = 0
  table.forEach((row, i) =>
    row.forEach((share, j) => {
      if (i === j) same += share * (1 - (rows[i] + columns[i]) * (1 - kappa)) ** 2
      else different += share * (columns[i] + rows[j]) ** 2
    }),
  )
  const variance = same + (1 - kappa) ** 2 * different - (kappa - expected * (1 - kappa)) ** 2
  return Math.sqrt(Math.max(0, variance) / n) / (1 - expected)
}
