/** Words of the order beside a chat; they come with its card. */
export const chatOrder = {
  title: 'Pesanan chat ini',
  none: 'Belum ada pesanan dari chat ini.',
  make: 'Buat pesanan',
  cart: 'Sedang dipilih pelanggan',
  waiting: 'Asisten menunggu jawaban YA.',
  gathering: 'Asisten masih bertanya.',
  pickup: 'Diambil',
  ship: (city: string) => (city ? `Dikirim ke ${city}` : 'Dikirim'),
  forDay: (day: string) => `untuk ${day}`,
  total: 'Total',
  open: 'Buka atau ubah',
  cancel: 'Batalkan pesanan',
  held: (time: string) => `Barang disimpan sampai ${time}`,
  paid: (amount: string) => `Sudah dibayar ${amount}`,
}
