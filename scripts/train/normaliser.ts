/**
 * Learns the slang normaliser: word counts and place nouns from IndoNLU and PRDECT-ID text, known pairs and rule weights
 * from IndoCollex (train split). Prints what cross-validation and the dev split say; `--write` replaces the shipped files.
 *
 *   LARIS_SHARED=../shared node scripts/train/normaliser.ts [--write]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { slangForms } from '../../server/src/models/language/lexicon.ts'
import { fitRanker, type RankerExample } from '../../server/src/models/language/normaliser/ranker.ts'
import { createVocabulary, printVocabulary, type Vocabulary, type VocabularyEntry } from '../../server/src/models/language/normaliser/vocabulary.ts'
import { candidatesOf, createWordNormaliser, isSettled } from '../../server/src/models/language/normaliser/word.ts'
import { analyseWord } from '../../server/src/models/language/stem.ts'
import { expandReduplication, foldText, tokenise } from '../../server/src/models/language/tokenise.ts'

const data = new URL('data/', new URL(`${process.env['LARIS_SHARED'] ?? new URL('../../../shared', import.meta.url).pathname}/`, 'file:'))
const lexiconFolder = new URL('../../server/src/models/language/lexicon/', import.meta.url)
const write = process.argv.includes('--write')

export interface Pair {
  informal: string
  formal: string
}

const entries = countWords(corpus())
const vocabulary = createVocabulary(entries)
const train = readPairs('train')
const dev = readPairs('dev')
const identities = standardExamples(vocabulary, 1500)
console.log(`${entries.length} words, ${train.length} training pairs, ${dev.length} dev pairs`)

const folds = 5
let right = 0
for (let fold = 0; fold < folds; fold++) {
  const inFold = (pair: Pair) => hash(pair.informal) % folds === fold
  const normalise = learn(train.filter((pair) => !inFold(pair)), new Map())
  right += train.filter((pair) => inFold(pair) && normalise(pair.informal) === pair.formal).length
}
console.log(`cross-validation on the training pairs, unseen forms: exact match ${(right / train.length).toFixed(4)}`)
const learned = new Map(train.filter((pair) => isWorthKeeping(pair)).map((pair) => [pair.informal, pair.formal]))
const { weights, normalise } = learnAll(train, learned)
console.log(`dev, learnt pairs and rules: ${(dev.filter((pair) => normalise(pair.informal) === pair.formal).length / dev.length).toFixed(4)}`)
for (const pair of dev) if (process.argv.includes('--errors') && normalise(pair.informal) !== pair.formal) console.log(pair.informal, normalise(pair.informal), pair.formal)

if (write) {
  writeFileSync(new URL('vocabulary.tsv.gz', lexiconFolder), gzipSync(printVocabulary(entries), { level: 9 }))
  const pairs = Array.from(learned, ([informal, formal]) => `${informal}\t${formal}`).sort()
  writeFileSync(new URL('learned.tsv', lexiconFolder), `# Informal and formal pairs learnt from IndoCollex (Wibowo et al., 2021; MIT licence), training split.\n${pairs.join('\n')}\n`)
  writeFileSync(new URL('normaliser.json', lexiconFolder), `${JSON.stringify(Object.fromEntries([...weights].sort()), rounded, 1)}\n`)
}

function learn(pairs: readonly Pair[], known: ReadonlyMap<string, string>) {
  return learnAll(pairs, known).normalise
}
