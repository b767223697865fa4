import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { intentClassifier } from './intent-model.ts'
import { intentExamples, trainingDigest } from './intent-training.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const examples = intentExamples([read('../training/utterances.tsv'), read('../training/situations.tsv')].join('\n'))

describe('the intent model that ships', () => {
  it('was trained on these utterances as they are read now (else run `node scripts/train/intent.ts`)', () => {
    expect(JSON.parse(read('./intent.model.json'))).toMatchObject({ digest: trainingDigest(examples), utterances: examples.length })
  })
  it('tells apart what it has not seen', () => {
    const tests = intentExamples(read('../testing/utterances.tsv'))
    const right = tests.filter(({ text, features, label }) => intentClassifier().predict(text, features).label === label).length
    expect(right / tests.length).toBeGreaterThan(0.7)
  })
})
