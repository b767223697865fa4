import { isZip } from './archive.ts'
import type { CellRow } from './cell.ts'
import { decodeText } from './decode-text.ts'
import { readDelimited } from './delimited.ts'
import type { ImportFile } from './file.ts'
import { readableHead } from './readable-head.ts'
import { readWorkbook } from './workbook.ts'

/** Rows of any table file, CSV, TSV or XLSX, found by its content; at most so many of each sheet. */
export async function* readCells(file: ImportFile, mostPerSheet = Infinity): AsyncGenerator<CellRow> {
  const head = await readableHead(file)
  if (isZip(head)) return yield* readWorkbook(file, mostPerSheet)
  let count = 0
  // A character of the last line may be cut.
  for await (const row of readDelimited(file, decodeText(head.subarray(0, head.lastIndexOf(0x0a) + 1 || head.length)))) {
    yield row
    if (++count >= mostPerSheet) return
  }
}
