import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { indonesianRoots, slangForms } from './lexicon.ts'
import { extraForms, normaliseText, normaliseTokens, normaliseWord } from './normalise.ts'
import { nasalise } from './normaliser/affixes.ts'
import { alignEdits, editNames } from './normaliser/edits.ts'
import { fitRanker, rankCandidates } from './normaliser/ranker.ts'
import { parseVocabulary, printVocabulary, shippedVocabulary, skeleton } from './normaliser/vocabulary.ts'

test('leaves likely names and Javanese alone in a text of standard words', () => {
  const formal = 'gubernur jawa barat bertemu ridwan emil dan puti di kantor partai kemarin untuk rapat'
  expect(normaliseText(formal)).toBe(formal)
  expect(normaliseText('emil')).toBe('email')
  const javanese = 'pak tindak dhateng pasar badhe tumbas beras kaliyan gendhis wonten mriki'
  expect(normaliseText(javanese)).not.toBe(javanese)
  expect(normaliseText('perusahaan itu membuka cabang baru di semarang setelah prsden pulang dari luar negeri')).toContain('presiden')
})

// The right answers are those of the author of the lexicon, who is not the rules that find them.
test.each([
  ['brp hrgnya kak, msh ada ga?', 'berapa harganya kakak, masih ada tidak?'],
  ['pinten regine bu', 'berapa harganya bu'],
  ['isih ono lumpiane?', 'masih ada lumpiane?'],
  ['mau pesen 2 lsn, kirimnya bsk ya', 'mau pesan 2 lusin, kirimnya besok ya'],
  ['org2 pd suka yg 15rb', 'orang-orang pada suka yang 15 ribu'],
  ['ready stock ngga?', 'tersedia tidak?'],
  ['temen2ku lg nyari baju', 'teman-temanku lagi mencari baju'],
  ['Matur nuwun', 'terima kasih'],
  ['tgl 31 jan, jan lupa', 'tanggal 31 jan, jangan lupa'],
  ['make up sama make baju', 'make up sama memakai baju'],
])('reads "%s"', (text, expected) => expect(normaliseText(text)).toBe(expected))

test.each([
  ['ngebayangin', 'membayangkan'],
  ['diceritain', 'diceritakan'],
  ['nyuruh', 'menyuruh'],
  ['dirumahnya', 'di rumahnya'],
  ['liatnya', 'lihatnya'],
  ['sbnrnya', 'sebenarnya'],
  ['bangettt', 'banget'],
  ['kalii', 'kali'],
  ['wkwkwkwk', 'hahaha'],
  ['siapapun', 'siapa pun'],
])('the rules read %s as %s', (word, expected) => expect(normaliseWord(word)).toBe(expected))

test.each(['dikirim', 'diperiksa', 'keluar', 'kemeja', 'Semarang', 'Sulistyo', 'Tokopedia', 'meskipun', 'sarung', 'goreng', 'motif', 'linen', ''])(
  'leaves %s alone',
  (word) => expect(normaliseWord(word)).toBe(word.toLowerCase()),
)

test('a capital inside a sentence is a name, and a name is only changed by the lexicon', () => {
  expect(normaliseText('toko Bu Krtnh buka')).toBe('toko bu krtnh buka')
})

test('words that the shop keeps stay, and Javanese can be left alone', () => {
  expect(normaliseText('ada ori?', { keep: new Set(['ori']) })).toBe('ada ori?')
  expect(normaliseText('isih ono', { javanese: false })).not.toBe('masih ada')
})

test('original and normal forms come together, and only differences are extra', () => {
  expect(normaliseTokens('brp ya')).toMatchObject([{ form: 'brp', normal: 'berapa', start: 0, end: 3 }, { form: 'ya', normal: 'ya' }])
  expect(extraForms('harga brp')).toEqual(['berapa'])
})

test('standard words and roots are left alone', () => {
  for (const root of indonesianRoots()) if (!slangForms().has(root)) expect(normaliseWord(root, { javanese: false })).toBe(root)
})

test('any text gives tokens in order that cover everything but white space', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'abngkmtuio e2rb.,Bx1-’😭'), maxLength: 60 }), (text) => {
      let end = 0
      for (const token of normaliseTokens(text)) {
        expect(text.slice(end, token.start).trim()).toBe('')
        expect(text.slice(token.start, token.end)).toBe(token.text)
        end = token.end
      }
      expect(text.slice(end).trim()).toBe('')
    }),
  )
})

test.each(['brp ', 'xq', 'ngeb ayangin ', 'a1', 'dirumah'])('100 KB of %j is normalised in time that a chat can wait', (unit) => {
  const text = unit.repeat(100_000 / unit.length)
  normaliseText(text)
  const start = process.cpuUsage()
  normaliseText(text)
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(500)
})

test('thousands of different unknown words do not hold up the others', () => {
  const words = Array.from({ length: 14_000 }, (_, i) => `b${(i * 7919).toString(36)}ngt`.replace(/\d/g, 'k'))
  const start = process.cpuUsage()
  normaliseText(words.join(' '))
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000)
})

test('the alignment counts what was changed', () => {
  const count = (written: string, word: string) =>
    Object.fromEntries(Array.from(alignEdits(written, word) ?? [], (value, i) => [editNames[i], value] as const).filter(([, value]) => value > 0))
  expect(count('bgt', 'banget')).toEqual({ addA: 1, addNasal: 1, addE: 1 })
  expect(count('seneng', 'senang')).toEqual({ eToA: 1 })
  expect(count('sampe', 'sampai')).toEqual({ eToAi: 1 })
  expect(count('ujan', 'hujan')).toEqual({ addFirstH: 1 })
  expect(alignEdits('xyzxyzxyz', 'makan')).toBeUndefined()
})

test('the nasal prefix melts into the root as grammars say', () => {
  const pairs = { kirim: 'mengirim', pesan: 'memesan', tulis: 'menulis', sapu: 'menyapu', beli: 'membeli', jual: 'menjual', cek: 'mengecek', ambil: 'mengambil', lihat: 'melihat', kritik: 'mengkritik' }
  for (const [root, active] of Object.entries(pairs)) expect(nasalise(root)).toBe(active)
})

test('candidate probabilities sum to one and follow the weights', () => {
  const candidate = (text: string, name: string) => ({ text, features: new Map([[name, 1]]) })
  const candidates = [candidate('a', 'good'), candidate('b', 'bad')]
  expect(rankCandidates(candidates, new Map([['good', Math.log(3)]]))).toEqual([expect.closeTo(0.75, 12), expect.closeTo(0.25, 12)])
  // Two of three examples are right on "good": the maximum likelihood odds are 2 : 1.
  const examples = [0, 0, 1].map((right) => ({ candidates, right, weight: 1 }))
  const [first] = rankCandidates(candidates, fitRanker(examples, { l2: 1e-9 }))
  expect(first).toBeCloseTo(2 / 3, 3)
})

test('the vocabulary is read back as it was written', () => {
  const entries = [
    { word: 'rumah', logCount: 7, kind: 'standard' as const, isPlace: true },
    { word: 'orang tua', logCount: 3.5, kind: 'phrase' as const, isPlace: false },
  ]
  expect(parseVocabulary(printVocabulary(entries))).toEqual(expect.arrayContaining(entries))
  expect(shippedVocabulary().find('rumah')).toMatchObject({ kind: 'standard', isPlace: true })
  expect(skeleton('sebenarnya')).toBe(skeleton('sbnrnya'))
})

const shared = process.env['LARIS_SHARED'] ?? new URL('../../../../../shared', import.meta.url).pathname
const collex = `${shared}/data/language/indo-collex/informal_to_formal/dev.csv`
test.skipIf(!existsSync(collex))('at least 45 % of the dev pairs of IndoCollex, none of which was learnt', () => {
  const rows = readFileSync(collex, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(','))
  const right = rows.filter(([, informal, formal]) => normaliseText(informal) === formal.toLowerCase()).length
  expect(right / rows.length).toBeGreaterThan(0.45)
})
