/** Invented people and what they say in the example shops. */
export const firstNames = ['Rina', 'Agus', 'Lestari', 'Dewi', 'Fajar', 'Wulan', 'Tutik', 'Hendra', 'Sari', 'Joko', 'Maya', 'Bayu', 'Putri', 'Andi', 'Ratna', 'Budi', 'Indah', 'Yusuf', 'Nurul', 'Eko', 'Fitri', 'Galih', 'Hana', 'Irfan', 'Kartika', 'Laras', 'Mira', 'Nanda', 'Oki', 'Puspita', 'Rizki', 'Sinta', 'Teguh', 'Umi', 'Vina', 'Wahyu', 'Yanti', 'Zaki']
export const lastNames = ['Prasetyo', 'Kusuma', 'Wibowo', 'Hartono', 'Susanti', 'Nugroho', 'Setiawan', 'Rahmawati', 'Santoso', 'Lestari', 'Handayani', 'Saputra', 'Wijayanti', 'Purnomo', 'Utami', 'Hidayat', 'Anggraini', 'Suryani', 'Gunawan', 'Maharani', 'Pratama', 'Astuti', 'Cahyono', 'Melati']

export const places = ['Semarang', 'Semarang', 'Semarang', 'Semarang', 'Semarang', 'Ungaran', 'Kendal', 'Demak', 'Salatiga', 'Kudus', 'Jakarta', 'Surabaya', 'Yogyakarta']

/** `{barang}` stands for what they ask about, `{tempat}` for where they live. */
export const questions = ['Kak, {barang} masih ada?', 'Permisi, {barang} ready?', 'Halo, mau pesan {barang} bisa?', 'Kak, {barang} harganya berapa ya?', 'Siang kak, {barang} bisa kirim hari ini?']
export const idleQuestions = ['Kak, ongkir ke {tempat} berapa?', 'Buka sampai jam berapa ya kak?', 'Bisa COD ke {tempat}?', 'Kak, ada yang cocok buat hadiah?', 'Alamat tokonya di mana ya?']
export const answers = ['Ada, Kak. Mau berapa?', 'Masih ada, Kak. Kami siapkan ya.', 'Bisa, Kak. Silakan tulis jumlahnya.', 'Siap, Kak. Kami catat pesanannya.']

/** What people write beside a score, by how content they are. */
export const comments: Record<string, { good: string[]; bad: string[] }> = {
  kuliner: {
    good: ['Lumpianya enak, kulitnya renyah', 'Bandengnya empuk dan bumbunya meresap', 'Pengiriman cepat, masih hangat', 'Rasanya enak, keluarga suka', 'Balasnya cepat dan ramah', 'Kemasannya rapi, aman sampai Jakarta', 'Wingkonya manisnya pas', 'Porsinya pas, harganya masuk akal'],
    bad: ['Pengiriman lama, datang sudah dingin', 'Sambalnya ketinggalan', 'Kemasannya penyok', 'Lama dibalas waktu jam makan siang', 'Pengiriman telat dua jam', 'Kemasan bocor, sausnya tumpah'],
  },
  fashion: {
    good: ['Bahannya adem dan motifnya bagus', 'Ukurannya pas sesuai tabel', 'Jahitannya rapi sekali', 'Warnanya sama dengan foto', 'Bahan adem, nyaman dipakai', 'Motif batiknya bagus, banyak yang tanya', 'Kirimnya cepat, dibungkus rapi', 'Penjualnya ramah dan sabar'],
    bad: ['Ukurannya kekecilan', 'Warnanya beda dengan foto', 'Pengiriman lama, telat untuk acara', 'Ukuran tidak sesuai tabel', 'Jahitan lepas di bagian lengan', 'Lama dibalas'],
  },
  furnitur: {
    good: ['Kayunya tebal dan kokoh', 'Finishing halus, rapi sekali', 'Kursinya nyaman dan kokoh', 'Dirakit sampai jadi, terima kasih', 'Kayunya bagus, serat jatinya kelihatan', 'Tukangnya ramah'],
    bad: ['Selesainya telat dari janji', 'Ada goresan di kaki meja', 'Pengiriman telat seminggu', 'Laci agak seret'],
  },
}

export const ratingReasonsOf = { good: ['goods', 'speed', 'kindness', 'packing'], bad: ['delivery', 'packing', 'speed'] }

export const campaignWords = {
  name: 'Terima kasih untuk pelanggan',
  text: 'Halo {{sapaan}}, terima kasih sudah belanja di {{toko}}. Minggu ini kami siapkan pesanan Kakak lebih dulu, cukup balas pesan ini. Balas STOP bila tidak ingin kabar lagi.',
}
