import { describe, expect, it } from 'vitest'
import type { Product } from '../knowledge/knowledge.ts'
import { ask } from '../testing.ts'

const umbrella = (name: string, variants: Partial<Product['variants'][number]>[]): Product => ({
  name, category: 'Payung',
  variants: variants.map((variant, i) => ({ sku: `${name.slice(-3).toUpperCase()}-${i}`, label: '', price: 50_000, stock: 40, weightGrams: 600, description: '', ...variant })),
})
const wholesale = (text: string) => ({ policies: [{ kind: 'wholesale' as const, text }] })

describe('sums of goods that fit equally', () => {
  const products = [umbrella('Payung Teduh Pagi', [{ label: '90 cm', price: 40_000, stock: 0 }]), umbrella('Payung Teduh Sore', [{ label: '90 cm', price: 45_000 }])]
  it.each(['mau 4 payung teduh 90 cm, total berapa?', 'payung teduh 90cm ambil 4 jadi brp'])('take one that is there: %s', (text) => {
    expect(ask(text, { products }).reply).toContain('Rp180.000')
  })
  it('take the cheapest when all are there', () => {
    const there = products.map((product) => ({ ...product, variants: product.variants.map((variant) => ({ ...variant, stock: 9 })) }))
    expect(ask('mau 4 payung teduh 90 cm, total berapa?', { products: there }).reply).toContain('Rp160.000')
  })
})

describe('prices by quantity', () => {
  const shop = wholesale('Harga agen untuk pembelian 20 payung campur: potong Rp1.500 per payung. Botol tidak ikut.')
  const products = [umbrella('Payung Pantai', [{}]), umbrella('Payung Gunung', [{ price: 60_000 }])]
  it('are computed from terms told after the number of pieces', () => {
    const answer = ask(['payung pantai brp', 'klo ambil 25 per payungnya jadi brp?'], { shop, products })
    expect(answer.intent).toBe('wholesale')
    expect(answer.reply).toContain('Rp48.500')
  })
  it('count different goods together where the shop mixes them', () => {
    expect(ask('payung pantai 12, payung gunung 10, total berapa?', { shop, products }).reply).toContain('Rp1.167.000')
    const apart = wholesale('Pembelian 20 payung: potong Rp1.500 per payung.')
    expect(ask('payung pantai 12, payung gunung 10, total berapa?', { shop: apart, products }).reply).toContain('Rp1.200.000')
  })
})

describe('a discount asked for many', () => {
  const shop = { ...wholesale('Mulai 5 unit barang yang sama potongan 7%.'), promos: [{ code: 'LAIN', text: 'Diskon 10% semua botol', from: '2026-11-01', to: '2026-12-31' }] }
  const products = [umbrella('Payung Pantai', [{ price: 100_000 }]), umbrella('Botol Gunung', [{ price: 100_000 }])]
  it.each(['ambil payung pantai 6 unit dapet diskon?', 'payung pantai beli 6 ada potongan ga'])('is the one by quantity: %s', (text) => {
    const answer = ask(text, { shop, products })
    expect(answer.intent).toBe('wholesale')
    expect(answer.reply).toMatch(/7%/)
    expect(answer.reply).toContain('Rp558.000')
  })
  it('is none below that number', () => {
    expect(ask('payung pantai beli 2 dapet diskon?', { shop, products }).reply).not.toMatch(/Rp93\.000|Rp186\.000/)
  })
  it('is named beside a promotion that does not count', () => {
    const ended = { ...shop, promos: [{ code: 'LAIN', text: 'Diskon 10% semua payung minimal belanja Rp2.000.000', from: '2026-11-01', to: '2026-12-31' }] }
    const { reply } = ask('payung pantai 6 unit dapet promo?', { shop: ended, products })
    expect(reply).toContain('minimal belanja Rp2.000.000')
    expect(reply).toContain('Rp558.000')
  })
})

describe('a promotion of one day of the week', () => {
  const shop = { promos: [{ code: 'SABTUAN', text: 'Setiap Sabtu Payung Pantai 90 cm jadi Rp43.000', from: '2026-08-01', to: '2027-12-31' }] }
  const products = [umbrella('Payung Pantai', [{ label: '60 cm', price: 39_000 }, { label: '90 cm', price: 51_000 }]), umbrella('Botol Gunung', [{}])]
  it.each(['sabtu payung pantainya jd brp?', 'kalau hari sabtu payung pantai berapa', 'payung pantai 90 cm hari sabtu harganya brp'])('counts when that day is asked about: %s', (text) => {
    const answer = ask(text, { shop, products })
    expect(answer.intent).toBe('promo')
    expect(answer.reply).toContain('Rp43.000')
    expect(answer.reply).toContain('Setiap Sabtu')
  })
  it.each(['payung pantai 90 cm brp?', 'jumat payung pantai 90 cm brp?', 'sabtu botol gunung brp?', 'sabtu buka jam berapa?'])('does not count otherwise: %s', (text) => {
    const answer = ask(text, { shop, products })
    expect(answer.intent).not.toBe('promo')
    expect(answer.reply).not.toContain('Dengan promo')
  })
  it('takes its price for each piece, and no more than the plain price', () => {
    expect(ask('sabtu payung pantai 90 cm 2 jadi brp?', { shop, products }).reply).toContain('Rp86.000')
  })
})

describe('a number with a noun that the label lacks', () => {
  const products = [umbrella('Payung Taman', [{ label: '7 jari', price: 70_000 }, { label: '10 jari', price: 99_000 }])]
  it.each(['price of payung taman 10 ribs?', 'payung taman 10 ruas brp', 'payung taman dengan 10 tulangan berapa'])('tells the variant behind the name: %s', (text) => {
    const answer = ask(text, { products })
    expect(answer.products).toEqual(['MAN-1'])
    expect(answer.reply).toContain('Rp99.000')
    expect(answer.reply).not.toContain('10 x')
  })
  it.each(['payung taman 7 biji jadi brp', 'payung taman 7 unit totalnya berapa', 'payung taman 7 pcs brp'])('counts pieces where it says so: %s', (text) => {
    expect(ask(text, { products }).reply).toContain('7 x')
  })
  it('is no floor, hour or guest', () => {
    for (const text of ['payung taman kirim ke lantai 7 bisa?', 'payung taman diambil jam 10 bisa?', 'payung taman buat 7 tamu berapa']) {
      expect(ask(text, { products }).products).toEqual(['MAN-0', 'MAN-1'])
    }
  })
})

describe('a price asked after a sum', () => {
  it.each(['payung golfnya brp', 'kalau payung golf berapa?', 'how much is the golf umbrella?'])('is told alone: %s', (text) => {
    const { reply } = ask(['botol 500 ml 2, total berapa?', text])
    expect(reply).toContain('Rp145.000')
    expect(reply).not.toMatch(/Rp160\.000|Rp305\.000/)
  })
  it('leaves what is wanted as it was', () => {
    expect(ask(['botol 500 ml 2, total berapa?', 'payung golfnya brp', 'oke totalnya berapa?']).reply).toContain('Total barang Rp160.000')
  })
})

describe('fees by weight', () => {
  const products = [umbrella('Payung Pantai', [{ weightGrams: 7_200 }]), umbrella('Botol Galon', [{ weightGrams: 0 }]), umbrella('Tenda Lapangan', [{ weightGrams: 36_000 }])]
  it.each(['ongkir payung pantai ke solo', 'kirim payung pantai ke solo ongkirnya brp?'])('are worked out for one piece of what is named: %s', (text) => {
    expect(ask(text, { products }).reply).toMatch(/Rp12\.000 per kg.*8 kg.*Rp96\.000/)
  })
  it('are told per kilogram where no thing is named, or its weight is not known or that of freight', () => {
    for (const text of ['ongkir ke solo brp', 'ongkir botol galon ke solo', 'ongkir tenda lapangan ke solo']) {
      const { reply } = ask(text, { products })
      expect(reply).toContain('Rp12.000 per kg')
      expect(reply).not.toMatch(/Untuk \d+ kg/)
    }
  })
  it('charge no fewer kilograms than the shop does', () => {
    const shop = { shipping: [{ method: 'Kargo', area: 'Jawa Tengah', price: 4_000, eta: '', note: 'Harga per kg, minimal 20 kg' }] }
    expect(ask('ongkir payung pantai ke solo', { products, shop }).reply).toContain('Rp80.000')
  })
})
