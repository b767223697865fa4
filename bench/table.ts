import type { BenchRow } from './harness.ts'

/** One line of the table on the terminal. */
export function rowText(row: BenchRow): string {
  if ('skipped' in row) return `${row.goal.padEnd(4)} skip  ${row.what}: ${row.skipped}`
  const verdict = row.target === 'shown only' ? 'info' : row.ok ? 'ok  ' : 'LOST'
  const figures = `${figure(row.ours)} against ${figure(row.peer)} ${row.unit} (${figure(row.ratio)}×, target ${row.target})`
  return `${row.goal.padEnd(4)} ${verdict}  ${row.what}, ${row.against}: ${figures}${row.note ? `; ${row.note}` : ''}`
}

/** One row of the Markdown table. */
export function rowMarkdown(row: BenchRow): string {
  const cells =
    'skipped' in row
      ? [row.what, '', '', '', '', '', '', `skipped: ${row.skipped}`]
      : [
          row.what,
          row.against,
          figure(row.ours),
          figure(row.peer),
          row.unit,
          `${figure(row.ratio)}${row.wallRatio === undefined ? '' : ` (wall ${figure(row.wallRatio)})`}`,
          row.target,
          [row.target === 'shown only' ? '' : row.ok ? 'holds' : '**does not hold**', `n ${row.n}`, row.note].filter(Boolean).join('; '),
        ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** Four significant digits, thousands grouped. */
export function figure(value: number | null): string {
  // JSON has no NaN: an undefined figure arrives as null.
  if (value === null || !Number.isFinite(value)) return '–'
  return Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(4)))
}
