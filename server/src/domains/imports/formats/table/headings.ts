import { textOf, type Cell } from '../../files/cell.ts'
import { readCells } from '../../files/cells.ts'
import type { ImportFile } from '../../files/file.ts'
import { catalogFields, type CatalogField, type Mapping } from '../format.ts'

/** Words under which shops and their tills write each field, lower-cased, without punctuation. */
const aliases: Record<CatalogField, string[]> = {
  sku: ['sku', 'kode', 'kode barang', 'kode produk', 'kode item', 'item code', 'product code', 'sku induk', 'seller sku', 'barcode', 'plu', 'id barang'],
  name: ['nama', 'name', 'nama barang', 'nama produk', 'produk', 'barang', 'item', 'product', 'product name', 'item name', 'menu', 'nama menu', 'uraian', 'jenis barang'],
  variant: ['varian', 'variant', 'variasi', 'nama variasi', 'variation', 'ukuran', 'size', 'tipe', 'warna', 'kemasan', 'pilihan', 'satuan'],
  category: ['kategori', 'category', 'kelompok', 'jenis', 'golongan', 'etalase', 'grup', 'departemen'],
  description: ['deskripsi', 'description', 'keterangan', 'detail', 'catatan', 'deskripsi produk', 'info', 'spesifikasi'],
  price: ['harga', 'price', 'harga jual', 'harga satuan', 'harga rp', 'hrg', 'harga retail', 'selling price', 'unit price', 'harga normal', 'hj', 'harga idr'],
  stock: ['stok', 'stock', 'qty', 'jumlah', 'sisa', 'sisa stok', 'persediaan', 'quantity', 'stok akhir', 'on hand', 'tersedia'],
  weightGrams: ['weight grams', 'berat', 'berat gram', 'berat g', 'weight', 'berat gr', 'berat produk gram', 'gramasi', 'berat produk'],
}

/** The first rows of one sheet, as text. */
export interface Head {
  sheet: number
  rows: { line: number; cells: string[] }[]
}

const headRows = 15

export async function readHeads(file: ImportFile): Promise<Head[]> {
  const heads: Head[] = []
  for await (const { sheet, line, cells } of readCells(file, headRows)) {
    if (heads.at(-1)?.sheet !== sheet) heads.push({ sheet, rows: [] })
    heads.at(-1)?.rows.push({ line, cells: cells.map(textOf) })
  }
  return heads
}

/** The first row with the most words in it: headings as a rule. */
export function fullestRow<Row extends { cells: readonly Cell[] }>(rows: readonly Row[]): Row | undefined {
  const words = (row: Row) => row.cells.filter((cell) => typeof cell === 'string' && /\p{L}/u.test(cell)).length
  const most = Math.max(0, ...rows.map(words))
  return rows.find((row) => words(row) === most)
}

/** Finds the heading row among the first rows, and what each column is. `undefined` when nothing looks like headings. */
export function findHeadings(rows: { line: number; cells: string[] }[]): { index: number; mapping: Mapping } | undefined {
  const candidates = rows.slice(0, headRows).map(({ cells }, index) => ({ index, mapping: mapColumns(cells) }))
  const best = candidates.sort((a, b) => Object.keys(b.mapping).length - Object.keys(a.mapping).length)[0]
  return best && best.mapping.name !== undefined && Object.keys(best.mapping).length >= 2 ? best : undefined
}

/** Exact headings first, then headings that contain an alias; a column serves one field. */
export function mapColumns(headings: string[]): Mapping {
  const plain = headings.map((heading) => heading.toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim())
  const mapping: Mapping = {}
  const taken = new Set<number>()
  const claim = (field: CatalogField, matches: (heading: string, alias: string) => boolean) => {
    if (mapping[field] !== undefined) return
    for (const alias of aliases[field]) {
      const column = plain.findIndex((heading, index) => !taken.has(index) && heading !== '' && matches(heading, alias))
      if (column < 0) continue
      mapping[field] = column
      taken.add(column)
      return
    }
  }
  for (const field of catalogFields) claim(field, (heading, alias) => heading === alias)
  for (const field of catalogFields) claim(field, (heading, alias) => ` ${heading} `.includes(` ${alias} `))
  return mapping
}
