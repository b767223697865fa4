import type { CatalogFormat, ReadRow } from '../format.ts'
import { decodeText } from '../../files/decode-text.ts'
import { readHeld } from '../../files/file.ts'
import { readLine } from './line.ts'

/** A price list as people type it into chats and notes: one thing a line, headings above, prices at the end. */
export const priceList: CatalogFormat = {
  format: 'price-list',
  recognises: () => true,
  async *read(file) {
    let category = ''
    for (const [index, line] of decodeText(await readHeld(file)).split(/\r?\n/).entries()) {
      const read = readLine(line)
      if (read.kind === 'nothing') continue
      if (read.kind === 'heading') {
        category = read.text
        continue
      }
      for (const row of read.rows) yield toRow(row, index + 1, category, line)
    }
  },
}

function toRow(row: Omit<ReadRow, 'line' | 'original'>, line: number, category: string, original: string): ReadRow {
  return { line, ...row, ...(category ? { category } : {}), original: original.trim().slice(0, 300) }
}
