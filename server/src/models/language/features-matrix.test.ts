import { describe, expect, it } from 'vitest'
import { createRowWriter, learnFeatureSpace, rowsOf } from './features-matrix.ts'

const wordsOnly = { wordMax: 1, charMin: 6, charMax: 5 }

describe('the feature space', () => {
  it('weighs words by tf-idf as computed by hand', () => {
    const documents = [{ text: 'nastar enak' }, { text: 'nastar nastar' }, { text: 'lapis' }]
    const { space, rows } = learnFeatureSpace(documents, wordsOnly, 1)
    // In 2 of 3 documents: ln(4/3) + 1; in 1 of 3: ln(4/2) + 1.
    const [common, rare] = [Math.log(4 / 3) + 1, Math.log(2) + 1]
    expect([...space.idf].map((idf) => idf.toFixed(5))).toEqual([common, rare, rare].map((idf) => idf.toFixed(5)))
    const length = Math.hypot(common, rare)
    expect(rows.values[0]).toBeCloseTo(common / length, 5)
    expect(rows.values[1]).toBeCloseTo(rare / length, 5)
    expect(rows.values[2]).toBeCloseTo(1, 5)
  })

  it('scales words, characters and extra features to length 1 each', () => {
    const documents = [{ text: 'kue kering', features: ['has:price', 'short'] }, { text: 'kue basah' }]
    const { rows } = learnFeatureSpace(documents, { wordMax: 2, charMin: 2, charMax: 4 }, 1)
    const squares = (row: number) =>
      rows.values.subarray(rows.starts[row], rows.starts[row + 1]).reduce((sum, value) => sum + value * value, 0)
    expect(squares(0)).toBeCloseTo(3, 5)
    expect(squares(1)).toBeCloseTo(2, 5)
  })

  it('leaves rare and unknown features out, and says how much was known', () => {
    const { space } = learnFeatureSpace([{ text: 'kue enak' }, { text: 'kue' }], wordsOnly, 2)
    const row = createRowWriter(space)('kue enak sekali', [])
    expect(row.count).toBe(1)
    expect(row.known).toBeCloseTo(1 / 3)
    expect(rowsOf([{ text: '' }, { text: 'zzz' }], space).values).toHaveLength(0)
  })

  it('reads letters of every script the same way twice', () => {
    const texts = ['ꦱꦼꦤꦼꦁ', 'ＫＵＥ', '👩‍👩‍👧 😂😂', 'e\u0301nak', '\ud83d', '\u0000']
    const documents = texts.map((text) => ({ text }))
    const { space, rows } = learnFeatureSpace(documents, { wordMax: 2, charMin: 2, charMax: 5 }, 1)
    expect(rowsOf(documents, space)).toEqual(rows)
    expect(rows.values.every(Number.isFinite)).toBe(true)
  })
})
