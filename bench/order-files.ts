import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { textOf } from '../server/src/domains/imports/files/cell.ts'
import { readCells } from '../server/src/domains/imports/files/cells.ts'
import { fileOfPath } from '../server/src/domains/imports/files/file.ts'

const headings = ['No. Pesanan', 'Status Pesanan', 'Opsi Pengiriman', 'Waktu Pesanan Dibuat', 'Metode Pembayaran', 'Nomor Referensi SKU', 'Nama Produk', 'Harga Setelah Diskon', 'Jumlah', 'Returned quantity', 'Total Pembayaran', 'Ongkos Kirim Dibayar oleh Pembeli', 'Username (Pembeli)', 'No. Telepon', 'Kota/Kabupaten', 'Provinsi']

/** Rows of the real shop's months: number, category, status, …, as text. */
export async function readShopRows(folder: string): Promise<string[][]> {
  const rows: string[][] = []
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.xlsx')).sort()) {
    for await (const { line, cells } of readCells(fileOfPath(join(folder, name)))) if (line > 1) rows.push(cells.map(textOf))
  }
  return rows
}

/** A Shopee export of `size` rows: the shop's rows again and again under new numbers, with buyers and phone numbers. */
export async function writeOrderFile(out: Writable, rows: string[][], size: number, random: () => number): Promise<void> {
  out.write(`${headings.join(',')}\n`)
  let number = ''
  let round = 0
  let order: string[] = []
  for (let index = 0; index < size; index++) {
    const [id, category, status, , shipping, date, payment, quantity, returned, , , fee, , total, , city, province] = rows[index % rows.length]
    if (index % rows.length === 0) round++
    if (number !== `${round}-${id}`) {
      number = `${round}-${id}`
      // A few buyers come often, most come once; a third of the numbers is not masked.
      const buyer = Math.floor(size / 3 / (1 + random() * 50) ** 1.2)
      order = [`pembeli${buyer}`, random() < 0.33 ? `0812${String(30_000_000 + buyer)}` : '******42']
    }
    const price = `${10 + (index % 90)}.000`
    const row = [number, status, shipping, date, payment, `SKU-${index % 500}`, category, price, quantity, returned || '0', total, fee === '0' ? '0' : `${Math.round(Number(fee) * 1_000)}`, ...order, city, province]
    if (!out.write(`${row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}
