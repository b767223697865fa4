import type { Context } from '#platform/context'
import { invalidInput } from '#platform/errors'
import { csvLines } from '#platform/files/spreadsheet'
import { listUnlistedGoods } from '#domains/orders'
import { previewCatalogFile } from './uploads.ts'

const mostGoods = 2_000

/** A shop that has only its orders still has a catalogue in them: names and last prices, looked at like any price list. */
export async function previewSoldGoods(ctx: Context): ReturnType<typeof previewCatalogFile> {
  const goods = await ctx.transaction((tx) => listUnlistedGoods(tx, mostGoods))
  if (goods.length === 0) throw invalidInput('Semua kode di pesanan sudah ada di daftar barang.')
  let text = ''
  for await (const line of csvLines(['SKU', 'Nama barang', 'Harga'], rowsOf(goods))) text += line
  return previewCatalogFile(ctx, { name: 'Barang dari pesanan', bytes: Buffer.from(text, 'utf8') })
}

async function* rowsOf(goods: { sku: string; name: string; price: number }[]) {
  for (const { sku, name, price } of goods) yield [sku, name, price]
}
