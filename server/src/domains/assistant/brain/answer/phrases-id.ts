import { rupiah } from './rupiah.ts'

const list = (items: readonly string[], last = 'dan'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${last} ${items[items.length - 1]}`

export const phrasesId = {
  list,
  // Social
  greeting: (shop: string) => `Halo Kak, selamat datang di ${shop}. Ada yang bisa dibantu?`,
  salam: (shop: string) => `Waalaikumsalam, Kak. Selamat datang di ${shop}. Ada yang bisa dibantu?`,
  yesThisIs: (shop: string) => `Betul Kak, ini ${shop}. Ada yang bisa dibantu?`,
  thanks: () => 'Sama-sama, Kak. Terima kasih sudah mampir 🙏',
  gladItArrived: () => 'Terima kasih kembali, Kak. Senang mendengarnya 🙏',
  optedOut: () => 'Baik Kak, nomor ini tidak akan kami kirimi pesan promosi lagi. Kalau nanti perlu sesuatu, silakan chat kapan saja; mau promosi lagi, balas MULAI.',
  optedIn: () => 'Baik Kak, promosi lewat chat ini kami kirim lagi; balas STOP kapan saja untuk berhenti.',
  // People
  toPerson: () => 'Baik Kak, chat ini saya teruskan ke admin supaya dibalas langsung oleh orangnya ya.',
  unknown: () => 'Maaf Kak, soal itu belum ada di data saya. Saya tanyakan dulu ke admin ya.',
  moreFromPerson: () => 'Kalau yang Kakak maksud belum terjawab, bilang saja ya, nanti saya tanyakan ke admin.',
  assistant: (shop: string) => `Saya asisten otomatis ${shop}, Kak. Saya bisa bantu soal produk, harga, stok, ongkir, promo, dan pesanan; untuk yang lain saya teruskan ke admin.`,
  stillPassed: () => 'Sudah saya teruskan ke admin ya, Kak. Mohon ditunggu, nanti dibalas langsung di chat ini.',
  unclear: () => 'Maaf Kak, saya belum menangkap maksudnya. Boleh ditulis lagi mau tanya apa?',
  adminWillAnswer: () => 'Saya teruskan ke admin supaya dijawab pasti ya, Kak.',
  sorry: () => 'Mohon maaf sekali atas kejadian ini, Kak. Pasti tidak nyaman ya.',
  complaintPassed: () => 'Keluhan Kakak sudah saya catat dan langsung saya teruskan ke orangnya untuk dicek.',
  complaintAdded: () => 'Maaf sekali lagi, Kak. Infonya sudah saya tambahkan ke keluhannya dan saya teruskan ke orangnya.',
  sendProof: () => 'Boleh dibantu kirim foto atau videonya dan nomor pesanannya, Kak?',
  aboutOrder: (what: string) => `Ini tentang ${what}, betul Kak?`,
  // Products
  /** In every phrase of a thing without a price. */
  priceAsked: () => 'saya tanyakan dulu',
  named: (name: string, label: string) => (label ? `${name} (${label})` : name),
  priceOf: (what: string, price: number | null) => (price === null ? `Harga ${what} saya tanyakan dulu ya, Kak.` : `${what} harganya ${rupiah(price)}, Kak.`),
  priceItem: (what: string, price: number | null, stock: string) => `- ${what}: ${price === null ? 'harganya saya tanyakan dulu' : rupiah(price)}${stock ? ` (${stock})` : ''}`,
  pricesOf: (what: string) => `${what}:`,
  samePrice: (what: string, price: number, labels: readonly string[]) => `${what} ${rupiah(price)}, harganya sama untuk ${list(labels)}.`,
  stockLeft: (stock: number) => (stock === Infinity ? 'ada di daftar' : stock <= 3 ? `tinggal ${stock}` : `stok ${stock}`),
  stockOut: () => 'habis',
  isReady: (what: string, stock: number, price: number | null) => {
    const costs = price === null ? 'Harganya saya tanyakan dulu ya.' : `Harganya ${rupiah(price)}.`
    if (stock === Infinity) return `${what} ada di daftar kami Kak. ${costs} Stok pastinya saya cekkan bila Kakak mau pesan.`
    return `${what} masih ada Kak, ${stock <= 3 ? 'tinggal' : 'stok'} ${stock}. ${costs}`
  },
  isMadeToOrder: (what: string, price: number | null) => `${what} ada Kak, dibuat sesuai pesanan. ${price === null ? 'Harganya saya tanyakan dulu ya.' : `Harganya ${rupiah(price)}.`}`,
  isOut: (what: string) => `Maaf Kak, ${what} sedang habis.`,
  onlyLeft: (what: string, stock: number) => `Maaf Kak, ${what} tinggal ${stock}, jadi belum cukup.`,
  enough: (what: string, stock: number) => stock === Infinity ? `Bisa Kak, ${what} ada di daftar kami.` : `Bisa Kak, ${what} masih ada ${stock}.`,
  insteadOf: (items: readonly string[]) => `Yang ada sekarang:\n${items.join('\n')}`,
  notSold: (item: string, shop: string) => `Maaf Kak, ${item} tidak ada di ${shop}.`,
  variantUnknown: (item: string, what: string) => `Maaf Kak, ${what} yang ${item} tidak ada di daftar.`,
  weight: (what: string, grams: number) => `Berat ${what} sekitar ${grams} gram.`,
  catalogue: (items: readonly string[]) => `Yang kami jual:\n${items.join('\n')}\nMau yang mana, Kak?`,
  categoryItem: (category: string, names: readonly string[], more: boolean, price: number | null) => `- ${category}: ${names.join(', ')}${more ? ', dan lainnya' : ''}${price === null ? '' : ` (mulai ${rupiah(price)})`}`,
  suggestions: (items: readonly string[]) => `Bisa coba ini, Kak:\n${items.join('\n')}`,
  noneWithin: (budget: number) => `Maaf Kak, belum ada yang cocok sampai ${rupiah(budget)}. Yang paling dekat:`,
  askMore: () => 'Boleh tahu buat siapa dan kisaran budgetnya, Kak?',
  whichOne: () => 'Yang mana, Kak?',
  // Orders
  line: (quantity: number, what: string, unit: number, amount: number) =>
    quantity === 1 ? `- ${what}: ${rupiah(amount)}` : `- ${quantity} x ${what} @ ${rupiah(unit)} = ${rupiah(amount)}`,
  yourOrder: () => 'Rinciannya, Kak:',
  total: (amount: number) => `Total ${rupiah(amount)}`,
  totalGoods: (amount: number) => `Total barang ${rupiah(amount)}, belum termasuk ongkir.`,
  totalSent: (amount: number) => `Total dengan ongkir ${rupiah(amount)}.`,
  totalFree: (amount: number) => `Gratis ongkir, jadi total ${rupiah(amount)}.`,
  totalPickup: (amount: number) => `Total ${rupiah(amount)}, diambil sendiri tanpa ongkir.`,
  withWholesale: (from: string) => `Sudah harga grosir karena beli mulai ${from}.`,
  withPromo: (code: string, amount: number) => `Dengan promo ${code} jadi ${rupiah(amount)}.`,
  unitPrice: (what: string, amount: number) => `Harga ${what} jadi ${rupiah(amount)} per buah.`,
  minimum: (quantity: number, unit: string) => `Minimal pesan ${quantity} ${unit} ya, Kak.`,
  deliverOrPickup: () => 'Mau diambil atau dikirim, Kak?',
  orderPassed: () => 'Kalau sudah cocok, saya teruskan ke admin untuk konfirmasi pesanannya ya.',
  orderGivenUp: () => 'Baik Kak, pesanannya tidak jadi saya catat. Kalau nanti mau pesan lagi, tinggal chat ya.',
  // Orders already placed
  status: {
    menunggu_pembayaran: 'masih menunggu pembayaran',
    diproses: 'sedang diproses',
    dikirim: 'sudah dikirim',
    selesai: 'sudah selesai',
    dibatalkan: 'sudah dibatalkan',
  },
  orderIs: (number: string, status: string) => `Pesanan ${number} ${status}, Kak.`,
  orderItems: (items: readonly string[]) => `Isi: ${list(items)}.`,
  byCourier: (courier: string, tracking: string | null) => (tracking ? `Kurir ${courier}, nomor resi ${tracking}.` : `Kurir: ${courier}.`),
  expected: (date: string) => `Perkiraan sampai ${date}.`,
  expectedReady: (date: string) => `Perkiraan selesai ${date}.`,
  orderTotal: (amount: number) => `Total pesanan ${rupiah(amount)}.`,
  orderNotYours: () => 'Maaf Kak, demi keamanan data pembeli, status pesanan hanya bisa saya sampaikan ke nomor yang dipakai saat memesan. Silakan chat dari nomor itu, atau admin bantu cek.',
  orderNotFound: () => 'Maaf Kak, saya belum menemukan pesanan dari nomor ini. Boleh kirim nomor pesanannya? Admin bantu cek ya.',
  // Payment
  payBy: (methods: readonly string[]) => `Pembayaran bisa lewat ${list(methods)}.`,
  payYes: (method: string) => `Bisa Kak, ${method}.`,
  payNo: (what: string) => `Maaf Kak, ${what} belum bisa.`,
  payOnly: (method: string) => `Yang tersedia: ${method}.`,
  accountByAdmin: () => 'Nomor rekening dikirim langsung oleh admin ya Kak, supaya aman. Saya teruskan sekarang. Mohon jangan transfer ke nomor dari pihak lain.',
  deposit: (percent: number | null, amount: number, total: number) => (percent === null ? `DP ${rupiah(amount)} dari total ${rupiah(total)}.` : `DP ${percent}% dari ${rupiah(total)} = ${rupiah(amount)}.`),
  // Shipping
  fee: (method: string, place: string, price: number, perKg: boolean, eta: string) =>
    `Ongkir ${method && `${method} `}ke ${place} ${rupiah(price)}${perKg ? ' per kg' : ''}${eta ? `, ${eta}` : ''}.`,
  feeForWeight: (kg: number, fee: number) => `Untuk ${kg} kg jadi ${rupiah(fee)}.`,
  feeFree: (method: string, place: string, eta: string) => `Ke ${place} gratis ongkir${method && ` lewat ${method}`}${eta ? `, ${eta}` : ''}.`,
  feeOpen: (method: string, place: string, note: string) => `Ke ${place} bisa${method && ` lewat ${method}`}${note ? `. ${note}` : ''}.`,
  notReached: (place: string) => `Maaf Kak, pengiriman ke ${place} belum ada di daftar ongkir kami.`,
  feeByAdmin: () => 'Ongkirnya belum ada angkanya di data saya, jadi saya teruskan ke admin untuk dihitung ya, Kak.',
  areas: (items: readonly string[]) => `Daftar ongkir kami:\n${items.join('\n')}\nKirim ke kota mana, Kak?`,
  freeFrom: (amount: number) => `Gratis ongkir mulai belanja ${rupiah(amount)}.`,
  qualifiesFree: (amount: number) => `Belanja ${rupiah(amount)} sudah dapat gratis ongkir, Kak.`,
  notYetFree: (amount: number) => `Belanja ${rupiah(amount)} belum dapat gratis ongkir, Kak.`,
  freeElsewhere: (place: string) => `Gratis ongkir tidak berlaku ke ${place}, Kak.`,
  goodsCannotTravel: (what: string, place: string) => `Maaf Kak, ${what} belum bisa dikirim ke ${place}.`,
  // Place and hours
  address: (address: string, hint: string) => `Alamat kami: ${address}${hint ? `. ${hint}` : ''}.`,
  openOn: (day: string, hours: string) => `Hari ${day} buka jam ${hours}.`,
  closedOn: (day: string) => `Hari ${day} tutup, Kak.`,
  openAt: (day: string, time: string, hours: string) => `Bisa Kak, ${day} jam ${time} sudah buka (${hours}).`,
  notOpenAt: (day: string, time: string, hours: string) => `Maaf Kak, ${day} jam ${time} toko belum buka atau sudah tutup. Buka jam ${hours}.`,
  allHours: (lines: readonly string[]) => `Jam buka:\n${lines.join('\n')}`,
  hoursUnknown: (day: string) => `Jam buka hari ${day} belum ada di data saya.`,
  // Promotions
  promos: (items: readonly string[]) => `Promo yang sedang berjalan:\n${items.join('\n')}`,
  promoItem: (code: string, text: string, to: string | null) => `- ${code ? `${code}: ` : ''}${text}${to ? ` (sampai ${to})` : ''}`,
  noPromo: () => 'Saat ini belum ada promo yang berjalan, Kak.',
  promoEnded: (code: string, to: string) => `Maaf Kak, promo ${code} sudah berakhir ${to}, jadi tidak bisa dipakai lagi.`,
  promoUnknown: (code: string) => `Maaf Kak, kode ${code} tidak ada di daftar promo kami.`,
  promoRuns: (code: string, text: string) => `Promo ${code}: ${text}.`,
  promoNotFor: (code: string, what: string) => `Maaf Kak, promo ${code} tidak berlaku untuk ${what}.`,
  promoMinimum: (code: string, amount: number) => `Belum bisa Kak, promo ${code} minimal belanja ${rupiah(amount)}.`,
  promoNeeds: (code: string, text: string) => `Belum memenuhi syarat promo ${code}, Kak. Syaratnya: ${text}.`,
  noDiscountFor: (what: string) => `Untuk ${what} belum ada promo yang cocok, Kak.`,
  // Bargaining, wholesale, custom
  priceFirm: (what: string, price: number) => `Maaf Kak, belum bisa kurang ya. Harga ${what} tetap ${rupiah(price)}.`,
  priceFirmPlain: () => 'Maaf Kak, belum bisa kurang ya. Harga sesuai daftar.',
  letterPassed: () => 'Terima kasih, permintaan penawarannya sudah kami terima dan diteruskan ke orangnya untuk dibuatkan surat penawaran resmi.',
  customPassed: () => 'Permintaannya saya teruskan supaya dicek bisa atau tidaknya dan berapa harganya ya, Kak.',
  returnPassed: () => 'Saya teruskan ke admin untuk dicek dulu ya, Kak.',
  // Rules
  cannotChange: () => 'Maaf Kak, saya tidak bisa mengubah harga atau aturan toko lewat chat. Harga tetap sesuai daftar.',
  private: () => 'Maaf Kak, data pembeli lain dan data dalam toko tidak bisa saya berikan.',
  offTopic: (shop: string) => `Maaf Kak, saya hanya bisa bantu soal ${shop}: produk, harga, pengiriman, dan pesanan.`,
  notInterested: () => 'Terima kasih, tapi maaf, kami tidak memakai penawaran lewat chat ini.',
  quoted: (sentences: readonly string[]) => sentences.join(' '),
  dates: (date: string) => {
    const [year, month, day] = date.split('-')
    return `${Number(day)} ${months[Number(month) - 1]} ${year}`
  },
  day: (day: string) => day.charAt(0).toUpperCase() + day.slice(1),
}

/** The words of the assistant, one book per language; amounts and rows are filled in by code. */
export type Phrases = typeof phrasesId

const months = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember']
