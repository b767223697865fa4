import { intentClassifier } from './intent-model.ts'
import type { Lesson, Product, ShopFacts, ShopKnowledge } from './knowledge/knowledge.ts'
import { indexShop } from './knowledge/shop-index.ts'
import { respond, type Answer } from './respond.ts'

interface ShopParts {
  shop?: Partial<ShopFacts>
  products?: Product[]
  lessons?: Lesson[]
}

/** An invented shop for umbrellas and bottles, with terms of every kind; the day is Tuesday 24 November 2026. */
export function aShop({ shop, products, lessons }: ShopParts = {}): ShopKnowledge {
  return { today: '2026-11-24', shop: { ...facts, ...shop }, products: products ?? goods, orders, lessons: lessons ?? [] }
}

/** What the assistant answers to messages in that shop. */
export function ask(messages: string | string[], options: ShopParts & { phone?: string } = {}): Answer {
  const { phone = null, ...parts } = options
  const brain = { index: indexShop(aShop(parts)), classifier: intentClassifier() }
  return respond(brain, { messages: [messages].flat(), phone })
}

const goods: Product[] = [
  {
    name: 'Payung Lipat Rintik',
    category: 'Payung',
    variants: [
      { sku: 'PLR-1', label: 'Merah', price: 65_000, stock: 12, weightGrams: 350, description: 'Payung lipat tiga, rangka besi 8 jari, kain anti air. Diameter 95 cm. Garansi rangka 6 bulan.' },
      { sku: 'PLR-2', label: 'Biru', price: 65_000, stock: 0, weightGrams: 350, description: 'Payung lipat tiga, rangka besi 8 jari, kain anti air. Diameter 95 cm. Bila habis dibuat 10 hari kerja.' },
    ],
  },
  {
    name: 'Payung Golf Badai',
    category: 'Payung',
    variants: [{ sku: 'PGB-1', label: 'Diameter 130 cm', price: 145_000, stock: 2, weightGrams: 800, description: 'Payung besar rangka fiber, muat dua orang. Tidak bisa dilipat.' }],
  },
  {
    name: 'Botol Minum Embun',
    category: 'Botol',
    variants: [
      { sku: 'BME-1', label: '500 ml', price: 80_000, stock: 30, weightGrams: 300, description: 'Botol baja, dingin 12 jam. Cuci dengan tangan.' },
      { sku: 'BME-2', label: '1 liter', price: 115_000, stock: 9, weightGrams: 450, description: 'Botol baja, dingin 18 jam. Cuci dengan tangan.' },
    ],
  },
  {
    name: 'Paket Hadiah Gerimis',
    category: 'Paket',
    variants: [{ sku: 'PHG-1', label: '1 kotak', price: 155_000, stock: 5, weightGrams: 900, description: 'Isi payung lipat merah dan botol 500 ml dalam kotak kayu. Cocok untuk kado.' }],
  },
]

const facts: ShopFacts = {
  name: 'Toko Gerimis',
  sector: 'fashion',
  city: 'Semarang',
  address: 'Jl. Mendung No. 5, Semarang Utara',
  mapsHint: 'Depan lapangan; parkir mobil luas',
  phone: '081200020800',
  instagram: '@gerimis.contoh',
  hours: { senin: '09.00-17.00', selasa: '09.00-17.00', rabu: '09.00-17.00', kamis: '09.00-17.00', jumat: '13.00-17.00', sabtu: '09.00-20.00', minggu: 'tutup' },
  paymentMethods: ['Transfer BCA', 'QRIS', 'COD (khusus Kota Semarang)'],
  shipping: [
    { method: 'Ambil di toko', area: 'Semarang Utara', price: 0, eta: 'sesuai jam buka', note: '' },
    { method: 'Kurir Toko', area: 'Kota Semarang', price: 10_000, eta: 'hari yang sama', note: 'Sekali antar' },
    { method: 'JNE REG', area: 'Jawa Tengah dan DIY', price: 12_000, eta: '1-2 hari', note: 'Harga per kg' },
    { method: 'JNE REG', area: 'Jawa Timur', price: 18_000, eta: '2-3 hari', note: 'Harga per kg' },
    { method: 'Kargo', area: 'Luar Jawa', price: null, eta: '5-9 hari', note: 'Ongkir dihitung admin' },
  ],
  freeShippingOver: 300_000,
  policies: [
    { kind: 'returns', text: 'Barang cacat ditukar dalam 3 hari dengan foto. Tidak menerima retur karena berubah pikiran.' },
    { kind: 'wholesale', text: 'Beli mulai 10 payung model sama diskon 10%.' },
    { kind: 'custom', text: 'Sablon logo Rp8.000 per payung, minimal 20 payung. Permintaan lain ditanyakan dulu ke Bu Hujan.' },
    { kind: 'deposit', text: 'Pesanan di atas Rp500.000 memakai DP 50%.' },
    { kind: 'complaints', text: 'Keluhan dijawab Bu Hujan dalam 1 hari kerja.' },
  ],
  promos: [
    { code: 'HUJAN10', text: 'Diskon 10% semua payung minimal belanja Rp100.000', from: '2026-11-01', to: '2027-12-31' },
    { code: 'KEMARAU26', text: 'Potongan Rp20.000 untuk botol', from: '2026-07-01', to: '2026-08-31' },
  ],
  faqs: [
    { question: 'Gratis ongkir ke mana?', answer: 'Belanja mulai Rp300.000 gratis ongkir Kurir Toko di Kota Semarang.' },
    { question: 'Harga bisa nego?', answer: 'Harga sudah pas.' },
    { question: 'Botolnya BPA free?', answer: 'Semua botol bebas BPA.' },
  ],
}

const orders: ShopKnowledge['orders'] = [
  { number: 'TG-101', customerName: 'Ratih Canaria', phone: '081200020101', date: '2026-11-22', status: 'dikirim', items: [{ sku: 'BME-1', quantity: 2, price: 80_000 }], total: 178_000, courier: 'JNE REG', trackingNumber: 'JNEKANARI77', eta: '2026-11-25' },
  { number: 'TG-102', customerName: 'Bagas Rahasia', phone: '081200020102', date: '2026-11-23', status: 'menunggu_pembayaran', items: [{ sku: 'PHG-1', quantity: 1, price: 155_000 }], total: 165_000, courier: 'Kurir Toko', trackingNumber: null, eta: null },
]
