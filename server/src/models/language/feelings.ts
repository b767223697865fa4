import { contrasts, intensifiers, negations } from './feelings/modifiers.ts'
import { emotionWords } from './feelings/words-emotion.ts'
import { indonesianWords } from './feelings/words-indonesian.ts'
import { regionalWords } from './feelings/words-regional.ts'
import { traitWords } from './feelings/words-traits.ts'
import { longestText } from './features.ts'

/**
 * Features of a text for a sentiment or emotion classifier. From hand-written word lists: which feelings occur, how
 * often, negated or stressed, which one comes last, and what follows a "tapi". They tell a classifier about words it
 * never met; how much each means is learnt from the examples. And each word, marked where a negation stands shortly
 * before it. Linear in the length of the text.
 */
export function feelingFeatures(text: string): string[] {
  const tokens = tokensOf(text)
  const features: string[] = []
  const tally: Tally = { whole: 0, clause: 0, feelings: 0, last: '' }
  let negatedUntil = -1
  let stressedUntil = -1
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (endsClause.has(token)) negatedUntil = -1
    else if (i <= negatedUntil) features.push(`!${token}`)
    else if (!negations.has(token)) features.push(token)
    if (contrasts.has(token)) {
      tally.clause = 0
      negatedUntil = -1
    }
    const found = findFeelings(tokens, i)
    if (!found) {
      if (negations.has(token)) negatedUntil = i + 3
      else if (intensifiers.has(token)) stressedUntil = i + 2
      continue
    }
    const negated = i <= negatedUntil
    const stressed = i <= stressedUntil || intensifiers.has(tokens[i + found.length] ?? '')
    for (const feeling of found.feelings) {
      const name = negated ? `not ${feeling}` : feeling
      features.push(`feels ${name}`)
      if (stressed) features.push(`feels very ${name}`)
      count(tally, feeling, negated, name)
    }
    i += found.length - 1
  }
  features.push(`balance ${bounded(tally.whole)}`, `ends ${bounded(tally.clause)}`, `feelings ${bounded(tally.feelings)}`)
  if (tally.last !== '') features.push(`last ${tally.last}`)
  if (tally.last !== '' && tokens.length <= 4) features.push(`short ${tally.last}`)
  return features
}

interface Tally {
  whole: number
  /** Since the last contrast. */
  clause: number
  feelings: number
  last: string
}

function count(tally: Tally, feeling: string, negated: boolean, name: string): void {
  const grade = grades[feeling]
  if (grade === undefined) return
  const value = negated ? (grade > 0 ? -1 : 0.5) : grade
  tally.whole += value
  tally.clause += value
  tally.feelings++
  tally.last = name
}

const grades: Record<string, number> = { delight: 2, positive: 1, negative: -1, outrage: -2 }
const bounded = (value: number) => Math.max(-4, Math.min(4, Math.round(value)))
const endsClause = new Set(['.', ',', '!', '?', ';', '\n'])

/** Words without lengthening (`bangettt` → `banget`), pictures and marks. */
function tokensOf(text: string): string[] {
  const plain = text.slice(0, longestText).normalize('NFKC').toLowerCase().replace(/(\p{L})\1{2,}/gu, '$1')
  return plain.match(/[\p{L}\p{M}\p{N}]+|\p{Extended_Pictographic}|[.,!?;:()<>]+|\n/gu) ?? []
}

/** The feelings of the longest listed phrase (up to four words) that begins here. */
function findFeelings(tokens: readonly string[], at: number): { feelings: readonly string[]; length: number } | undefined {
  const first = tokens[at]
  for (const length of phraseLengths.get(first) ?? []) {
    const feelings = lexicon.get(tokens.slice(at, at + length).join(' '))
    if (feelings) return { feelings, length }
  }
  const feelings = recall(first)
  return feelings.length === 0 ? undefined : { feelings, length: 1 }
}

/** `feelingsOfWord`, remembered: most words of a message have been seen in the one before. */
function recall(word: string): readonly string[] {
  const known = remembered.get(word)
  if (known) return known
  if (remembered.size >= 20_000) remembered.clear()
  const feelings = feelingsOfWord(word) ?? []
  remembered.set(word, feelings)
  return feelings
}

const remembered = new Map<string, readonly string[]>()

/** Looks a word up as it is, then with its vowels, then without common affixes. */
function feelingsOfWord(written: string): readonly string[] | undefined {
  const exact = lexicon.get(written)
  if (exact || written.length < 3 || negations.has(written)) return exact
  const word = written.replace(/([^aiueo])\1$/u, '$1')
  const plain = lexicon.get(word)
  if (plain) return plain
  if (!/[aiueo]/.test(word)) return skeletons.get(word)
  const stems = [word, ...suffixes.filter((suffix) => word.endsWith(suffix)).map((suffix) => word.slice(0, -suffix.length))]
  for (const stem of stems) {
    if (stem.length < 4) continue
    const found = lexicon.get(stem) ?? withoutPrefix(stem)
    if (found) return found
  }
  return undefined
}

/** Active and agent prefixes swallow the first letter of a stem: me-nipu and pe-nipu from tipu, ng-ancem from ancam. */
function withoutPrefix(word: string): readonly string[] | undefined {
  for (const [prefix, letters] of prefixes) {
    if (!word.startsWith(prefix)) continue
    const rest = word.slice(prefix.length)
    for (const letter of letters) {
      if (rest.length + letter.length < 4) continue
      const found = lexicon.get(letter + rest)
      if (found) return found
    }
  }
  return undefined
}

const suffixes = ['nya', 'ku', 'mu', 'in', 'kan', 'an', 'lah', 'kah', 'pun', 'ne', 'e', 'na', 'i', 's', 'ly']
const prefixes: [string, string[]][] = [
  ['meny', ['s', 'c']], ['peny', ['s']], ['meng', ['', 'k']], ['peng', ['', 'k']], ['mem', ['', 'p']], ['pem', ['', 'p']],
  ['men', ['', 't']], ['pen', ['', 't']], ['nge', ['']], ['ny', ['s', 'c']], ['ng', ['', 'k']], ['ter', ['']], ['ber', ['']],
  ['per', ['']], ['me', ['']], ['pe', ['']], ['se', ['']], ['ke', ['']], ['di', ['']], ['be', ['']], ['n', ['t']], ['m', ['p']],
]

const lexicon = new Map<string, string[]>()
/** Lengths of the phrases that begin with a word, longest first. */
const phraseLengths = new Map<string, number[]>()
/** Words of four letters or more by their consonants, where only one feeling fits: `bgs` is `bagus`. */
const skeletons = new Map<string, readonly string[]>()

for (const lists of [indonesianWords, traitWords, regionalWords, emotionWords]) {
  for (const [feeling, list] of Object.entries(lists)) {
    for (const entry of list.trim().split(/\s+/)) learn(entry.replaceAll('_', ' '), feeling)
  }
}
for (const [entry, feelings] of lexicon) {
  const skeleton = entry.replace(/(?<!^)[aiueo]/g, '')
  if (entry.includes(' ') || skeleton.length < 3 || lexicon.has(skeleton)) continue
  skeletons.set(skeleton, skeletons.has(skeleton) && String(skeletons.get(skeleton)) !== String(feelings) ? [] : feelings)
}

function learn(entry: string, feeling: string): void {
  const feelings = lexicon.get(entry) ?? []
  if (!feelings.includes(feeling)) lexicon.set(entry, [...feelings, feeling])
  const words = entry.split(' ')
  if (words.length === 1) return
  const lengths = phraseLengths.get(words[0]) ?? []
  if (!lengths.includes(words.length)) phraseLengths.set(words[0], [...lengths, words.length].sort((a, b) => b - a))
}
