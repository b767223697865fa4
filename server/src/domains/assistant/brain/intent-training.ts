import { createHash } from 'node:crypto'
import type { Example, TrainingOptions } from '#models/language/classifier'
import { intentInput } from './understand/intent-features.ts'
import { readText } from './understand/reading.ts'

/** Training examples out of `label<TAB>text` lines. */
export function intentExamples(tsv: string): Example[] {
  return tsv.split('\n').flatMap((line) => {
    const tab = line.indexOf('\t')
    if (tab < 1) return []
    return [{ label: line.slice(0, tab).trim(), ...intentInput(readText(line.slice(tab + 1))) }]
  })
}

export const intentTrainingOptions: TrainingOptions = { seed: 7, cost: 1, features: { wordMax: 2, charMin: 3, charMax: 4 } }

/** Changes when an utterance, or the way it is read, changes. */
export const trainingDigest = (examples: readonly Example[]): string => createHash('sha256').update(JSON.stringify([intentTrainingOptions, examples])).digest('hex').slice(0, 16)
