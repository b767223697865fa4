/** Trains the assistant's intent classifier on its training utterances and writes the model file that ships. */
import { readFile, writeFile } from 'node:fs/promises'
import { saveClassifier } from '../../server/src/models/language/classifier-file.ts'
import { trainClassifier } from '../../server/src/models/language/classifier.ts'
import { intentExamples, intentTrainingOptions, trainingDigest } from '../../server/src/domains/assistant/brain/intent-training.ts'

const assistant = new URL('../../server/src/domains/assistant/', import.meta.url)
const files = ['training/utterances.tsv', 'training/situations.tsv']
const texts = await Promise.all(files.map((name) => readFile(new URL(name, assistant), 'utf8')))
const examples = intentExamples(texts.join('\n'))
const started = performance.now()
const file = saveClassifier(trainClassifier(examples, intentTrainingOptions))
await writeFile(new URL('brain/intent.model', assistant), file)
await writeFile(new URL('brain/intent.model.json', assistant), `${JSON.stringify({ digest: trainingDigest(examples), utterances: examples.length })}\n`)
console.log(`${examples.length} utterances, ${Math.round((performance.now() - started) / 100) / 10} s, ${Math.round(file.length / 1024)} KiB`)
