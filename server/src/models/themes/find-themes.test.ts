import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findThemes, type Themes } from './find-themes.ts'
import { suggestCodes } from './suggest-codes.ts'
import { termsOf } from './terms.ts'
import type { ThemeText } from './theme.ts'

/** Complaints of an invented shop about four things, told in many ways. */
const complaints: Record<string, string[]> = {
  ongkir: ['ongkirnya mahal banget', 'Ongkos kirim kemahalan, tolong diturunkan', 'ongkir ke Demak mahal', 'kok ongkir mahal ya kak', 'mahal di ongkos kirim', 'harga oke tapi ongkir mahal sekali', 'ongkirnya terlalu mahal buat saya', 'keberatan ongkir mahal'],
  lama: ['pengiriman lama sekali', 'kurir lama, pengiriman telat 3 hari', 'dikirimnya lamaa banget', 'lama dikirim sampai seminggu', 'kurirnya lambat, pengiriman telat', 'pengirimannya lama dan telat', 'telat sampai, kurir lama', 'kurir telat terus'],
  basi: ['nasinya basi waktu sampai', 'lauk basi tidak bisa dimakan', 'ayamnya sudah basi dan bau', 'sambal bau basi', 'nasi basi, bau', 'makanannya bau basi kak', 'basi semua lauknya', 'kuah santan basi bau'],
  porsi: ['porsinya kecil', 'porsi makin sedikit, lauk kecil', 'porsi kecil tidak kenyang', 'lauk porsi kecil sekali', 'kurang kenyang porsinya kecil', 'porsi nasi kecil', 'porsinya mengecil tapi harga naik', 'kecil banget porsinya'],
}
const texts: ThemeText[] = Object.entries(complaints).flatMap(([about, said]) => said.map((text, i) => ({ id: `${about}-${i}`, text })))

describe('terms', () => {
  test('slang, affixes and clitics meet in one root; a negation stays with its word', () => {
    const roots = (text: string) => termsOf(text).map(({ root }) => root)
    expect(roots('pengirimannya')).toEqual(roots('dikirim'))
    expect(roots('barang gak sesuai')).toContain('tidak sesuai')
    expect(roots('yang di ke dan 123 😀 https://contoh.id')).toEqual([])
    expect(roots('barang')).toEqual([])
    expect(roots('barang kotor')).toEqual(['kotor', 'barang kotor'])
  })
})

test('words for one complaint meet in it; some only behind a negation', () => {
  const shared = (one: string, other: string) => termsOf(one).map(({ root }) => root).filter((root) => termsOf(other).some((term) => term.root === root))
  expect(shared('kebesaran', 'sempit banget')).toEqual(['#size'])
  expect(shared('ga muat', 'kekecilan kak')).toEqual(['#size'])
  expect(shared('lampunya gak nyala', 'mesin mati')).toEqual(['#dead'])
  expect(shared('lampunya nyala', 'mesin mati')).toEqual([])
})

test('wrong sizes become a theme, though no two people use the same word', () => {
  const sizes = ['kekecilan', 'sempit banget di lengan', 'bajunya longgar', 'ga muat', 'kebesaran', 'celananya kependekan', 'ukuran ketat'].map((text, i) => ({ id: `size-${i}`, text }))
  const { themes } = themesOf([...texts, ...sizes])
  const theme = themes.find(({ key }) => key === 'size')
  expect(theme?.textIds.filter((id) => id.startsWith('size')).length).toBeGreaterThanOrEqual(6)
})

describe('themes', () => {
  const found = themesOf(texts)

  test('finds what people complain about, with word-for-word quotes', () => {
    expect(found.themes.length).toBeLessThanOrEqual(6)
    expect(found.withoutThemeIds.length).toBeLessThanOrEqual(2)
    for (const { textIds, name } of found.themes) {
      const about = Object.keys(complaints).map((one) => textIds.filter((id) => id.startsWith(one)).length)
      expect(Math.max(...about) / textIds.length, name).toBeGreaterThanOrEqual(0.9)
    }
    for (const { quotes, textIds, name } of found.themes) {
      expect(name).not.toBe('')
      expect(quotes.length).toBeGreaterThan(0)
      for (const quote of quotes) expect(texts).toContainEqual(quote)
      for (const quote of quotes) expect(textIds).toContain(quote.id)
    }
  })

  test('every text is in one theme or in none', () => {
    const placed = [...found.themes.flatMap(({ textIds }) => textIds), ...found.withoutThemeIds]
    expect(placed.toSorted()).toEqual(texts.map(({ id }) => id).toSorted())
  })

  test('the order of the texts changes nothing', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(texts, { minLength: texts.length }), (shuffled) => {
        expect(findThemes(shuffled)).toEqual(found)
      }),
      { numRuns: 10 },
    )
  })

  test('a few rows more keep keys and names', () => {
    const more = [...texts, { id: 'z1', text: 'ongkir mahal lagi' }, { id: 'z2', text: 'kurir lama' }, { id: 'z3', text: 'terima kasih enak' }]
    const next = themesOf(more, found.themes)
    for (const { key, name } of found.themes) expect(next.themes).toContainEqual(expect.objectContaining({ key, name }))
    expect(next.themes.find(({ textIds }) => textIds.includes('z1'))?.textIds).toContain('ongkir-2')
  })

  test('a name given by a person is kept', () => {
    const renamed = found.themes.map((theme, i) => (i === 0 ? { ...theme, name: 'Biaya kirim' } : theme))
    expect(themesOf(texts, renamed).themes.map(({ name }) => name)).toContain('Biaya kirim')
  })

  test('too few texts and texts without words are a value', () => {
    expect(findThemes([])).toEqual({ status: 'not-enough-data', reason: 'too-few-texts', texts: 0, needed: 20 })
    expect(findThemes(texts.slice(0, 5))).toMatchObject({ status: 'not-enough-data', texts: 5 })
    expect(findThemes(Array.from({ length: 50 }, (_, i) => ({ id: `${i}`, text: '😀 123 ...' })))).toMatchObject({ reason: 'too-few-texts' })
    const unrelated = 'apel bakwan cabai durian ember fajar gelas handuk intan jambu kapal lemari mangga nanas obat pisau qasidah roti sepeda topi unta'.split(' ')
    expect(findThemes(unrelated.map((text) => ({ id: text, text })))).toMatchObject({ reason: 'nothing-in-common' })
  })

  test('any texts give finite shares that add up to at most 1', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom(...texts.map((one) => one.text)))
    fc.assert(
      fc.property(fc.array(text, { minLength: 20, maxLength: 40 }), (said) => {
        const result = findThemes(said.map((one, i) => ({ id: `${i}`, text: one })))
        if (result.status !== 'ok') return
        expect(result.themes.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9)
        for (const { weight } of result.themes.flatMap(({ terms }) => terms)) expect(Number.isFinite(weight)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

test('codes are suggested from coded examples, with the words that speak for them, or not at all', () => {
  const codebook = Object.entries(complaints).map(([code, said]) => ({ code, texts: said.slice(0, 5) }))
  const [lateness, shipping, none] = suggestCodes(['kurirnya telat lagi nih', 'ongkos kirimnya mahal', 'warna taplak meja'], codebook)
  expect(lateness?.[0]).toMatchObject({ code: 'lama' })
  expect(lateness?.[0]?.because.join(' ')).toMatch(/kurir|telat/)
  expect(shipping?.[0]).toMatchObject({ code: 'ongkir' })
  expect(none).toEqual([])
  expect(suggestCodes(['apa saja'], [])).toEqual([[]])
})

function themesOf(said: readonly ThemeText[], previous: Themes['themes'] = []): Themes {
  const result = findThemes(said, { previous })
  if (result.status !== 'ok') throw new Error(result.reason)
  return result
}
