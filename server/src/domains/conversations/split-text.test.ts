import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitText } from './split-text.ts'

test('a text is cut between paragraphs before lines, sentences and words', () => {
  expect(splitText(`${'a'.repeat(60)}\n\n${'b'.repeat(30)}\n${'c'.repeat(30)}`, 100)).toEqual(['a'.repeat(60), `${'b'.repeat(30)}\n${'c'.repeat(30)}`])
  expect(splitText(`${'a'.repeat(60)}. ${'b '.repeat(40)}`, 100)).toEqual([`${'a'.repeat(60)}.`, 'b '.repeat(40).trim()])
})

test('every part fits, none is empty, no character is cut, and no word is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })), fc.constantFrom(' ', '\n', '\n\n', '. '), fc.integer({ min: 10, max: 80 }), (words, seam, limit) => {
      const text = words.join(seam)
      const parts = splitText(text, limit)
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(limit)
        expect(part.trim()).not.toBe('')
        expect(part.isWellFormed()).toBe(text.isWellFormed())
      }
      expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }),
  )
})

test('S18: a hundred thousand odd letters are cut at once', () => {
  const started = performance.now()
  for (const text of ['\n'.repeat(100_000), ' '.repeat(100_000), 'a'.repeat(100_000), '. '.repeat(50_000)]) splitText(text, 4_096)
  expect(performance.now() - started).toBeLessThan(1_000)
})
