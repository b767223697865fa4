/** What an owner has on the phone: a price list with stock, an exported WhatsApp chat, and a Shopee order file. */
export interface OwnFile {
  name: string
  mimeType: string
  buffer: Buffer
}

const goods = [
  ['NASTAR-500', 'Nastar 500 gram', 85_000, 24],
  ['KASTENGEL-500', 'Kastengel 500 gram', 95_000, 15],
  ['PUTRISALJU-500', 'Putri Salju 500 gram', 80_000, 12],
  ['SAGU-250', 'Sagu Keju 250 gram', 45_000, 30],
  ['LIDAH-250', 'Lidah Kucing 250 gram', 40_000, 20],
] as const

const text = (name: string, mimeType: string, lines: string[]): OwnFile => ({ name, mimeType, buffer: Buffer.from(lines.join('\r\n')) })

export function priceList(): OwnFile {
  return text('daftar-harga.csv', 'text/csv', ['SKU,Nama barang,Harga,Stok', ...goods.map(([sku, name, price, stock]) => `${sku},${name},${price},${stock}`)])
}

export function whatsappChat(): OwnFile {
  const asked = ['ready nastar kak?', 'ongkir ke Semarang berapa?', 'bisa kirim hari ini?', 'nastar masih ada kak?', 'jam buka sampai jam berapa?']
  const lines = Array.from({ length: 40 }, (_, index) => {
    const at = `${String(1 + (index % 28)).padStart(2, '0')}/10/26 ${String(8 + (index % 12)).padStart(2, '0')}.${String((index * 7) % 60).padStart(2, '0')}`
    return [`${at} - +62 812-3456-${String(7_000 + (index % 5))}: ${asked[index % asked.length]}`, `${at} - Dapur Bu Sri: Ada kak, nastar 500 gram 85rb ya`]
  })
  return text('Chat WhatsApp dengan Pelanggan Kue.txt', 'text/plain', ['01/10/26 07.00 - Pesan dan panggilan dienkripsi secara end-to-end.', ...lines.flat()])
}

export function shopeeOrders(count = 300): OwnFile {
  const headings = ['No. Pesanan', 'Status Pesanan', 'Opsi Pengiriman', 'Waktu Pesanan Dibuat', 'Metode Pembayaran', 'Nama Produk', 'Nomor Referensi SKU', 'Harga Awal', 'Harga Setelah Diskon', 'Jumlah', 'Total Pembayaran', 'Ongkos Kirim Dibayar oleh Pembeli', 'Username (Pembeli)', 'Nama Penerima', 'No. Telepon', 'Kota/Kabupaten', 'Provinsi']
  const dotted = (amount: number) => String(amount).replace(/\B(?=(\d{3})+$)/g, '.')
  const rows = Array.from({ length: count }, (_, index) => {
    const [sku, name, price] = goods[index % goods.length]
    const [quantity, shipping] = [1 + (index % 3), 12_000]
    const day = `2026-${String(1 + (index % 10)).padStart(2, '0')}-${String(1 + (index % 27)).padStart(2, '0')} 09:${String(index % 60).padStart(2, '0')}`
    return [`2610${String(index).padStart(6, '0')}XYZ`, index % 12 === 0 ? 'Batal' : 'Selesai', 'Reguler (Cashless)', day, 'ShopeePay', name, sku, dotted(price + 5_000), dotted(price), quantity, dotted(price * quantity + shipping), dotted(shipping), `pembeli${index % 90}`, 'S***i', '******90', 'KOTA SEMARANG', 'JAWA TENGAH'].join(',')
  })
  return text('Order.all.20261001_20261031.csv', 'text/csv', [headings.join(','), ...rows])
}
