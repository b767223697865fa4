import { listFile } from '#domains/businesses'
import { counterRoutes } from './counter/routes.ts'
import { ledgerRoutes } from './ledger-routes.ts'
import { marketplaceRoutes } from './marketplaces/routes.ts'
import { paymentRoutes } from './payment-routes.ts'
import { routes } from './routes.ts'

const statuses = { unpaid: 'menunggu bayar', processing: 'diproses', ready: 'siap', shipped: 'dikirim', completed: 'selesai', cancelled: 'batal' }
const paymentStates = { waiting: 'menunggu', paid: 'lunas', failed: 'gagal', expired: 'kedaluwarsa' }
const paymentKinds = { deposit: 'DP', balance: 'pelunasan', full: 'penuh' }
const refundStates = { needed: 'belum dikembalikan', done: 'sudah dikembalikan', dropped: 'tidak jadi' }
const refundReasons = { late: 'bayar terlambat', surplus: 'bayar lebih', cancelled: 'pesanan batal', returned: 'barang kembali' }
const pushStates = { none: '', waiting: 'menunggu', attempting: 'sedang dikirim', accepted: 'diterima', rejected: 'ditolak', uncertain: 'belum pasti' }
const discounts = { per_piece: 'rupiah per buah', percent: 'persen', amount: 'rupiah', per_set: 'rupiah per kelipatan' }
const noLine = { sku: '', name: '', quantity: null, unitPrice: null }

export const listFiles = {
  exportOrders: listFile(routes.listOrders, {
    name: 'pesanan',
    // The whole list is the turnover.
    permission: 'figures.read',
    rows: (order) => (order.lines.length > 0 ? order.lines : [noLine]).map((line) => ({ order, line })),
    columns: {
      Nomor: ({ order }) => order.number,
      Sumber: ({ order }) => order.source,
      Tanggal: ({ order }) => order.placedAt,
      Status: ({ order }) => statuses[order.status],
      Pelanggan: ({ order }) => order.customerName,
      Telepon: ({ order }) => order.phone,
      Kode: ({ line }) => line.sku,
      Barang: ({ line }) => line.name,
      Jumlah: ({ line }) => line.quantity,
      Harga: ({ line }) => line.unitPrice,
      'Diskon pesanan': ({ order }) => order.discount,
      Ongkir: ({ order }) => order.shippingFee,
      'Total pesanan': ({ order }) => order.total,
      'Sudah dibayar': ({ order }) => order.paidTotal,
      Dikembalikan: ({ order }) => order.refundedTotal,
      'Janji selesai': ({ order }) => order.promisedOn,
      Tahap: ({ order }) => order.stage,
      Kurir: ({ order }) => order.courier,
      Resi: ({ order }) => order.trackingNumber,
    },
  }),
  exportPayments: listFile(ledgerRoutes.listAllPayments, {
    name: 'pembayaran',
    columns: {
      Diminta: (payment) => payment.requestedAt,
      Dibayar: (payment) => payment.paidAt,
      Pesanan: (payment) => payment.number,
      Pelanggan: (payment) => payment.customerName,
      Cara: (payment) => payment.provider,
      Untuk: (payment) => paymentKinds[payment.kind],
      Keadaan: (payment) => paymentStates[payment.status],
      Jumlah: (payment) => payment.amount,
      'Masuk pesanan': (payment) => payment.applied,
      Catatan: (payment) => payment.note,
    },
  }),
  exportRefunds: listFile(ledgerRoutes.listAllRefunds, {
    name: 'pengembalian-uang',
    columns: {
      Dicatat: (refund) => refund.createdAt,
      Pesanan: (refund) => refund.number,
      Pelanggan: (refund) => refund.customerName,
      Sebab: (refund) => refundReasons[refund.reason],
      Jumlah: (refund) => refund.amount,
      Keadaan: (refund) => refundStates[refund.status],
      Dikembalikan: (refund) => refund.settledAt,
      Catatan: (refund) => refund.note,
    },
  }),
  exportReturns: listFile(ledgerRoutes.listAllReturns, {
    name: 'retur',
    columns: {
      Dicatat: (given) => given.createdAt,
      Pesanan: (given) => given.number,
      Pelanggan: (given) => given.customerName,
      Kode: (given) => given.sku,
      Barang: (given) => given.name,
      Jumlah: (given) => given.quantity,
      'Dijual lagi': (given) => (given.isRestocked ? 'ya' : 'tidak'),
      Sebab: (given) => given.reason,
    },
  }),
  exportIngredientNeeds: listFile(routes.listIngredientNeeds, {
    name: 'belanja-bahan',
    columns: { Bahan: (need) => need.name, Satuan: (need) => need.unit, Perlu: (need) => need.needed, Ada: (need) => need.available, Kurang: (need) => need.missing },
  }),
  exportDiscountRules: listFile(paymentRoutes.listDiscountRules, {
    name: 'aturan-diskon',
    columns: {
      Aturan: (rule) => rule.name,
      Kode: (rule) => rule.code,
      Jenis: (rule) => discounts[rule.kind],
      Nilai: (rule) => rule.value,
      'Paling sedikit buah': (rule) => rule.minQuantity,
      'Paling sedikit belanja': (rule) => rule.minSubtotal,
      Mulai: (rule) => rule.startsOn,
      Sampai: (rule) => rule.endsOn,
      'Sekali per pelanggan': (rule) => (rule.oncePerCustomer ? 'ya' : 'tidak'),
    },
  }),
  exportCounterShifts: listFile(counterRoutes.listCounterShifts, {
    name: 'shift-kasir',
    columns: { Buka: (shift) => shift.openedAt, Tutup: (shift) => shift.closedAt, 'Seharusnya di laci': (shift) => shift.expected, Dihitung: (shift) => shift.countedCash, Selisih: (shift) => shift.difference, Catatan: (shift) => shift.note },
  }),
  exportMarketplaceListings: listFile(marketplaceRoutes.listMarketplaceListings, {
    name: 'barang-di-marketplace',
    columns: {
      Toko: (listing) => listing.accountName,
      SKU: (listing) => listing.sku,
      'Nama di marketplace': (listing) => listing.name,
      'Barang toko': (listing) => listing.ownName,
      'Harga toko': (listing) => listing.price.own,
      'Harga di marketplace': (listing) => listing.price.theirs,
      'Stok toko': (listing) => listing.stock.own,
      'Stok di marketplace': (listing) => listing.stock.theirs,
      'Kiriman terakhir': (listing) => pushStates[listing.pushState],
      Masalah: (listing) => listing.problem,
      Dilihat: (listing) => listing.seenAt,
    },
  }),
}
