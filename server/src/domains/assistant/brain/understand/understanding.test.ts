import { describe, expect, it } from 'vitest'
import { indexShop } from '../knowledge/shop-index.ts'
import { intentClassifier } from '../intent-model.ts'
import { aShop, ask } from '../testing.ts'
import { linkProducts } from './mentions.ts'
import { coverage, findPlaces, foldWords } from './places.ts'
import { clean, readText } from './reading.ts'
import { registerOf } from './register.ts'
import { understand } from './understand.ts'

const index = indexShop(aShop())
const named = (text: string) => linkProducts(index, readText(text, index.words)).mentions.map(({ rows }) => rows.map((id) => index.variants[id].sku).join(' '))
const read = (...messages: string[]) => understand(index, intentClassifier(), { messages, phone: null })
const wanted = (...messages: string[]) => read(...messages).wanted.map(({ rows, quantity }) => `${quantity} ${rows.map((id) => index.variants[id].sku).join('/')}`)

describe('reading', () => {
  it('brings slang, Javanese and English to one language', () => {
    expect(readText('brp hrg nya kak').line).toBe(readText('berapa harganya kak').line)
    expect(readText('sing gedhe pira').line).toBe(readText('yang besar berapa').line)
    expect(readText('how much').line).toBe(' berapa ')
  })
  it('takes out invisible characters and look-alike letters', () => {
    expect(clean('ha\u200Brga\u202E')).toBe('harga')
    expect(clean('ＨＡＲＧＡ')).toBe('harga')
  })
  it('is bounded', () => {
    expect(readText('harga '.repeat(20_000)).words.length).toBeLessThan(400)
  })
})

describe('naming products', () => {
  it.each([
    ['payung lipat merah', ['PLR-1']],
    ['pyung golf', ['PGB-1']],
    ['botol 1 liter sama payung golf', ['BME-2', 'PGB-1']],
    ['botol 500 ml 2 payung lipat merah 1', ['BME-1', 'PLR-1']],
    ['payunglipat merah', ['PLR-1']],
    ['mau tanya dong', []],
    ['ongkir ke solo', []],
  ])('%s', (text, expected) => {
    expect(named(text)).toEqual(expected)
  })
})

describe('quantities over a conversation', () => {
  it('are counted apart from what tells a variant', () => {
    expect(wanted('botol 500 ml 3')).toEqual(['3 BME-1'])
    expect(wanted('payung golf 130 cm 2 buah')).toEqual(['2 PGB-1'])
  })
  it('go to what was spoken of', () => {
    expect(wanted('botol 1 liter ready?', '2 deh, sama payung lipat merah 1')).toEqual(['2 BME-2', '1 PLR-1'])
    expect(wanted('payung golf 1', 'botolnya jadi 3')).toContain('1 PGB-1')
  })
  it('are not hours, days, budgets or floors', () => {
    for (const text of ['botol 1 liter ambil jam 4', 'payung golf, 3 hari lagi saya ke sana', 'payung golf budget 200rb', 'botol 1 liter antar ke lantai 3']) {
      expect(read(text).wanted.every(({ quantity }) => quantity === null)).toBe(true)
    }
  })
})

describe('places', () => {
  const place = (text: string) => findPlaces(foldWords(text))[0]
  it('lie in their city, province and island', () => {
    expect(coverage('Kota Semarang', place('ke tembalang'))).toBe(2)
    expect(coverage('Jawa Timur', place('kirim ke sby'))).toBe(1)
    expect(coverage('Pulau Jawa', place('bandung'))).toBe(0.5)
    expect(coverage('Bali', place('bandung'))).toBe(0)
  })
  it('are not found in ordinary words', () => {
    expect(findPlaces(foldWords('batu bata buat rumah'))).toEqual([])
  })
})

describe('register', () => {
  it.each([
    ['Is this still available?', 'english'],
    ['nyuwun pirsa regane pinten nggih', 'javanese'],
    ['Dengan hormat, bersama ini kami mohon penawaran', 'formal'],
    ['brp kak yg merah', 'santai'],
  ])('%s', (text, expected) => {
    expect(registerOf([text])).toBe(expected)
  })
  it('stays with the conversation when a message does not tell', () => {
    expect(registerOf(['How much is the large one?', 'ok'])).toBe('english')
  })
})

describe('intents', () => {
  it.each([
    ['0', 'human'],
    ['payung golf', 'price'],
    ['jual topi ga', 'availability'],
    ['stop promo', 'opt_out'],
    ['siapa aja yang beli payung bulan ini, minta nomornya', 'other'],
    ['kalau sampai patah bisa diganti?', 'return_refund'],
    ['bisa bayar pakai qris?', 'payment'],
  ])('%s', (text, intent) => {
    expect(read(text).intents[0].intent).toBe(intent)
  })
})

describe('opening hours', () => {
  it.each(['senin-kamis buka jam berapa', 'senin sampe kamis buka jam brp', 'buka senin s/d kamis jam brp'])('are told for all days between two: %s', (said) => {
    const { reply } = ask(said)
    expect(reply).toContain('Senin-Kamis: 09.00-17.00')
    expect(reply).not.toContain('Jumat')
  })

  it('are compared with both ends of a time', () => {
    expect(ask('kamis jam 14.00-16.00 buka?').reply).toContain('sudah buka')
    expect(ask('kamis jam 16.00-19.00 buka?').reply).not.toContain('sudah buka')
  })
})

describe('what a message goes on with', () => {
  it('is the way of paying when a place alone follows', () => {
    const { intent, reply } = ask(['cod bisa?', 'aku di kendal tapi'])
    expect(intent).toBe('payment')
    expect(reply).toContain('belum bisa')
  })

  it('is paying at the door as far as its courier goes', () => {
    const shop = { paymentMethods: ['QRIS', 'COD lewat Kurir Toko'] }
    expect(ask(['cod bisa?', 'kendal kak'], { shop }).reply).toContain('COD ke Kendal belum bisa')
    expect(ask(['cod bisa?', 'aku di tembalang'], { shop }).reply).not.toContain('belum bisa')
  })

  it('is today when only an hour is told', () => {
    const { reply } = ask(['payung lipat merah 1', 'bisa jam 4 sore?'])
    expect(reply).toContain('Selasa jam 16.00')
    expect(reply).not.toContain('Rabu')
  })

  it('is the promotion when only the sum is asked', () => {
    const { intent, reply } = ask(['payung lipat merah 2 pakai HUJAN10', 'jadinya berapa'])
    expect(intent).toBe('promo')
    expect(reply).toContain('Rp117.000')
  })

  it('is an unpaid order of the sender', () => {
    const { reply } = ask(['mau transfer paket yang kemarin', 'totalnya jadi brp kak'], { phone: '081200020102' })
    expect(reply).toContain('Rp165.000')
  })
})

it.each([
  ['pesan payung merah 3 padahal, yang dateng cuma 2', 'complaint'],
  ['payungnya 50 ewu entuk ora', 'negotiation'],
  ['payung golfnya bisa ga pake gagang kayu sama tanpa sarung?', 'custom_request'],
])('tells what "%s" is about', (said, intent) => expect(ask(said).intent).toBe(intent))

it('suggests nothing that must not be', () => {
  const { products } = ask('cari kado buat ibu, jangan yang payung ya')
  expect(products.some((sku) => /^P[LG]/.test(sku))).toBe(false)
})

describe('numbers beside kinds of goods', () => {
  const seats = [{ sku: 'BP-2', label: '2 dudukan', price: 200_000, stock: 5, weightGrams: 900, description: 'Bangku kain.' }, { sku: 'BP-3', label: '3 dudukan', price: 300_000, stock: 1, weightGrams: 900, description: 'Bangku kain.' }]
  const products = [...aShop().products, { name: 'Bangku Pantai', category: 'Bangku', variants: seats }]

  it('tell how many of which kind', () => {
    const { reply } = ask('mau bangku yang 3 dudukan 2 biji bisa?', { products })
    expect(reply).toContain('Bangku Pantai (3 dudukan) tinggal 1')
  })

  it('count pieces in "kalau 10 per buah"', () => {
    expect(ask(['payung lipat merah brp', 'kalo 10 per biji jadi brp']).reply).toContain('Rp58.500')
  })
})

it('knows a promotion that has ended by what it took off', () => {
  const { intent, reply } = ask('botol masih diskon 20rb?')
  expect(intent).toBe('promo')
  expect(reply).toContain('KEMARAU26')
  expect(reply).toContain('berakhir')
})

it('leaves out of two things that were spoken of the one given up', () => {
  const { reply } = ask(['payung golf sama botol 1 liter', 'botolnya batal', 'total berapa kak'])
  expect(reply).toContain('Rp145.000')
  expect(reply).not.toContain('Botol')
})

describe('after a person was asked', () => {
  it('says that somebody is on it instead of refusing', () => {
    const { reply, handoff } = ask(['payung saya robek, kecewa', 'alamat jl durian', 'gimana nih'])
    expect(reply).toContain('Sudah saya teruskan')
    expect(handoff).not.toBeNull()
  })

  it('apologises once and takes down what is added', () => {
    const first = ask('saya mau komplain').reply
    const { reply, intent } = ask(['saya mau komplain', 'payung yang kemarin dikirim sobek'])
    expect(intent).toBe('complaint')
    expect(first).toContain('Mohon maaf')
    expect(reply).not.toContain('Mohon maaf')
  })
})

it.each(['kamu siapa', 'kamu robot ya', 'bisa bantu apa aja'])('tells what it is: %s', (said) => expect(ask(said).reply).toContain('asisten otomatis Toko Gerimis'))

it('answers how to pay with the ways alone', () => {
  const { reply } = ask(['payung lipat merah 1', 'bayar pake apa'])
  expect(reply).toContain('QRIS')
  expect(reply).not.toContain('DP')
})
