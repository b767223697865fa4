import { describe, expect, it } from 'vitest'
import type { Product } from '../knowledge/knowledge.ts'
import { ask } from '../testing.ts'

const goods = (name: string, category: string, ...variants: [sku: string, label: string, price: number, stock: number, description: string][]): Product => ({
  name,
  category,
  variants: variants.map(([sku, label, price, stock, description]) => ({ sku, label, price, stock, weightGrams: 500, description })),
})

const products = [
  goods('Kado Ulang Tahun', 'Kado', ['K1', 'Kotak kecil', 90_000, 5, 'Isi payung lipat dan pita.'], ['K2', 'Kotak besar', 160_000, 5, 'Isi payung golf dan pita.']),
  goods('Kerai Adaan', 'Kerai', ['A1', 'Kanan', 50_000, 9, 'Digulung ke kanan. Dioles minyak tiap 6 bulan.'], ['A2', 'Kiri', 50_000, 0, 'Digulung ke kiri. Bila habis dibuat 8 hari kerja.']),
  goods('Nasi Rantang', 'Bekal', ['N1', 'Polos', 12_000, 50, 'Nasi dan sambal.'], ['N2', 'Telur', 16_000, 40, 'Nasi, sambal, dan telur. Cukup untuk 2 orang. Termasuk sendok.']),
  goods('Tikar Lipat', 'Tikar', ['T1', '2 lapis, 120 cm', 80_000, 4, 'Anyaman daun pandan, tidak untuk hujan deras.'], ['T2', '2 lapis, 200 cm', 110_000, 4, 'Anyaman daun pandan, tidak untuk hujan deras.']),
]
const said = (messages: string | string[]) => ask(messages, { products })

describe('goods are heard as people name them', () => {
  it.each([
    ['kado yg kotak besar brp', 'K2', '160.000'],
    ['kerai adaan yg kiri msh ada?', 'A2', 'habis'],
    ['yg telur ada kak?', 'N2', '16.000'],
    ['tikar yg 2 meter brp?', 'T2', '110.000'],
  ])('%s', (message, sku, told) => {
    const answer = said(message)
    expect(answer.products).toContain(sku)
    expect(answer.reply).toContain(told)
  })
  it('two kinds with a number each are two lines', () => {
    expect(said('pesen nasi rantang polos 4 telur 5').reply).toContain('Rp128.000')
  })
  it('two things named in one breath are two', () => {
    expect(said('tikar 120 cm 1 kado kotak kecil 2 totalnya brp').reply).toContain('Rp260.000')
  })
})

describe('a question finds its answer in other words', () => {
  it.each([
    ['kerai kanan dioles berapa bulan sekali', '6 bulan'],
    ['tikarnya kuat buat ujan deres ga', 'hujan deras'],
    ['nasi telur udah dapet sendok blm', 'sendok'],
    ['kerai kiri klo pesen jadinya brp lama', '8 hari'],
  ])('%s', (message, told) => {
    const answer = said(message)
    expect(answer.reply).toContain(told)
    expect(answer.handoff).toBeNull()
  })
  it('a substance that no text names is asked of a person', () => {
    expect(said('tikarnya ada sertifikat oekotex?').handoff).not.toBeNull()
  })
})

describe('what somebody wants', () => {
  it.each([
    [['nasi telur berapa', '14 ya bu'], 'negotiation'],
    [['pendingnya kurang 3, gimana ini'], 'complaint'],
    [['saya pesan yang polos yang dikirim telur semua'], 'complaint'],
    [['jgn chat2 saya lg soal diskon tolong'], 'opt_out'],
    [['isi kadonya boleh tuker yang lain?'], 'custom_request'],
  ])('%s', (messages, intent) => {
    expect(said(messages).intent).toBe(intent)
  })
})

it('what is ordered ahead is never offered for a day without saying so, and a list headed MENU is no kind of goods', () => {
  const dish = (name: string, price: number) => ({ name, category: 'MENU WARUNG', variants: [{ sku: name, label: '', price, stock: Infinity, weightGrams: 0, description: '' }] })
  const parts = {
    products: [dish('Tumpeng mini', 150_000), dish('Nasi kotak rendang', 32_000), dish('Es teh', 5_000)],
    shop: { policies: [{ kind: 'preorder', text: 'Tumpeng dipesan 2 hari sebelumnya. Minimal nasi kotak 20 kotak.' }] },
  }
  expect(ask('tumpeng buat besok bisa?', parts)).toMatchObject({ intent: 'availability', reply: expect.stringContaining('2 hari sebelumnya') })
  expect(ask('es teh buat besok bisa?', parts).reply).not.toContain('2 hari sebelumnya')
  expect(ask('pesan 10 nasi kotak rendang', parts).reply).toContain('Minimal pesan 20 kotak')
  for (const asked of ['menunya apa aja bu', 'ada apa aja ya']) expect(ask(asked, parts)).toMatchObject({ handoff: null, reply: expect.stringContaining('Nasi kotak rendang') })
})

it('promises and refuses no way of paying where the shop has told none', () => {
  const parts = { products, shop: { paymentMethods: [], faqs: [], policies: [] } }
  for (const asked of ['bayarnya gimana kak', 'bisa qris?', 'transfer kemana']) {
    const { reply, handoff } = ask(asked, parts)
    expect(handoff).not.toBeNull()
    expect(reply).not.toMatch(/lewat \.|belum bisa|tidak bisa/)
  }
})

it('asks a person for hours and an address that the shop has not told', () => {
  for (const asked of ['jam berapa buka?', 'alamatnya di mana kak?']) expect(ask(asked, { products, shop: { hours: {}, address: '', mapsHint: '', faqs: [] } }).handoff).not.toBeNull()
})
