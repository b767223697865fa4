import fc from 'fast-check'
import { expect, test } from 'vitest'
import { storableJson, storableText } from './text.ts'

test('text without NUL and lone surrogates passes unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')), (text) => {
      expect(storableText(text, 10_000)).toBe(text)
    }),
  )
})

test('whatever comes in, the result is well-formed, without NUL, and not longer than allowed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(50), (text, maxLength) => {
      const stored = storableText(`${text}\0\ud800${text}`, maxLength)
      expect(stored.isWellFormed()).toBe(true)
      expect(stored.includes('\0')).toBe(false)
      expect(stored.length).toBeLessThanOrEqual(maxLength)
    }),
  )
})

test('JSON is cleaned in keys and values, at every depth, and cut below the last level', () => {
  expect(storableJson({ 'a\0': ['x\0y', { b: '\udc00' }], n: Number.NaN })).toEqual({ a: ['xy', { b: '\ufffd' }], n: null })
  expect(storableJson({ a: { b: { c: 1 } } }, 2)).toEqual({ a: { b: null } })
})
