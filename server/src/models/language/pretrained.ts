import { readFileSync } from 'node:fs'
import { loadClassifier } from './classifier-file.ts'
import type { Classifier } from './classifier.ts'
import { withFeelings } from './sentiment.ts'

/** Labels `negative`, `neutral`, `positive`; Indonesian, Javanese, Sundanese, English. Card: docs/models/sentiment.md */
export const pretrainedSentiment = once('sentiment')

/** Labels `anger`, `fear`, `happy`, `love`, `sadness`: there is no "none". Card: docs/models/emotion.md */
export const pretrainedEmotion = once('emotion')

/** The models ship with the code, so they are read from beside it, at first use: about 50 ms. */
function once(name: string): () => Classifier {
  let loaded: Classifier | undefined
  return () =>
    (loaded ??= withFeelings(loadClassifier(readFileSync(new URL(`./pretrained/${name}.model`, import.meta.url)))))
}
