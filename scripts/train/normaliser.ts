/**
 * Learns the slang normaliser: word counts and place nouns from IndoNLU and PRDECT-ID text, known pairs and the weights
 * of the rules from IndoCollex (training split). Prints what cross-validation and the dev split say; `--write` replaces
 * the shipped files in `server/src/models/language/lexicon`.
 *
 *   node scripts/train/normaliser.ts [--write] [--errors]     (data: LARIS_SHARED, or ../shared)
 */
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { javaneseForms, slangForms } from '../../server/src/models/language/lexicon.ts'
import { createNormaliser } from '../../server/src/models/language/normalise.ts'
import type { Candidate } from '../../server/src/models/language/normaliser/candidates.ts'
import { fitRanker, type RankerExample } from '../../server/src/models/language/normaliser/ranker.ts'
import { createVocabulary, printVocabulary, type Vocabulary, type VocabularyEntry } from '../../server/src/models/language/normaliser/vocabulary.ts'
import { candidatesOf } from '../../server/src/models/language/normaliser/word.ts'
import { readCorpus, readPairs, type Pair } from './normaliser-data.ts'
import { countVocabulary } from './normaliser-vocabulary.ts'

const lexiconFolder = new URL('../../server/src/models/language/lexicon/', import.meta.url)
const folds = 5
/** How much a word that must stay counts beside a pair that must change: names are many more than slang. */
const unchangedWeight = 0.5

const entries = countVocabulary(readCorpus())
const vocabulary = createVocabulary(entries)
const train = readPairs('train')
const dev = readPairs('dev')
const pairExamples = train.map((pair) => ({ pair, example: exampleOf(pair) }))
const unchanged = unchangedExamples(entries, vocabulary)
console.log(`${entries.length} words, ${train.length} training pairs (${pairExamples.filter(({ example }) => example).length} reachable), ${dev.length} dev pairs, ${unchanged.length} words to leave alone`)

let right = 0
for (let fold = 0; fold < folds; fold++) {
  const weights = fitWeights(pairExamples.filter(({ pair }) => foldOf(pair) !== fold))
  right += countRight(train.filter((pair) => foldOf(pair) === fold), new Map(), weights)
}
console.log(`training pairs, ${folds}-fold, forms unseen: exact match ${(right / train.length).toFixed(4)}`)

const weights = fitWeights(pairExamples)
const learned = new Map(train.map(({ informal, formal }) => [informal, formal]))
console.log(`dev: exact match ${(countRight(dev, learned, weights) / dev.length).toFixed(4)}`)

if (process.argv.includes('--write')) {
  writeFileSync(new URL('vocabulary.tsv.gz', lexiconFolder), gzipSync(printVocabulary(entries), { level: 9 }))
  const lines = train.filter(isWorthKeeping).map(({ informal, formal }) => `${informal}\t${formal}`)
  const credit = '# Informal and formal pairs learnt from the training split of IndoCollex (Wibowo et al. 2021, MIT licence).'
  writeFileSync(new URL('learned.tsv', lexiconFolder), `${credit}\n${[...new Set(lines)].sort().join('\n')}\n`)
  const rounded = Array.from(weights, ([name, weight]) => [name, Math.round(weight * 1000) / 1000] as const).filter(([, weight]) => weight !== 0)
  writeFileSync(new URL('normaliser.json', lexiconFolder), `${JSON.stringify(Object.fromEntries(rounded.sort()), null, 1)}\n`)
}

/** The candidates of a pair's informal form, when its formal form is among them. */
function exampleOf({ informal, formal }: Pair): RankerExample | undefined {
  if (!/^[a-z]+$/.test(informal)) return undefined
  const lexicon = new Map(slangForms())
  lexicon.delete(informal)
  const candidates = candidatesOf(informal, { vocabulary, lexicon })
  const index = candidates.findIndex(({ text }) => text === formal)
  return index < 0 ? undefined : { candidates, right: index, weight: 1 }
}

/** Names, brands and English words that must come back as they are, most of them as if never seen. */
function unchangedExamples(words: readonly VocabularyEntry[], known: Vocabulary): RankerExample[] {
  return words
    .filter(({ kind, word }) => kind !== 'standard' && kind !== 'phrase' && word.length > 1 && /^[a-z]+$/.test(word) && !slangForms().has(word))
    .map(({ word, kind }, index) => {
      const hide = kind === 'known' || index % 2 === 0
      const hidden: Vocabulary = { ...known, find: (form) => (form === word ? undefined : known.find(form)) }
      const candidates: Candidate[] = candidatesOf(word, { vocabulary: hide ? hidden : known, lexicon: slangForms() })
      return { candidates, right: candidates.findIndex(({ text }) => text === word), weight: unchangedWeight }
    })
}

function fitWeights(examples: readonly { example: RankerExample | undefined }[]): Map<string, number> {
  return fitRanker([...examples.flatMap(({ example }) => (example ? [example] : [])), ...unchanged])
}

function countRight(pairs: readonly Pair[], learned: ReadonlyMap<string, string>, weights: Map<string, number>): number {
  const lexicon = new Map([...learned, ...slangForms()])
  const normalise = createNormaliser({ lexicon, javaneseForms: javaneseForms(), vocabulary, weights })
  const wrong = pairs.filter(({ informal, formal }) => normalise(informal) !== formal)
  if (process.argv.includes('--errors')) for (const { informal, formal } of wrong) console.log(`  ${informal} → ${normalise(informal)}, not ${formal}`)
  return pairs.length - wrong.length
}

function foldOf({ informal }: Pair): number {
  let sum = 7
  for (const letter of informal) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003
  return sum % folds
}

/** Pairs that would teach harm: the informal side is a word of its own, or the formal side is no word. */
function isWorthKeeping({ informal, formal }: Pair): boolean {
  const isWord = (word: string) => ['standard', 'known'].includes(vocabulary.find(word)?.kind ?? '')
  return !isWord(informal) && formal.split(' ').every((word) => isWord(word) || [...slangForms().values()].includes(word))
}
