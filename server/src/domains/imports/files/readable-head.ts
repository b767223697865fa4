import { invalidInput } from '#platform/errors'
import { isZip } from './archive.ts'
import { decodeText } from './decode-text.ts'
import { readHead, type ImportFile } from './file.ts'

/** The first bytes of a table, text or archive; any other file is refused in words. */
export async function readableHead(file: ImportFile): Promise<Buffer> {
  const head = await readHead(file)
  if (head.length === 0) throw invalidInput('Berkasnya kosong. Belum ada yang disimpan.')
  const isOldExcel = head.length > 8 && head.readUInt32BE(0) === 0xd0cf11e0
  if (isOldExcel) throw invalidInput('Ini berkas Excel lama (.xls) atau terkunci kata sandi. Belum ada yang disimpan. Simpan ulang sebagai .xlsx atau CSV, lalu coba lagi.')
  if (isZip(head)) return head
  const text = decodeText(head)
  if (!isWritten(text) || text.startsWith('%PDF-')) throw invalidInput('Ini bukan tabel atau teks. Belum ada yang disimpan. Kalau ini foto daftar harga, ketik atau tempel isinya; kalau tabel, simpan ulang sebagai .xlsx atau CSV.')
  // Any line of a program holds a number, which would be asked about as a price.
  if (/^\s*(?:[{[]\s*(?:["{[\]}]|$)|<(?:!doctype|html|\?xml|svg))/i.test(text)) throw invalidInput('Ini bukan daftar atau tabel, melainkan berkas program atau halaman web. Belum ada yang disimpan. Pilih berkas CSV, Excel, atau TXT.')
  return head
}

/** Text has next to no control characters; a picture or a PDF is full of them. */
function isWritten(text: string): boolean {
  const strange = text.match(/[\p{Cc}\uFFFD]/gu)?.filter((character) => !/\s/.test(character)).length ?? 0
  return strange <= text.length / 100
}
