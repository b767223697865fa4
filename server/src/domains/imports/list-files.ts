import { listFile } from '#domains/businesses'
import { routes } from './routes.ts'

const kinds = { catalog: 'daftar barang', orders: 'pesanan', income: 'penghasilan', chat: 'obrolan', table: 'tabel', 'shop-facts': 'info toko' }
const states = { previewed: 'dilihat', waiting: 'menunggu', running: 'berjalan', done: 'selesai', failed: 'gagal', cancelled: 'dihentikan', undoing: 'sedang dibatalkan', undone: 'dibatalkan' }

export const listFiles = {
  exportImports: listFile(routes.listImports, {
    name: 'impor',
    columns: {
      Waktu: (one) => one.createdAt,
      Berkas: (one) => one.name,
      Isi: (one) => kinds[one.kind],
      Keadaan: (one) => states[one.status],
      Baris: (one) => one.rowCount,
      Baru: (one) => one.addedCount,
      Diubah: (one) => one.changedCount,
      Dilewati: (one) => one.skippedCount,
      Selesai: (one) => one.finishedAt,
    },
  }),
  exportImportFindings: listFile(routes.listImportFindings, {
    name: 'temuan-obrolan',
    columns: {
      Pertanyaan: (finding) => finding.question?.question,
      Jawaban: (finding) => finding.question?.answer,
      'Berapa kali': (finding) => finding.question?.count,
      Barang: (finding) => finding.price?.name,
      'Harga di obrolan': (finding) => finding.price?.quoted,
      'Harga di daftar': (finding) => finding.price?.listed,
      Keadaan: (finding) => ({ open: 'belum dipilih', taken: 'dipakai', refused: 'ditolak' })[finding.status],
    },
  }),
}
