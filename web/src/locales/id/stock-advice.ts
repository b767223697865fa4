/** Words of what to order from a supplier, and of goods of which there is too much. */
export const stockAdvice = {
  supplier: 'Pesanan untuk pemasok', supplierText: (days: number) => `Cukup untuk ${days} hari ke depan, dengan cadangan untuk hari ramai.`, nothing: 'Belum ada yang perlu dipesan.', share: 'Kirim lewat WhatsApp', text: 'Teks pesanan',
  times: (supplier: number, every: number) => `Barang sampai ${supplier} hari setelah dipesan. Anda memesan tiap ${every} hari.`, change: 'Ubah harinya', supplierDays: 'Hari sampai barang datang', orderEveryDays: 'Pesan tiap berapa hari', save: 'Simpan', saved: 'Tersimpan. Daftarnya dihitung ulang sebentar lagi.',
  overstock: 'Barang yang menumpuk', overstockText: 'Stoknya lebih banyak dari yang akan segera laku.', left: (pieces: number) => `Sisa ${pieces}.`, still: 'Tidak terjual 60 hari.', lasts: (days: number) => (days < 700 ? `Cukup untuk ${Math.round(days / 30)} bulan.` : 'Cukup untuk 2 tahun lebih.'),
  promote: 'Siapkan promosi', post: 'Siapkan unggahan', allGoods: 'Tampilkan semua',
  campaign: (name: string) => `Promosi ${name}`, campaignText: 'Halo {{sapaan}}, {{produk}} sedang ada di {{toko}}, harganya {{harga}}. Balas pesan ini bila mau. Balas STOP bila tidak ingin kabar lagi.',
}
