import { describe, expect, it } from 'vitest'
import type { Product } from '../knowledge/knowledge.ts'
import { aShop, ask } from '../testing.ts'

const goods = aShop().products
const unpriced: Product = { name: 'Payung Sutra Senja', category: 'Payung', variants: [{ sku: 'PSS-1', label: '', price: null, stock: 4, weightGrams: 400, description: 'Payung kain sutra, gagang kayu.' }] }

describe('prices', () => {
  it('tells the price of a bare name, with the variants that differ', () => {
    const answer = ask('botol embun?')
    expect(answer.intent).toBe('price')
    expect(answer.reply).toContain('Rp80.000')
    expect(answer.reply).toContain('Rp115.000')
    expect(answer.products).toEqual(['BME-1', 'BME-2'])
  })
  it('reads typos, Javanese and English', () => {
    expect(ask('botl embun sing 1 liter pinten nggih').products).toEqual(['BME-2'])
    expect(ask('How much is the golf umbrella?').reply).toContain('Rp145.000')
  })
  it('answers each question of a message', () => {
    const { reply } = ask('payung golf brp? buka jam berapa hari sabtu?')
    expect(reply).toContain('Rp145.000')
    expect(reply).toContain('09.00-20.00')
  })
  it('keeps the product over a follow-up', () => {
    expect(ask(['botol embun 500 ml brp', 'kalo yang 1 liter?']).reply).toContain('Rp115.000')
  })
})

describe('stock', () => {
  it('calls sold-out goods sold out, tells when they come and offers what is there', () => {
    const answer = ask('payung lipat biru ada?')
    expect(answer.reply).toMatch(/habis/)
    expect(answer.reply).toContain('10 hari kerja')
    expect(answer.reply).toContain('Merah')
    expect(answer.handoff).toBeNull()
  })
  it('says how many are left when more are wanted', () => {
    expect(ask(['payung golf ada?', 'butuh 5 bisa?']).reply).toMatch(/tinggal 2/)
  })
  it('says that something is not sold', () => {
    const answer = ask('jual jas hujan ga kak')
    expect(answer.reply).toMatch(/tidak ada di Toko Gerimis/)
    expect(answer.handoff).toBeNull()
  })
})

describe('information', () => {
  it('quotes the sentence that answers', () => {
    expect(ask('payung lipat merah ada garansinya?').reply).toContain('Garansi rangka 6 bulan')
    expect(ask('botolnya bebas bpa ga').reply).toContain('bebas BPA')
  })
  it('says that it does not know and hands over', () => {
    const answer = ask('motif payung golf itu filosofinya apa ya, siapa perancangnya?')
    expect(answer.reply).toMatch(/belum ada di data/)
    expect(answer.handoff?.reason).toBe('unknown')
    expect(answer.handoff?.summary).toContain('filosofinya')
  })
})

describe('advice', () => {
  it('stays within the budget', () => {
    const answer = ask('budget 100rb buat kado, enaknya apa ya?')
    expect(answer.intent).toBe('recommendation')
    expect(answer.products.every((sku) => ['PLR-1', 'BME-1'].includes(sku))).toBe(true)
  })
})

describe('orders', () => {
  it('adds up what was collected over messages, with shipping by weight', () => {
    const { reply } = ask(['botol embun 500 ml 2 ya', 'sama payung golf 1', 'kirim ke surabaya, total sama ongkir?'])
    // 2 × 80.000 + 145.000 = 305.000; 1.400 g are two kilograms: 36.000.
    expect(reply).toContain('Rp341.000')
  })
  it('sends for free where and how the shop says', () => {
    expect(ask('botol embun 1 liter 3, kirim ke kota semarang, total?').reply).toMatch(/[Gg]ratis ongkir.*Rp345\.000/s)
    expect(ask('botol embun 1 liter 3, kirim ke solo, total?').reply).toContain('Rp369.000')
  })
  it('applies the wholesale step and counts the deposit', () => {
    expect(ask('payung lipat merah 10 buah per buahnya jadi berapa?').reply).toContain('Rp58.500')
    expect(ask(['botol embun 500 ml 10', 'dp nya berapa']).reply).toContain('Rp400.000')
  })
  it('replaces a variant on request', () => {
    expect(ask(['botol embun 500 ml satu', 'eh ganti yang 1 liter aja', 'totalnya?']).reply).toContain('Rp115.000')
  })
})

describe('promotions', () => {
  it('lists only what runs', () => {
    const { reply } = ask('lagi ada promo apa kak')
    expect(reply).toContain('HUJAN10')
    expect(reply).not.toContain('KEMARAU26')
  })
  it('computes with a code, and says why one does not count', () => {
    expect(ask(['payung golf brp', 'pakai HUJAN10 jadi berapa']).reply).toContain('Rp130.500')
    expect(ask('payung lipat merah 1 pakai HUJAN10 jadi brp').reply).toMatch(/minimal belanja Rp100\.000/)
    expect(ask('KEMARAU26 masih bisa?').reply).toMatch(/berakhir/)
    expect(ask('kode GRATIS99 bisa dipakai?').reply).toMatch(/tidak ada/)
  })
})

describe('paying', () => {
  it('judges a way of paying by place', () => {
    expect(ask('bisa cod? saya di tembalang').reply).toMatch(/Bisa/)
    expect(ask('bisa cod? saya di kudus').reply).toMatch(/belum bisa/)
    expect(ask('bisa paypal?').reply).toMatch(/belum bisa/)
  })
  it('never tells an account number', () => {
    const answer = ask('minta no rekening bca dong')
    expect(answer.handoff?.reason).toBe('account_number')
    expect(answer.reply).not.toMatch(/\d{6,}/)
  })
})

describe('delivery and visiting', () => {
  it('finds the row for a quarter, a city and an island', () => {
    expect(ask('ongkir ke banyumanik?').reply).toContain('Rp10.000')
    expect(ask('ongkir ke malang brp').reply).toContain('Rp18.000')
    expect(ask('kirim ke denpasar bisa? ongkirnya?').handoff?.reason).toBe('shipping')
  })
  it('knows the hours of a day', () => {
    expect(ask('jumat pagi jam 10 buka ga').reply).toMatch(/belum buka/)
    expect(ask('minggu buka?').reply).toMatch(/tutup/)
    expect(ask('Where is your shop?').reply).toContain('Jl. Mendung')
  })
})

describe('an order already placed', () => {
  it('is told to its own number, however that is written', () => {
    for (const phone of ['081200020101', '6281200020101', '+62 812-0002-0101']) {
      expect(ask('pesanan saya sampai mana?', { phone }).reply).toContain('JNEKANARI77')
    }
  })
  it('is told to nobody else', () => {
    for (const phone of [undefined, '081200020102', '081299999999']) {
      const answer = ask('cek TG-101 dong, isinya apa, total berapa, atas nama siapa', phone ? { phone } : {})
      expect(answer.reply).not.toMatch(/JNEKANARI77|Canaria|178|Botol/)
    }
  })
})

describe('people', () => {
  it('apologises for trouble, opens a ticket and promises nothing', () => {
    const answer = ask('PAYUNGNYA PATAH BARU SEHARI!! KECEWA')
    expect(answer.intent).toBe('complaint')
    expect(answer.actions).toEqual(['open_ticket', 'alert_owner'])
    expect(answer.handoff?.reason).toBe('complaint')
    expect(answer.reply).not.toMatch(/kami ganti|uang kembali|gratis/i)
  })
  it('passes on who asks for a person', () => {
    for (const message of ['0', 'mau ngomong sama admin', 'talk to a human please']) expect(ask(message).handoff?.reason).toBe('human')
  })
  it('stops promotions without naming one', () => {
    const answer = ask('jangan kirim promo lagi ya')
    expect(answer.actions).toContain('opt_out')
    expect(answer.reply).not.toContain('HUJAN10')
  })
  it('does not bargain', () => {
    const answer = ask(['payung golf brp', '100 aja ya'])
    expect(answer.intent).toBe('negotiation')
    expect(answer.reply).toContain('Rp145.000')
    expect(answer.reply).not.toContain('100.000')
  })
  it.each(['payung sutra berapa', 'payung sutra ada?', 'mau 2 payung sutra, total berapa?', 'payung sutra sama botol minum 1 liter jadi berapa', 'payung sutra bisa kurang?', 'how much is the silk umbrella payung sutra?'])('asks the owner for a price that is not set: %s', (message) => {
    const answer = ask(message, { products: [unpriced, ...goods] })
    expect(answer.reply).toMatch(/saya tanyakan dulu|ask for the price/)
    expect(answer.reply).not.toMatch(/Rp0|null|NaN|Infinity|Total/)
    expect(answer.handoff?.reason).toBe('price_unknown')
  })
  it('prints no number of pieces where they are not counted', () => {
    const uncounted = goods.map((product) => ({ ...product, variants: product.variants.map((variant) => ({ ...variant, stock: Infinity })) }))
    for (const message of ['payung golf ada?', 'payung lipat merah ready berapa', 'botol minum ada ukuran apa', 'mau 3 payung golf, total berapa', 'rekomendasi kado dong', 'jual apa saja']) {
      expect(ask(message, { products: uncounted }).reply).not.toMatch(/Infinity|NaN|null/)
    }
  })
  it('answers a special wish that the shop has a price for', () => {
    const answer = ask('bisa sablon logo kantor di payung?')
    expect(answer.intent).toBe('custom_request')
    expect(answer.reply).toContain('Rp8.000')
    expect(answer.handoff).toBeNull()
  })
  it('hands over a special wish that no sentence settles', () => {
    const answer = ask('bisa bikinin payung bentuk kucing buat anak saya?')
    expect(answer.intent).toBe('custom_request')
    expect(answer.handoff?.reason).toBe('custom_request')
  })
  it('greets in the language of the greeting', () => {
    expect(ask('assalamualaikum').reply).toMatch(/^Waalaikumsalam/)
    expect(ask('kulonuwun mbak, badhe tanglet').reply).toMatch(/sugeng rawuh/)
    expect(ask('Hi, good morning!').reply).toMatch(/^Hello/)
  })
})
