export const home = {
  hello: (name: string) => `Halo, ${name}`,
  setupTitle: 'Siapkan toko Anda',
  setupProgress: (done: number, all: number) => `${done} dari ${all} langkah selesai`,
  dismissSetup: 'Sembunyikan panduan',
  reopenSetup: 'Buka panduan awal',
  steps: {
    catalog: { title: 'Masukkan daftar harga', text: 'Tempel teks, atau pilih berkas Excel/CSV.' },
    facts: { title: 'Isi info toko', text: 'Jam buka, alamat, ongkir, cara bayar.' },
    try: { title: 'Coba asisten', text: 'Tanya seperti pelanggan, lihat sumbernya.' },
    channel: { title: 'Sambungkan kanal', text: 'Chat situs, Telegram, atau WhatsApp.' },
    member: { title: 'Ajak pegawai', text: 'Beri peran sesuai tugasnya.' },
  },
  today: 'Hari ini',
  sentence: (chats: number, answered: number, waiting: number) =>
    chats === 0 ? 'Belum ada chat hari ini.' : `${chats} chat masuk, ${answered} dijawab asisten. ${waiting === 0 ? 'Semua sudah dibalas.' : `${waiting} menunggu Anda.`}`,
  waitingList: (waiting: number) => `Lihat ${waiting} yang menunggu`,
  allChats: 'Lihat semua chat',
  ordersTitle: 'Pesanan',
  ordersText: 'Lihat pesanan masuk, lalu ubah statusnya.',
  seeOrders: 'Lihat pesanan',
  recent: 'Chat terbaru',
  demoBanner: 'Ini toko contoh. Angkanya tidak masuk laporan toko Anda.',
}
