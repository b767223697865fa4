import { invalidInput } from '#platform/errors'
import { isZip } from './archive.ts'
import type { CellRow } from './cell.ts'
import { decodeText } from './decode-text.ts'
import { readDelimited } from './delimited.ts'
import { readHead, type ImportFile } from './file.ts'
import { readWorkbook } from './workbook.ts'

/** Rows of any table file, CSV, TSV or XLSX, found by its content. */
export async function* readCells(file: ImportFile): AsyncGenerator<CellRow> {
  const head = await readHead(file)
  if (isZip(head)) yield* readWorkbook(file)
  else yield* readDelimited(file, decodeText(readable(head)))
}

function readable(head: Buffer): Buffer {
  if (head.length === 0) throw invalidInput('Berkasnya kosong. Belum ada yang disimpan.')
  const isOldExcel = head.length > 8 && head.readUInt32BE(0) === 0xd0cf11e0
  if (isOldExcel) throw invalidInput('Ini berkas Excel lama (.xls) atau terkunci kata sandi. Belum ada yang disimpan. Simpan ulang sebagai .xlsx atau CSV, lalu coba lagi.')
  // A character of the last line may be cut.
  const end = head.lastIndexOf(0x0a) + 1
  return head.subarray(0, end || head.length)
}
