import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gunzipSync, gzipSync } from 'node:zlib'
import { loadClassifier, saveClassifier } from './classifier-file.ts'
import { trainClassifier, type Example } from './classifier.ts'

const examples: Example[] = [
  ...['berapa harga nastar', 'harganya berapa kak', 'brp harga setoples', 'harga pastel berapa ya', 'berapaan kak?'],
  ...['minta harga dong', 'harga grosir berapa', 'berapa ya kak harganya'],
]
  .map((text) => ({ text, label: 'harga' }))
  .concat(
    ['masih ada stok?', 'stok nastar ready?', 'ready kak?', 'kastengel masih ada', 'stoknya ada berapa'].map((text) => ({
      text,
      label: 'stok',
    })),
    ['buka jam berapa', 'hari minggu buka?', 'tutup jam berapa kak', 'jam buka toko'].map((text) => ({
      text,
      label: 'jam',
    })),
  )

describe('a text classifier', () => {
  it('labels texts like those it has seen', () => {
    const classifier = trainClassifier(examples)
    expect(classifier.labels).toEqual(['harga', 'jam', 'stok'])
    expect(classifier.predict('harga kuenya berapa kak').label).toBe('harga')
    expect(classifier.predict('besok buka jam brp').label).toBe('jam')
    expect(classifier.predict('stok lapis masih ada?').label).toBe('stok')
  })

  it('gives probabilities that sum to one, whatever the text', () => {
    const classifier = trainClassifier(examples)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.array(fc.string(), { maxLength: 3 }), (text, extra) => {
        const { probabilities, confidence, label, outOfScope } = classifier.predict(text, extra)
        const values = Object.values(probabilities)
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9)
        expect(confidence).toBe(Math.max(...values))
        expect(probabilities[label]).toBe(confidence)
        expect(outOfScope).toBeGreaterThanOrEqual(0)
        expect(outOfScope).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('does not depend on the order of the examples', () => {
    const forward = trainClassifier(examples).predict('harga stok berapa')
    const backward = trainClassifier(examples.toReversed()).predict('harga stok berapa')
    expect(backward).toEqual(forward)
  })

  it('learns from the features a caller adds', () => {
    const marked = Array.from({ length: 12 }, (_, i) => ({
      text: 'halo kak',
      label: i % 2 === 0 ? 'foto' : 'tanya',
      features: [i % 2 === 0 ? 'has:photo' : 'has:text'],
    }))
    const classifier = trainClassifier(marked)
    expect(classifier.predict('halo kak', ['has:photo']).label).toBe('foto')
    expect(classifier.predict('halo kak', ['has:text']).label).toBe('tanya')
  })

  it('finds a text of another world out of scope', () => {
    const classifier = trainClassifier(examples)
    const strange = classifier.predict('presiden menandatangani undang-undang').outOfScope
    expect(strange).toBeGreaterThan(classifier.predict('harga nastar berapa').outOfScope)
    expect(strange).toBeGreaterThan(0.9)
  })

  it('survives being saved and loaded', () => {
    const classifier = trainClassifier(examples)
    const loaded = loadClassifier(saveClassifier(classifier))
    for (const { text } of examples) {
      const before = classifier.predict(text)
      const after = loaded.predict(text)
      expect(after.label).toBe(before.label)
      expect(after.confidence).toBeCloseTo(before.confidence, 1)
    }
  })

  it('refuses bytes that are no classifier, or half of one', () => {
    const whole = gunzipSync(saveClassifier(trainClassifier(examples)))
    const damaged = [new Uint8Array([1, 2, 3]), gzipSync('hello'), gzipSync('{"format":"laris-classifier-1"}\n'), gzipSync(whole.subarray(0, whole.length / 2))]
    for (const bytes of damaged) expect(() => loadClassifier(bytes)).toThrow(expect.objectContaining({ code: 'language.bad_model' }))
  })

  it('refuses to learn from nothing, and knows one answer when it has seen one label', () => {
    expect(() => trainClassifier([])).toThrow(expect.objectContaining({ code: 'language.no_examples' }))
    expect(() => trainClassifier([{ text: 'apa', label: '' }])).toThrow(expect.objectContaining({ code: 'language.no_examples' }))
    const constant = trainClassifier([{ text: 'apa', label: 'tanya' }]).predict('lain')
    expect(constant).toMatchObject({ label: 'tanya', confidence: 1 })
  })

  it('answers 100,000 letters within 50 ms', () => {
    const classifier = trainClassifier(examples)
    const texts = ['a'.repeat(100_000), 'berapa '.repeat(15_000), '😂'.repeat(50_000), 'ﷺ'.repeat(100_000)]
    for (const text of texts) {
      const start = process.cpuUsage()
      classifier.predict(text)
      const { user, system } = process.cpuUsage(start)
      expect((user + system) / 1000).toBeLessThan(50)
    }
  })
})

it('refuses a label for every text: that is no task to learn', () => {
  const examples = Array.from({ length: 301 }, (_, i) => ({ text: `kata ${i}`, label: `label ${i}` }))
  expect(() => trainClassifier(examples)).toThrow(expect.objectContaining({ code: 'language.too_many_examples' }))
})
