import type { CatalogFormat, ReadRow } from '../format.ts'
import { decodeText } from '../../files/decode-text.ts'
import { readHeld } from '../../files/file.ts'
import type { Row } from './goods.ts'
import { isPartOfNameAbove, readLine } from './line.ts'

/** A price list as people type it into chats and notes: one thing a line, headings above, prices at the end. */
export const priceList: CatalogFormat = {
  format: 'price-list',
  recognises: () => true,
  async *read(file) {
    let category = ''
    /** Goods without a price, whose sizes may follow with theirs. */
    let open: ReadRow | undefined
    let nameAbove = ''
    for (const [index, line] of decodeText(await readHeld(file)).split(/\r?\n/).entries()) {
      const read = readLine(line)
      if (read.kind === 'nothing') continue
      if (read.kind === 'heading') {
        if (open) yield open
        open = undefined
        category = nameAbove = read.text
        continue
      }
      const rows = read.rows.map((row) => toRow(row, index + 1, category, line))
      if (nameAbove !== '' && isPartOfNameAbove(rows)) {
        open = undefined
        for (const row of rows) yield { ...row, name: nameAbove, variant: [row.name, row.variant].filter(Boolean).join(' ') }
        continue
      }
      if (open) yield open
      open = undefined
      const [only] = rows
      if (rows.length === 1 && only.problems.some((one) => one.code === 'price_missing')) {
        open = only
        nameAbove = only.name
      } else {
        if (nameAbove !== category) nameAbove = ''
        yield* rows
      }
    }
    if (open) yield open
  },
}

function toRow(row: Row, line: number, category: string, original: string): ReadRow {
  return { line, ...row, ...(category ? { category } : {}), original: original.trim().slice(0, 300) }
}
