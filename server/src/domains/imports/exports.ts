import type { Context, Transaction } from '#platform/context'
import type { CellValue, Rows } from '#platform/files/spreadsheet'
import { listProducts, listStock } from '#domains/catalog'
import { listCustomers } from '#domains/customers'
import { listOrders } from '#domains/orders'

/** A list that can be taken out whole: what an owner sees, in columns. */
export interface ExportList {
  permission: string
  /** File name without its ending, and name of the sheet. */
  name: string
  headings: string[]
  rows(ctx: Context): Rows
}

const pageSize = 200

export const exportLists = {
  orders: {
    // The whole list is the turnover.
    permission: 'figures.read',
    name: 'pesanan',
    headings: ['Nomor', 'Sumber', 'Tanggal', 'Status', 'Pelanggan', 'Telepon', 'Kode', 'Barang', 'Jumlah', 'Harga', 'Diskon pesanan', 'Ongkir', 'Total pesanan', 'Kurir', 'Resi'],
    rows: (ctx) =>
      allPages(ctx, listOrders, (order) => {
        const before: CellValue[] = [order.number, order.source, order.placedAt, order.status, order.customerName, order.phone]
        const after: CellValue[] = [order.discount, order.shippingFee, order.total, order.courier, order.trackingNumber]
        const lines = order.lines.length > 0 ? order.lines : [{ sku: '', name: '', quantity: null, unitPrice: null }]
        return lines.map((line) => [...before, line.sku, line.name, line.quantity, line.unitPrice, ...after])
      }),
  },
  customers: {
    permission: 'customers.read',
    name: 'pelanggan',
    headings: ['Nama', 'Telepon', 'Email', 'Label', 'Catatan', 'Dikenal dari', 'Pertama', 'Terakhir'],
    rows: (ctx) =>
      allPages(ctx, listCustomers, (customer) => [
        [customer.name, customer.phone, customer.email, customer.labels.join(', '), customer.note, [...new Set(customer.identities.map((identity) => identity.channelType))].join(', '), customer.firstSeenAt, customer.lastSeenAt],
      ]),
  },
  products: {
    permission: 'catalog.read',
    name: 'barang',
    // The headings that the price list import reads, so that a changed file can come back.
    headings: ['SKU', 'Nama barang', 'Varian', 'Kategori', 'Deskripsi', 'Harga', 'Stok', 'Berat (gram)'],
    rows: (ctx) => allPages(ctx, listProducts, (product) => product.variants.map((variant) => [variant.sku, product.name, variant.name, product.category, variant.description, variant.price, variant.stock, variant.weightGrams])),
  },
  stock: {
    permission: 'catalog.read',
    name: 'stok',
    headings: ['SKU', 'Barang', 'Satuan', 'Ada', 'Dipesan', 'Bisa dijual'],
    rows: (ctx) => allPages(ctx, listStock, (item) => [[item.sku, item.name, item.unit, item.onHand, item.reserved, item.available]]),
  },
} satisfies Record<string, ExportList>

type Lister<Item> = (tx: Transaction, input: { limit: number; cursor?: string | undefined }) => Promise<{ items: Item[]; nextCursor: string | null }>

/** Page after page, each in a short transaction of its own: a long list holds no lock and little memory. */
async function* allPages<Item>(ctx: Context, list: Lister<Item>, toRows: (item: Item) => CellValue[][]): AsyncGenerator<CellValue[]> {
  let cursor: string | undefined
  do {
    const page = await ctx.transaction((tx) => list(tx, { limit: pageSize, cursor }))
    for (const item of page.items) yield* toRows(item)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
