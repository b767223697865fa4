import { readFileSync } from 'node:fs'
import type { Classifier } from '#models/language/classifier'
import { loadClassifier } from '#models/language/classifier-file'

let loaded: Classifier | undefined

/** The classifier that ships, made by `scripts/train/intent.ts`; read once. */
export function intentClassifier(): Classifier {
  loaded ??= loadClassifier(readFileSync(new URL('./intent.model', import.meta.url)))
  return loaded
}
