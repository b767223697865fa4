import fc from 'fast-check'
import { readdirSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pretrainedEmotion, pretrainedSentiment } from './pretrained.ts'

describe('the models that ship', () => {
  it('tell good from bad and from a question', () => {
    const { predict, labels } = pretrainedSentiment()
    expect(labels).toEqual(['negative', 'neutral', 'positive'])
    expect(predict('Barangnya bagus, pengiriman cepat, makasih kak').label).toBe('positive')
    expect(predict('kecewa bgt, barang rusak & seller slow respon').label).toBe('negative')
    expect(predict('kak nastar 500gr ready?').label).toBe('neutral')
    expect(predict('panganane enak tenan, regane murah').label).toBe('positive')
    expect(predict('tidak enak').label).toBe('negative')
    expect(predict('tidak mengecewakan').label).toBe('positive')
  })

  it('tell anger from joy', () => {
    const { predict, labels } = pretrainedEmotion()
    expect(labels).toEqual(['anger', 'fear', 'happy', 'love', 'sadness'])
    expect(predict('dasar penipu, bohong terus, kesel banget!').label).toBe('anger')
    expect(predict('alhamdulillah seneng banget, makasih ya').label).toBe('happy')
  })

  it('give chances that sum to one, the greatest to the label, for any text', () => {
    const text = fc.string({ unit: fc.constantFrom('bagus ', 'tidak ', 'tapi ', 'kecewa', '😭', '!', 'é', '\ud83d', '\n', '2 '), maxLength: 30 })
    fc.assert(
      fc.property(text, (message) => {
        for (const { predict, labels } of [pretrainedSentiment(), pretrainedEmotion()]) {
          const { label, confidence, probabilities, outOfScope } = predict(message)
          const chances = labels.map((name) => probabilities[name])
          expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9)
          expect(confidence).toBe(Math.max(...chances))
          expect(probabilities[label]).toBe(confidence)
          expect(outOfScope).toBeGreaterThanOrEqual(0)
          expect(outOfScope).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('stay small', () => {
    const folder = new URL('./pretrained/', import.meta.url)
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(new URL(name, folder)).size, 0)
    expect(bytes).toBeLessThan(10 * 2 ** 20)
  })

  it('need less than a millisecond for a message', () => {
    const { predict } = pretrainedSentiment()
    const message = 'kak barangnya sudah sampai, bagus banget tapi ada yang sobek sedikit, bisa ditukar ga ya? makasih'
    for (let i = 0; i < 200; i++) predict(message)
    const start = process.cpuUsage()
    for (let i = 0; i < 500; i++) predict(`${message} ${i}`)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000 / 500).toBeLessThan(1)
  })
})
