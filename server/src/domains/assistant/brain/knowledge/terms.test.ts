import type { ShopIndex } from './indexed-shop.ts'
import { describe, expect, it } from 'vitest'
import { aShop } from '../testing.ts'
import type { ShippingOption, ShopFacts } from './knowledge.ts'
import { indexShop } from './shop-index.ts'

const indexWith = (shop: Partial<ShopFacts>): ShopIndex => indexShop(aShop({ shop }))
const skus = (index: ShopIndex, rows: Iterable<number> | null) => (rows === null ? 'all' : [...rows].map((id) => index.variants[id].sku).join(' '))

describe('promotions are read from their sentence', () => {
  const promo = (text: string) => {
    const index = indexWith({ promos: [{ code: 'X', text, from: null, to: null }] })
    const [rule] = index.terms.promos
    return { ...rule, scope: skus(index, rule.scope) }
  }
  it.each([
    ['Diskon 15% untuk payung', { percent: 15, scope: 'PLR-1 PLR-2 PGB-1' }],
    ['Potongan Rp20.000 belanja minimal Rp150.000', { amountOff: 20_000, minSpend: 150_000, scope: 'all' }],
    ['Beli 3 botol minum hanya Rp210.000', { bundle: { quantity: 3, price: 210_000 }, scope: 'BME-1 BME-2' }],
    ['Beli 2 payung golf gratis 1 botol', { isGiftWithPurchase: true, minQuantity: 2, scope: 'PGB-1' }],
    ['Diskon 12% kategori Botol, minimal 3 botol', { percent: 12, minQuantity: 3, scope: 'BME-1 BME-2' }],
    ['Diskon 10% belanja minimal Rp200.000 untuk semua produk kecuali payung', { percent: 10, minSpend: 200_000, scope: 'BME-1 BME-2 PHG-1' }],
    ['Potongan 20% pelanggan baru, maksimal Rp30.000', { percent: 20, maxOff: 30_000, firstOrderOnly: true }],
    ['Setiap Jumat diskon 5% semua botol', { percent: 5, weekday: 'jumat' }],
    ['Setiap Sabtu Payung Golf jadi Rp120.000', { unitPrice: 120_000, weekday: 'sabtu', bundle: null, scope: 'PGB-1' }],
    ['Payung golf dan botol jadi Rp200.000', { unitPrice: null }],
    ['Beli 3 botol cukup Rp200.000', { unitPrice: null }],
    ['Diskon 2% yang diambil sendiri di toko, minimal belanja Rp1.000.000', { percent: 2, pickupOnly: true, minSpend: 1_000_000 }],
    ['Cashback 5% pembayaran QRIS', { isConditional: true }],
  ])('%s', (text, expected) => {
    expect(promo(text)).toMatchObject(expected)
  })
})

describe('wholesale steps are read in either order', () => {
  const steps = (text: string) => indexWith({ policies: [{ kind: 'wholesale', text }] }).terms.wholesale.map(({ from, reduction, byKg }) => [from, reduction.kind, 'percent' in reduction ? reduction.percent : 'amount' in reduction ? reduction.amount : null, byKg])
  it.each([
    ['Diskon 10% untuk pembelian mulai 20 pak per produk.', [[20, 'percent', 10, false]]],
    ['Beli mulai 12 potong diskon 10%, mulai 50 potong diskon 15%.', [[50, 'percent', 15, false], [12, 'percent', 10, false]]],
    ['25-49 buah potong 8%, 50 buah ke atas potong 12%.', [[50, 'percent', 12, false], [25, 'percent', 8, false]]],
    ['Mulai 100 buah Rp19.500 per buah.', [[100, 'unit-price', 19_500, false]]],
    ['Pembelian 12 loyang ke atas lebih murah Rp3.000 per loyang.', [[12, 'off', 3_000, false]]],
    ['Beli 1 lusin diskon 8%, 5 lusin diskon 12%.', [[60, 'percent', 12, false], [12, 'percent', 8, false]]],
    ['Mulai 5 kg potong 12%.', [[5, 'percent', 12, true]]],
    ['Harga agen untuk pembelian 20 botol campur: potong Rp1.500 per botol. 50 botol ke atas potong Rp2.500 per botol.', [[50, 'off', 2_500, false], [20, 'off', 1_500, false]]],
    ['8-19 buah potong 6%, 20 buah ke atas dihitung pemilik.', [[20, 'person', null, false], [8, 'percent', 6, false]]],
  ])('%s', (text, expected) => {
    expect(steps(text)).toEqual(expected)
  })
  it('leaves out what a sentence leaves out', () => {
    const index = indexWith({ policies: [{ kind: 'wholesale', text: 'Beli mulai 10 buah diskon 5%. Tidak berlaku untuk paket.' }] })
    expect(skus(index, index.terms.wholesale[0].except)).toBe('PHG-1')
    const other = indexWith({ policies: [{ kind: 'wholesale', text: 'Beli mulai 10 buah diskon 5%. Paket tidak ikut.' }] })
    expect(skus(other, other.terms.wholesale[0].except)).toBe('PHG-1')
  })
})

describe('deposits', () => {
  const deposit = (text: string) => indexWith({ policies: [{ kind: 'deposit', text }] }).terms.deposits[0]
  it.each([
    ['DP 50% untuk pesanan di atas Rp1.000.000.', { percent: 50, over: 1_000_000, isOverForAll: true }],
    ['Payung di atas Rp100.000 memakai DP 30%.', { percent: 30, over: 100_000, isOverForAll: false }],
    ['Botol lebih dari 20 buah memakai uang muka 40%.', { percent: 40, overQuantity: 20 }],
    ['Pesanan khusus dibayar setengah di depan.', { percent: 50, forCustom: true }],
    ['Uang muka minimal Rp100.000.', { percent: null, amount: 100_000 }],
  ])('%s', (text, expected) => {
    expect(deposit(text)).toMatchObject(expected)
  })
})

describe('shipping rows', () => {
  const option = (area: string, note: string): ShippingOption => ({ method: 'Kurir', area, price: 10_000, eta: '', note })
  const rule = (area: string, note = '') => {
    const index = indexWith({ shipping: [option(area, note)] })
    const [first] = index.terms.shipping
    return { ...first, only: skus(index, first.only), never: skus(index, first.never) }
  }
  it.each([
    [rule('Jateng-DIY').areas, ['Jawa Tengah', 'DI Yogyakarta']],
    [rule('Luar Jawa Tengah dan DIY').outside, ['Jawa Tengah dan DIY']],
    [rule('Luar kota lain di Jawa').areas, ['Pulau Jawa']],
    [rule('Radius 5 km dari toko').areas, ['Kota Semarang']],
  ])('areas %j', (found, expected) => {
    expect(found).toEqual(expected)
  })
  it('notes say per kilogram, per box, and which goods', () => {
    expect(rule('Solo', 'Harga per kg, minimal 2 kg')).toMatchObject({ perKg: true, minKg: 2 })
    expect(rule('Solo', 'Per box, satu box sampai 8 kg')).toMatchObject({ boxKg: 8 })
    expect(rule('Solo', 'Harga per kg; hanya botol')).toMatchObject({ only: 'BME-1 BME-2' })
    expect(rule('Solo', 'Tidak untuk payung')).toMatchObject({ never: 'PLR-1 PLR-2 PGB-1' })
  })
})
