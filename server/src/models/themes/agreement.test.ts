import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../randomness/seeded-random.ts'
import { cohenKappa } from './kappa.ts'
import { krippendorffAlpha, type Scale } from './krippendorff.ts'

describe('Cohen’s kappa', () => {
  /** Codes of both coders from a table of counts. */
  const fromTable = (table: readonly (readonly number[])[]) => {
    const pairs = table.flatMap((row, i) => row.flatMap((count, j) => Array<[string, string]>(count).fill([`c${i}`, `c${j}`])))
    return cohenKappa(pairs.map(([first]) => first), pairs.map(([, second]) => second))
  }

  test('published table of Cohen (1968): 0.492', () => {
    const result = fromTable([[44, 7, 9], [5, 20, 5], [1, 3, 6]].map((row) => row.map((share) => share * 2)))
    expect(result).toMatchObject({ status: 'ok', n: 200 })
    if (result.status === 'ok') expect(result.kappa).toBeCloseTo(0.492, 3)
  })

  test('published example of Fleiss (1981): 100 patients, 0.676, standard error 0.088', () => {
    const result = fromTable([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    if (result.status !== 'ok') throw new Error(result.reason)
    expect(result.kappa).toBeCloseTo(0.676, 3)
    expect((result.interval[1] - result.interval[0]) / 2 / 1.959964).toBeCloseTo(0.088, 2)
  })

  test('full agreement is 1, chance about 0, order of coders does not matter', () => {
    const codes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c')), { minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(codes, (pairs) => {
        const first = pairs.map(([a]) => a)
        const second = pairs.map(([, b]) => b)
        const result = cohenKappa(first, second)
        const swapped = cohenKappa(second, first)
        expect(swapped.status).toBe(result.status)
        if (result.status !== 'ok' || swapped.status !== 'ok') return
        expect(result.kappa).toBeCloseTo(swapped.kappa, 12)
        expect(result.kappa).toBeLessThanOrEqual(1)
        expect(result.kappa).toBeGreaterThanOrEqual(-1)
        expect(result.interval.every(Number.isFinite)).toBe(true)
      }),
    )
    expect(cohenKappa(['a', 'b', 'a'], ['a', 'b', 'a'])).toMatchObject({ kappa: 1 })
  })

  test('too little to judge is a value, lists of different length an error', () => {
    expect(cohenKappa(['a'], ['a'])).toEqual({ status: 'not-enough-data', reason: 'fewer-than-two-items' })
    expect(cohenKappa(['a', 'a'], ['a', 'a'])).toEqual({ status: 'not-enough-data', reason: 'only-one-code' })
    expect(() => cohenKappa(['a'], [])).toThrow(expect.objectContaining({ code: 'themes.invalid_codes' }))
  })
})

describe('Krippendorff’s alpha', () => {
  // Krippendorff (2011), section C: four observers, twelve units, missing values.
  const _ = undefined
  const published = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
  ]

  test.each<[Scale, number]>([['nominal', 0.743], ['ordinal', 0.815], ['interval', 0.849]])('published figure, %s: %d', (scale, alpha) => {
    const result = krippendorffAlpha(published, { scale })
    expect(result).toMatchObject({ status: 'ok', units: 11, values: 40 })
    if (result.status === 'ok') expect(result.alpha).toBeCloseTo(alpha, 3)
  })

  // Krippendorff (2011), section A: two observers, ten units, binary: 0.095.
  test('published figure of two observers, binary', () => {
    const result = krippendorffAlpha([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], { scale: 'nominal' })
    if (result.status === 'ok') expect(result.alpha).toBeCloseTo(0.095, 3)
    expect(result.status).toBe('ok')
  })

  test('the interval holds the estimate', () => {
    const result = krippendorffAlpha(published, { scale: 'nominal', random: seededRandom(1) })
    if (result.status !== 'ok' || !result.interval) throw new Error('no interval')
    expect(result.interval[0]).toBeLessThan(0.743)
    expect(result.interval[1]).toBeGreaterThan(0.743)
  })

  test('order of coders and units, and names of nominal codes, do not matter; never above 1', () => {
    const row = fc.array(fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), fc.constantFrom<Scale>('nominal', 'ordinal', 'interval'), (ratings, scale) => {
        const result = krippendorffAlpha(ratings, { scale })
        const turned = krippendorffAlpha(ratings.toReversed().map((coder) => coder.toReversed()), { scale })
        expect(turned.status).toBe(result.status)
        if (result.status !== 'ok' || turned.status !== 'ok') return
        expect(turned.alpha).toBeCloseTo(result.alpha, 10)
        expect(result.alpha).toBeLessThanOrEqual(1)
        if (scale === 'nominal') {
          const renamed = krippendorffAlpha(ratings.map((coder) => coder.map((value) => value && 10 - value)), { scale })
          if (renamed.status === 'ok') expect(renamed.alpha).toBeCloseTo(result.alpha, 10)
        }
      }),
    )
  })

  test('too little to judge is a value, what is no value an error', () => {
    expect(krippendorffAlpha([], { scale: 'nominal' })).toEqual({ status: 'not-enough-data', reason: 'no-unit-coded-twice' })
    expect(krippendorffAlpha([[1, _], [_, 1]], { scale: 'nominal' })).toEqual({ status: 'not-enough-data', reason: 'no-unit-coded-twice' })
    expect(krippendorffAlpha([[1, 1], [1, 1]], { scale: 'interval' })).toEqual({ status: 'not-enough-data', reason: 'only-one-value' })
    expect(() => krippendorffAlpha([[1, Number.NaN], [1, 1]], { scale: 'interval' })).toThrow(expect.objectContaining({ code: 'themes.invalid_codes' }))
    expect(() => krippendorffAlpha([[1], [1, 1]], { scale: 'interval' })).toThrow(/one entry/)
  })
})
