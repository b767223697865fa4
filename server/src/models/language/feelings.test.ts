import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feelingFeatures } from './feelings.ts'

describe('feeling features', () => {
  it('find feelings as people write them', () => {
    expect(feelingFeatures('bgs bangettt')).toContain('feels very positive')
    expect(feelingFeatures('DIKAGUMI')).toContain('feels delight')
    expect(feelingFeatures('regane murah, tenan')).toContain('feels positive')
    expect(feelingFeatures('mengecewakannya')).toContain('feels negative')
    expect(feelingFeatures('kapok 😡')).toContain('feels raging')
  })

  it('turn a feeling around behind a negation, until the clause ends', () => {
    expect(feelingFeatures('tidak terlalu enak')).toContain('feels not positive')
    expect(feelingFeatures('tidak, enak')).not.toContain('feels not positive')
    expect(feelingFeatures('gak jadi beli')).toContain('!beli')
  })

  it('prefer the longest phrase', () => {
    expect(feelingFeatures('tidak mengecewakan')).toContain('feels positive')
    expect(feelingFeatures('tidak mengecewakan')).not.toContain('feels negative')
  })

  it('say how a message ends after "tapi"', () => {
    expect(feelingFeatures('enak dan murah tapi pelayanan lambat')).toContain('last negative')
    expect(feelingFeatures('enak dan murah tapi pelayanan lambat')).toContain('ends -1')
    expect(feelingFeatures('enak dan murah tapi pelayanan lambat')).toContain('balance 1')
  })

  it('do not hear capitals or lengthening, and keep their sums within four', () => {
    const word = fc.constantFrom('enak', 'tidak', 'banget', 'tapi', 'kecewa', 'mantap', 'parah', ',', '😡', 'meja', 'regane', 'murah')
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const text = words.join(' ')
        const features = feelingFeatures(text)
        expect(feelingFeatures(text.toUpperCase())).toEqual(features)
        expect(feelingFeatures(text.replace(/[aiueo](?=\p{L}*(?: |$))/gu, '$&$&$&'))).toEqual(features)
        const sums = features.flatMap((feature) => /^(?:balance|ends|feelings) (-?\d+)$/.exec(feature)?.slice(1).map(Number) ?? [])
        expect(sums).toHaveLength(3)
        for (const sum of sums) expect(Math.abs(sum)).toBeLessThanOrEqual(4)
      }),
    )
  })

  it('are few for a text without feelings, and none fails', () => {
    expect(feelingFeatures('')).toEqual(['balance 0', 'ends 0', 'feelings 0'])
    expect(feelingFeatures('constructor __proto__ toString')).not.toContain('feels positive')
  })
})
