import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSearchIndex, type SearchableProduct } from './search-index.ts'
import { createPostings } from './search/postings.ts'

const products: SearchableProduct[] = [
  { sku: 'KMJ-01', name: 'Kemeja Batik Parang', category: 'Kemeja Pria', variant: 'Navy, M', description: 'Katun, LD 104 cm.' },
  { sku: 'KMJ-02', name: 'Kemeja Batik Parang', category: 'Kemeja Pria', variant: 'Navy, XXL', description: 'Katun, LD 124 cm.' },
  { sku: 'KMJ-03', name: 'Kemeja Batik Parang', category: 'Kemeja Pria', variant: 'Maroon, M', description: 'Katun, LD 104 cm.' },
  { sku: 'GMS-01', name: 'Gamis Sutra Melati', category: 'Gamis', variant: 'Sage', description: 'Panjang 140 cm, busui.' },
  { sku: 'LMR-02', name: 'Lemari Jati', category: 'Lemari', variant: '2 pintu', description: 'Kayu jati Perhutani.' },
  { sku: 'LMR-03', name: 'Lemari Jati', category: 'Lemari', variant: '3 pintu', description: 'Kayu jati Perhutani.' },
  { sku: 'DPN-01', name: 'Dipan Minimalis', category: 'Kamar Tidur', variant: '160 x 200 cm', description: 'Tanpa kasur.' },
  { sku: 'LMP-01', name: 'Lumpia Rebung', category: 'Lumpia', variant: 'Goreng, isi 10', description: 'Halal, tahan 8 jam.' },
  { sku: 'NSG-01', name: 'Nasi Goreng Kampung', category: 'Nasi', variant: 'Pedas' },
]
const index = createSearchIndex(products)
const first = (query: string) => index.search(query)[0]?.sku

test.each([
  ['kemeja parang maroon', 'KMJ-03'],
  ['lemari 3 pintu', 'LMR-03'],
  ['LMR-02', 'LMR-02'],
  ['yang lmr-02, masih?', 'LMR-02'],
  ['kmeja parang xxl', 'KMJ-02'],
  ['kmja prng maron', 'KMJ-03'],
  ['gammis sutera', 'GMS-01'],
  ['hem batik merah marun cowo', 'KMJ-03'],
  ['almari 2 pintu pinten nggih', 'LMR-02'],
  ['ada tempat tidur ga kak?', 'DPN-01'],
  ['spring roll', 'LMP-01'],
  ['nasgor pedes', 'NSG-01'],
  ['kak mau tanya dong, lunpia nya yg isi 10 msh ready ga ya buat besok sore', 'LMP-01'],
  ['lumpiarebung', 'LMP-01'],
  ['dipa', 'DPN-01'],
  ['shirts maroon', 'KMJ-03'],
  ['almarinya yg pintu 3', 'LMR-03'],
])('"%s" finds %s first', (query, sku) => expect(first(query)).toBe(sku))

test.each(['ada martabak?', 'jual hp samsung', 'sepeda', '', '   ', '😭😭', 'kak'])('"%s" finds nothing', (query) => expect(index.search(query)).toEqual([]))

test('a measure is found in any unit', () => {
  const coffee = createSearchIndex(['250 g', '500 gram', '1 kg'].map((variant) => ({ sku: variant, name: 'Kopi Robusta', variant })))
  expect(['robusta sekilo', 'robusta setengah kilo', 'kopi 1000gr', 'kopi 1/4 kg'].map((query) => coffee.search(query)[0].sku)).toEqual(['1 kg', '500 gram', '1 kg', '250 g'])
})

test('a hit says what it has of the query, and a product that has all of it is covered wholly', () => {
  const [hit] = index.search('lemari kaca 3 pintu')
  expect(hit.matched).toEqual(['lemari', '3', 'pintu'])
  expect(hit.coverage).toBeLessThan(0.9)
  expect(index.search('Gamis Sutra Melati')[0].coverage).toBeCloseTo(1, 6)
})

test('the shop knows a word by its form, its root or its meaning, and no other', () => {
  expect(['gamis', 'GAMISNYA', 'ranjang', 'hem'].map((word) => index.knows(word))).toEqual([true, true, true, true])
  expect(['martabak', 'gamiss toska', 'kasur'].map((word) => index.knows(word))).toEqual([false, true, false])
})

test('an empty catalogue and a catalogue of one answer too', () => {
  expect(createSearchIndex([]).search('kemeja')).toEqual([])
  expect(createSearchIndex([{ sku: 'A', name: '' }]).search('kemeja')).toEqual([])
  expect(createSearchIndex([products[0]]).search('kemeja')).toHaveLength(1)
})

test('strengths are BM25F as published', () => {
  const postings = createPostings(3, { name: 2 })
  postings.addTerm(0, 'name', 'a')
  postings.endField(0, 'name', 1)
  postings.addTerm(1, 'name', 'a')
  postings.addTerm(1, 'name', 'b')
  postings.addTerm(1, 'name', 'b')
  postings.endField(1, 'name', 3)
  postings.finish()
  const strengths: number[] = []
  postings.forEach(postings.term('a') ?? -1, (product, strength) => (strengths[product] = strength))
  // Independent: average length 2, b 0.3, k1 1.2, boost 2.
  const expected = [1, 3].map((length) => 2 / (0.7 + (0.3 * length) / 2)).map((weight) => weight / (weight + 1.2))
  expect(strengths.map((value) => value.toFixed(6))).toEqual(expected.map((value) => value.toFixed(6)))
  expect(postings.rarity(postings.term('a') ?? -1)).toBeCloseTo(Math.log(1 + 1.5 / 2.5), 12)
  expect(postings.strength(postings.term('b') ?? -1, 1)).toBe(postings.highestStrength(postings.term('b') ?? -1))
  expect(postings.strength(postings.term('b') ?? -1, 0)).toBe(0)
})

const words = fc.constantFrom('kemeja', 'batik', 'parang', 'kmeja', 'lemari', '3', 'pintu', 'ada', 'kak', 'xyz', 'XXL', 'goreng', '?', 'LMR-02', 'isi')

test('scores fall, coverage is a share, no SKU comes twice, and the order of products only breaks ties', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (query) => {
      const hits = index.search(query.join(' '))
      expect(new Set(hits.map(({ sku }) => sku)).size).toBe(hits.length)
      for (const [i, { score, coverage }] of hits.entries()) {
        expect(score).toBeGreaterThan(0)
        expect(coverage).toBeGreaterThanOrEqual(0)
        expect(coverage).toBeLessThanOrEqual(1)
        if (i > 0) expect(score).toBeLessThanOrEqual(hits[i - 1].score)
      }
      const reversed = createSearchIndex(products.toReversed()).search(query.join(' '))
      expect(reversed.map(({ score }) => score.toFixed(9))).toEqual(hits.map(({ score }) => score.toFixed(9)))
    }),
    { numRuns: 40 },
  )
})

test('what is found first does not depend on how many are asked for', () => {
  const many = Array.from({ length: 400 }, (_, i): SearchableProduct => {
    const pick = (list: string[], step: number) => list[(i * step) % list.length]
    return { sku: `P${i}`, name: `${pick(['kemeja', 'gamis', 'rok'], 1)} ${pick(['batik', 'polos', 'lurik', 'tenun'], 3)} ${pick(['parang', 'kawung', 'mega', 'truntum', 'sogan'], 7)}`, variant: pick(['merah', 'biru', 'hijau'], 5) }
  })
  const large = createSearchIndex(many)
  fc.assert(
    fc.property(fc.array(fc.constantFrom('kemeja', 'rok', 'batik', 'lurik', 'parang', 'sogan', 'merah', 'hijau', 'untuk'), { maxLength: 5 }), (query) => {
      const all = large.search(query.join(' '), { limit: 1000 })
      for (const limit of [1, 3, 10]) {
        const some = large.search(query.join(' '), { limit })
        expect(some.map(({ sku }) => sku)).toEqual(all.slice(0, limit).map(({ sku }) => sku))
      }
    }),
    { numRuns: 60 },
  )
})

test('a search leaves no trace in the next', () => {
  const before = index.search('kemeja parang')
  index.search('lemari lumpia gamis nasi')
  expect(index.search('kemeja parang')).toEqual(before)
})

test.each(['kemeja ', 'a', 'kmja ', 'xq1', 'LMR-02 ', '1 '])('a query of 100 KB of %j does not block', (unit) => {
  const query = unit.repeat(100_000 / unit.length)
  index.search(query)
  const start = process.cpuUsage()
  index.search(query)
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(300)
})
