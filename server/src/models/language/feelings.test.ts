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

  it('are few for a text without feelings, and none fails', () => {
    expect(feelingFeatures('')).toEqual(['balance 0', 'ends 0', 'feelings 0'])
    expect(feelingFeatures('constructor __proto__ toString')).not.toContain('feels positive')
  })
})
