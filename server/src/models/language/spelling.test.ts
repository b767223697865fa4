import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSpelling, typingCost } from './spelling.ts'

const shopWords = new Map(
  'lumpia rebung bandeng presto wingko babat kemeja batik lawang sewu gamis jilbab lemari kursi nakas navy maroon sage'.split(' ').map((word) => [word, 1]),
)

test.each([
  ['lumpai', 'lumpia'],
  ['lunpia', 'lumpia'],
  ['bandng', 'bandeng'],
  ['wigko', 'wingko'],
  ['kmeja', 'kemeja'],
  ['kemwja', 'kemeja'],
  ['gammis', 'gamis'],
  ['jelbab', 'jilbab'],
  ['lemarri', 'lemari'],
  ['nafy', 'navy'],
  ['rebng', 'rebung'],
])('%s is %s', (written, word) => expect(createSpelling(shopWords).suggest(written)[0]?.word).toBe(word))

test('a word that is nothing like the shop’s has no suggestion', () => {
  const spelling = createSpelling(shopWords)
  for (const word of ['martabak', 'sepeda', 'xyz', 'a', '']) expect(spelling.suggest(word)).toEqual([])
  expect(createSpelling(new Map()).suggest('lumpia')).toEqual([])
})

test('of two equally near words the more frequent comes first', () => {
  const spelling = createSpelling(new Map([['kaos', 1], ['kaus', 1], ['kais', 9]]))
  expect(spelling.suggest('kaxs').map(({ word }) => word)[0]).toBe('kais')
})

const words = fc.string({ unit: fc.constantFrom(...'abdegiklmnprstu'), minLength: 3, maxLength: 12 })

test('a cost is zero for the same word alone, and never more than one for each letter changed', () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      expect(typingCost(a, a)).toBe(0)
      if (a !== b) expect(typingCost(a, b)).toBeGreaterThan(0)
      expect(typingCost(a, b)).toBeLessThanOrEqual(plainDistance(a, b) * 1 + 0.3 + 1e-9)
    }),
  )
})

test('every word is found after any single slip', () => {
  fc.assert(
    fc.property(fc.uniqueArray(words, { minLength: 1, maxLength: 30 }), fc.nat(), fc.nat(), fc.constantFrom('drop', 'add', 'swap', 'replace'), (list, which, where, slip) => {
      const word = list[which % list.length]
      const written = slipped(word, where % word.length, slip)
      const spelling = createSpelling(new Map(list.map((each) => [each, 1])))
      expect(spelling.suggest(written, { maximumCost: 1.5, limit: 100 }).map((found) => found.word)).toContain(word)
    }),
  )
})

test('long and strange writings are refused quickly', () => {
  const spelling = createSpelling(shopWords)
  expect(spelling.suggest('a'.repeat(100_000))).toEqual([])
  expect(spelling.suggest('😭😭😭')).toEqual([])
})

function slipped(word: string, at: number, slip: string): string {
  if (slip === 'drop') return word.slice(0, at) + word.slice(at + 1)
  if (slip === 'add') return `${word.slice(0, at)}o${word.slice(at)}`
  if (slip === 'replace') return `${word.slice(0, at)}o${word.slice(at + 1)}`
  return at + 1 < word.length ? word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) : word
}

/** Levenshtein distance by the textbook, without swaps: an upper bound that knows nothing of keyboards. */
function plainDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)))
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      table[i][j] = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    }
  }
  return table[a.length][b.length]
}
