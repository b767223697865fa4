import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collapseLengthening, expandReduplication, foldText, tokenise, wordForms } from './tokenise.ts'

test.each([
  ['Kak bangeeet', 'w:kak w:banget'],
  ['anak2nya, kue2', 'w:anak-anaknya p:, w:kue-kue'],
  ['anak-anak sayur-mayur', 'w:anak-anak w:sayur p:- w:mayur'],
  ['15rb 1.500.000 1,5jt', 'n:15 w:rb n:1.500.000 n:1,5 w:jt'],
  ['120x80 XL2 m2', 'n:120 w:x n:80 w:xl n:2 w:m n:2'],
  ['😭👍🏽👨‍👩‍👧🇮🇩 :) <3', 'e:😭 e:👍🏽 e:👨‍👩‍👧 e:🇮🇩 e::) e:<3'],
  ["jum'at café maaaaf", 'w:jumat w:cafe w:maaf'],
  ['jum`at jumʼat jum’at `rb`', 'w:jumat w:jumat w:jumat p:` w:rb p:`'],
  ['https://toko.id/x?y @toko.ibu a@b', 'l:<link> m:<mention> w:a m:<mention>'],
  ['½ kg #promo', 'n:½ w:kg p:# w:promo'],
  ['𝓴𝓪𝓴 ｋａｋ', 'w:kak w:kak'],
])('reads %s', (text, expected) => {
  expect(tokenise(text).map((token) => `${token.kind[0]}:${token.form}`).join(' ')).toBe(expected)
})

test('offsets point at what was written, in order, and only white space is left out', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab2ñ😭\u0301 .,-\'@:)^_½²\ufe0f\u200d\ud83d1\n'), maxLength: 60 }), (text) => {
      let end = 0
      for (const token of tokenise(text)) {
        expect(text.slice(end, token.start).trim()).toBe('')
        expect(text.slice(token.start, token.end)).toBe(token.text)
        expect(token.end).toBeGreaterThan(token.start)
        end = token.end
      }
      expect(text.slice(end).trim()).toBe('')
    }),
  )
})

test('the form of a form is itself, so counting twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'abcAB2é '), maxLength: 30 }), (text) => {
      for (const form of wordForms(text)) expect(wordForms(form)).toEqual([form])
    }),
  )
})

test('lengthening keeps the doubled letters that a word has', () => {
  expect(collapseLengthening('maaaaf')).toBe('maaf')
  expect(collapseLengthening('saaaat')).toBe('saat')
  expect(collapseLengthening('kakkkkk')).toBe('kak')
  expect(collapseLengthening('kakk')).toBe('kakk')
})

test('a figure two doubles words, not units', () => {
  expect(expandReduplication('kira2')).toBe('kira-kira')
  expect(expandReduplication('xl2')).toBe('xl2')
})

test('folding drops accents and case and keeps length of plain text', () => {
  expect(foldText('É Ñ ﬁ')).toBe('e n fi')
  expect(foldText('Toko 12')).toBe('toko 12')
})

test.each(['a', 'ab-', "a'", '@', '😭\u200d', ':-', '\u0301', 'aaa2', '^_', '1.', 'http://'])(
  '100 KB of %j is cut in time that a chat can wait',
  (unit) => {
    const text = unit.repeat(100_000 / unit.length)
    tokenise(text)
    const start = process.cpuUsage()
    tokenise(text)
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(500)
  },
)
