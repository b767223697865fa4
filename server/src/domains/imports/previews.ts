import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { Context } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { invalidInput, notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { fileOfBytes } from './files/file.ts'
import type { Mapping, ReadRow } from './formats/format.ts'
import { catalogFormats, findCatalogFormat } from './formats/registry.ts'
import type { ImportRow, Tables } from './tables.ts'

export interface CatalogPreview {
  importId: string
  format: string
  name: string
  /** Rows that need nothing, and rows to look at. */
  recognised: number
  toCheck: number
  total: number
  /** Rows to look at first, then the first of the others. */
  rows: ReadRow[]
  columns: { headings: string[]; mapping: Mapping } | null
}

const shownRows = 200
const mostRows = 200_000

/** Keeps the file, reads it through, and shows what would happen. Nothing of the catalogue is touched. */
export async function previewCatalogFile(ctx: Context, input: { name: string; bytes: Uint8Array; mapping?: Mapping | undefined }): Promise<CatalogPreview> {
  if (input.bytes.length === 0) throw invalidInput('Berkasnya kosong. Belum ada yang disimpan.')
  const format = catalogFormats.find((one) => one.recognises(input.bytes.subarray(0, 65_536)))
  if (!format) throw invalidInput('Jenis berkas ini belum bisa dibaca. Simpan sebagai CSV atau Excel, lalu coba lagi.')
  const file = fileOfBytes(input.bytes)
  const summary = await readAll(format.read(file, input.mapping))
  if (summary.total === 0) throw invalidInput('Tidak ada barang yang terbaca di sini. Belum ada yang disimpan. Pastikan ada nama dan harga.')
  const columns = (await format.columns?.(file)) ?? null
  const stored = await ctx.files.put(ctx.businessId, input.bytes)
  const importId = newId()
  await ctx.transaction((tx) =>
    tenant<Tables>(tx)
      .insert('imports')
      .values({
        businessId: tx.businessId,
        id: importId,
        kind: 'catalog',
        format: format.format,
        name: input.name.slice(0, 200),
        fileKey: stored.key,
        sha256: stored.sha256,
        mapping: JSON.stringify(input.mapping ?? null),
        corrections: JSON.stringify([]),
        status: 'previewed',
        rowCount: summary.total,
        doneCount: 0,
        addedCount: 0,
        changedCount: 0,
        skippedCount: 0,
        error: null,
        createdAt: tx.now(),
        finishedAt: null,
      })
      .execute(),
  )
  return { importId, format: format.format, name: input.name, columns: input.mapping && columns ? { ...columns, mapping: input.mapping } : columns, ...summary }
}

/** Rows of a stored file again, as the import will write them. */
export async function openImportRows(ctx: Context, row: ImportRow): Promise<AsyncIterable<ReadRow>> {
  const format = findCatalogFormat(row.format)
  if (!format) throw notFound('Jenis berkas')
  const bytes = await buffer(await ctx.files.open(ctx.businessId, row.fileKey))
  if (createHash('sha256').update(bytes).digest('hex') !== row.sha256) throw invalidInput('Berkas yang tersimpan berubah. Unggah lagi berkasnya.')
  return withDuplicatesMarked(format.read(fileOfBytes(bytes), (row.mapping as Mapping | null) ?? undefined))
}

async function readAll(rows: AsyncIterable<ReadRow>) {
  const checks: ReadRow[] = []
  const fine: ReadRow[] = []
  let total = 0
  let toCheck = 0
  for await (const row of withDuplicatesMarked(rows)) {
    total++
    if (total > mostRows) throw invalidInput(`Berkas berisi lebih dari ${mostRows} baris. Bagi menjadi beberapa berkas. Belum ada yang disimpan.`)
    if (row.problems.length > 0) toCheck++
    const list = row.problems.length > 0 ? checks : fine
    if (list.length < shownRows) list.push(row)
  }
  return { total, toCheck, recognised: total - toCheck, rows: [...checks, ...fine].slice(0, shownRows) }
}

/** The second row with a SKU is shown to the owner; the first stands. */
async function* withDuplicatesMarked(rows: AsyncIterable<ReadRow>): AsyncIterable<ReadRow> {
  const seen = new Map<string, number>()
  for await (const row of rows) {
    const earlier = row.sku === undefined ? undefined : seen.get(row.sku)
    if (row.sku !== undefined && earlier === undefined) seen.set(row.sku, row.line)
    yield earlier === undefined ? row : { ...row, problems: [...row.problems, { code: 'duplicate_sku', sentence: `Kode ${row.sku ?? ''} sudah ada di baris ${earlier}. Baris ini tidak dimasukkan.` }] }
  }
}
