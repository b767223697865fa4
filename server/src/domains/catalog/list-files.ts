import { listFile } from '#domains/businesses'
import { routes } from './routes.ts'
import { stockRoutes } from './stock-routes.ts'

const movements: Record<string, string> = { import: 'impor', count: 'hitungan', sale: 'terjual', return: 'kembali', received: 'masuk', produced: 'dibuat', recipe: 'dipakai resep', correction: 'koreksi', undo: 'dibatalkan' }

export const listFiles = {
  exportProducts: listFile(routes.listProducts, {
    name: 'barang',
    rows: (product) => product.variants.map((variant) => ({ product, variant })),
    // The headings that the price list import reads, so that a changed file can come back.
    columns: {
      SKU: ({ variant }) => variant.sku,
      'Nama barang': ({ product }) => product.name,
      Varian: ({ variant }) => variant.name,
      Kategori: ({ product }) => product.category,
      Deskripsi: ({ variant }) => variant.description,
      Harga: ({ variant }) => variant.price,
      Stok: ({ variant }) => variant.stock,
      'Berat (gram)': ({ variant }) => variant.weightGrams,
    },
  }),
  exportStock: listFile(stockRoutes.listStock, {
    name: 'stok',
    columns: { SKU: (item) => item.sku, Barang: (item) => item.name, Satuan: (item) => item.unit, Ada: (item) => item.onHand, Dipesan: (item) => item.reserved, 'Bisa dijual': (item) => item.available, 'Batas menipis': (item) => item.lowStockAt },
  }),
  exportStockMovements: listFile(stockRoutes.listStockMovements, {
    name: 'gerak-stok',
    columns: { Waktu: (move) => move.at, SKU: (move) => move.sku, Barang: (move) => move.name, Jumlah: (move) => move.quantity, Sebab: (move) => movements[move.reason] ?? move.reason, Rujukan: (move) => move.reference },
  }),
  exportStockConflicts: listFile(stockRoutes.listStockConflicts, {
    name: 'stok-bentrok',
    columns: { Waktu: (one) => one.at, SKU: (one) => one.sku, Barang: (one) => one.name, Dijual: (one) => one.wanted, Kurang: (one) => one.missing, Lewat: (one) => one.source, Rujukan: (one) => one.reference },
  }),
}
