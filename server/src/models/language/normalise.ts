import { readFileSync } from 'node:fs'
import { javaneseForms, learnedForms, slangForms } from './lexicon.ts'
import type { RankerWeights } from './normaliser/ranker.ts'
import { shippedVocabulary, type Vocabulary } from './normaliser/vocabulary.ts'
import { createWordNormaliser, type Budget, type WordNormaliser } from './normaliser/word.ts'
import { months } from './dates/words.ts'
import { expandReduplication, foldText, longestMessage, tokenise, type Token } from './tokenise.ts'

export interface NormaliseOptions {
  /** Javanese words become Indonesian ones (default true). */
  javanese?: boolean
  /** Words that are right as they are: a shop's own names, in token form. */
  keep?: ReadonlySet<string>
}

/** A token, or a phrase of up to three (`ready stock`), with its normal form; `form` is the original. */
export interface NormalToken extends Token {
  normal: string
}

/**
 * The tokens of a chat message with their standard Indonesian forms beside the originals (`brp` → `berapa`, `ngirimin`
 * → `mengirimkan`, `org2` → `orang-orang`, `regane` → `harganya`, `15rb` → `15 ribu`). Models take the normal forms as
 * extra features, never instead of the originals. Works word by word: it does not read the sentence.
 * Lexicon, rules, word counts and their weights: docs/models/normaliser.md. At least 100,000 words a second; past
 * `longestMessage` characters, and past 200 words that no list knows, only the lexicon is asked.
 */
export function normaliseTokens(text: string, options: NormaliseOptions = {}): NormalToken[] {
  return readTokens(text, { ...shipped(), ...options })
}

/** The message in standard Indonesian, lower case, spaces and signs as written. */
export function normaliseText(text: string, options: NormaliseOptions = {}): string {
  return joinNormal(text, normaliseTokens(text, options))
}

/** Normal forms that differ from what was written: extra features beside the original words. */
export function extraForms(text: string, options: NormaliseOptions = {}): string[] {
  return normaliseTokens(text, options).flatMap(({ form, normal }) => (normal === form ? [] : normal.split(' ')))
}

/** The standard form of one word (any case), or the word in token form when there is none better. */
export function normaliseWord(word: string, options: NormaliseOptions = {}): string {
  return normalOf(expandReduplication(foldText(word.trim())), { ...shipped(), ...options }, { left: 1, leastChance: 0 })
}

/** What a normaliser knows: shipped with the product, or just learnt (`scripts/train/normaliser.ts`). */
export interface NormaliserKnowledge {
  /** Informal word or phrase → formal form, without question. */
  lexicon: ReadonlyMap<string, string>
  javaneseForms: ReadonlyMap<string, string>
  vocabulary: Vocabulary
  weights: RankerWeights
}

/** A normaliser of texts over other knowledge than the shipped one. */
export function createNormaliser(knowledge: NormaliserKnowledge): (text: string) => string {
  const ready = prepare(knowledge)
  return (text) => joinNormal(text, readTokens(text, ready))
}

interface Ready extends NormaliseOptions {
  lexicon: ReadonlyMap<string, string>
  javaneseForms: ReadonlyMap<string, string>
  phraseStarts: ReadonlySet<string>
  word: WordNormaliser
}

const readTokens = (text: string, knowledge: Ready): NormalToken[] => {
  const tokens = tokenise(text)
  return isFormal(tokens, knowledge)
    ? readGroups(text, tokens, { ...knowledge, javanese: false }, { left: longestPuzzle, leastChance: chanceInFormalText })
    : readGroups(text, tokens, knowledge, { left: longestPuzzle, leastChance: 0 })
}

const readGroups = (text: string, tokens: readonly Token[], ready: Ready, budget: Budget): NormalToken[] => {
  const normal: NormalToken[] = []
  let index = 0
  while (index < tokens.length) {
    const group = readPhrase(tokens, index, ready) ?? readMeasure(tokens, index, ready) ?? readOne(tokens, index, ready, budget)
    const first = tokens[index]
    const { end } = tokens[index + group.taken - 1]
    const form = group.taken === 1 ? first.form : formsOf(tokens, index, group.taken)
    normal.push({ kind: first.kind, text: text.slice(first.start, end), form, start: first.start, end, normal: group.normal })
    index += group.taken
  }
  return normal
}

/** Chat has a few words that no list knows; a text of hundreds is no chat, and must not hold up the others. */
const longestPuzzle = 200

/** Among standard words a word that no list knows is more often a name than slang. */
const chanceInFormalText = 0.9
const shortestFormal = 8

/** At least eight words, and at most one in twelve of them slang or Javanese. */
const isFormal = (tokens: readonly Token[], ready: Ready): boolean => {
  const words = tokens.filter(({ kind }) => kind === 'word')
  if (words.length < shortestFormal) return false
  const slang = words.filter(({ form }) => lookUp(form, ready) !== undefined).length
  return slang * 12 <= words.length
}

const joinNormal = (text: string, tokens: readonly NormalToken[]): string => {
  let result = ''
  let end = 0
  for (const token of tokens) {
    result += text.slice(end, token.start) + token.normal
    end = token.end
  }
  return result + text.slice(end)
}

const lookUp = (form: string, { lexicon, javaneseForms, javanese }: Ready): string | undefined =>
  lexicon.get(form) ?? (javanese === false ? undefined : javaneseForms.get(form))

const normalOf = (form: string, ready: Ready, budget: Budget): string => {
  if (ready.keep?.has(form)) return form
  const answer = lookUp(form, ready)
  if (answer !== undefined) return answer
  const hyphen = form.indexOf('-')
  if (hyphen > 0 && form.startsWith(form.slice(0, hyphen), hyphen + 1)) return normalOfDoubled(form, hyphen, ready, budget)
  return laughter.test(form) ? 'hahaha' : ready.word(form, budget)
}

/** `temen-temennya` → `teman-temannya`. */
const normalOfDoubled = (form: string, hyphen: number, ready: Ready, budget: Budget): string => {
  const normal = normalOf(form.slice(0, hyphen), ready, budget)
  return /[ -]/.test(normal) ? form : `${normal}-${normal}${form.slice(2 * hyphen + 1)}`
}

const laughter = /^(?:[wk]{3,}|a?w[wok]{4,}|(?=[a-z]*h[a-z]*h)[hae]{4,}|[hi]{4,}|[xi]{4,})$/

interface Group {
  normal: string
  taken: number
}

const readPhrase = (tokens: readonly Token[], at: number, ready: Ready): Group | undefined => {
  const first = tokens[at]
  if (first.kind !== 'word' || !ready.phraseStarts.has(first.form) || ready.keep?.has(first.form)) return undefined
  for (let taken = Math.min(3, tokens.length - at); taken >= 2; taken--) {
    const normal = lookUp(formsOf(tokens, at, taken), ready)
    if (normal !== undefined) return { normal, taken }
  }
  return undefined
}

const formsOf = (tokens: readonly Token[], at: number, count: number): string =>
  tokens.slice(at, at + count).map((token) => token.form).join(' ')

/** `150rb` → `150 ribu`, `20k` → `20000`, `17thn` → `17 tahun`, `110cm` → `110 cm`; `sm2` → `sama-sama`. */
const readMeasure = (tokens: readonly Token[], at: number, ready: Ready): Group | undefined => {
  const [first, second] = [tokens[at], tokens[at + 1] as Token | undefined]
  if (second === undefined || first.end !== second.start) return undefined
  if (first.kind === 'word' && second.form === '2') {
    const normal = ready.lexicon.get(`${first.form}2`)
    return normal === undefined ? undefined : { normal, taken: 2 }
  }
  if (first.kind !== 'number' || second.kind !== 'word') return undefined
  if (second.form === 'k' && /^\d+$/.test(first.form)) return { normal: `${first.form}000`, taken: 2 }
  return { normal: `${first.form} ${units.get(second.form) ?? second.form}`, taken: 2 }
}

const readOne = (tokens: readonly Token[], at: number, ready: Ready, budget: Budget): Group => {
  const token = tokens[at]
  if (token.kind === 'link' || token.kind === 'mention') return { normal: token.text, taken: 1 }
  if (token.kind !== 'word') return { normal: token.form, taken: 1 }
  // "31 jan" is a date, "jan lupa" a plea.
  if (months.has(token.form) && /^(?:[1-9]|[12]\d|3[01])$/.test(tokens[at - 1]?.form ?? '')) return { normal: token.form, taken: 1 }
  const isOnlyLookedUp = looksLikeName(tokens, at) || token.start > longestMessage
  return { normal: isOnlyLookedUp ? (lookUp(token.form, ready) ?? token.form) : normalOf(token.form, ready, budget), taken: 1 }
}

/** A capital inside a sentence, or capitals among small letters (`BCA`): what no list knows is then a name. */
const looksLikeName = (tokens: readonly Token[], at: number): boolean => {
  const { text } = tokens[at]
  if (!/^\p{Lu}/u.test(text)) return false
  const before = tokens[at - 1] as Token | undefined
  const after = tokens[at + 1] as Token | undefined
  const isSmall = (token: Token | undefined) => token?.kind === 'word' && /\p{Ll}/u.test(token.text)
  if (/^\p{Lu}{2,}$/u.test(text)) return isSmall(before) || isSmall(after)
  return before !== undefined && !/^[.!?\n]/.test(before.text) && before.kind === 'word' && /\p{Ll}/u.test(before.text)
}

const units = new Map(
  Object.entries({
    ribu: 'rb rbu rebu', juta: 'jt jta', tahun: 'th thn', bulan: 'bln', hari: 'hr', minggu: 'mgg', menit: 'mnt',
    kali: 'x', lembar: 'lbr', bungkus: 'bks', lusin: 'lsn', gram: 'gr', orang: 'org',
  }).flatMap(([unit, names]) => names.split(' ').map((name): [string, string] => [name, unit])),
)

let loaded: Ready | undefined
const shipped = (): Ready => (loaded ??= prepare(shippedKnowledge()))

const prepare = (knowledge: NormaliserKnowledge): Ready => {
  const { lexicon, javaneseForms } = knowledge
  const phrases = [...lexicon.keys(), ...javaneseForms.keys()].filter((phrase) => phrase.includes(' '))
  return { lexicon, javaneseForms, phraseStarts: new Set(phrases.map((phrase) => phrase.split(' ')[0])), word: createWordNormaliser(knowledge) }
}

const shippedKnowledge = (): NormaliserKnowledge => {
  const weights: Record<string, number> = JSON.parse(readFileSync(new URL('lexicon/normaliser.json', import.meta.url), 'utf8'))
  const lexicon = new Map([...learnedForms(), ...slangForms()])
  return { lexicon, javaneseForms: javaneseForms(), vocabulary: shippedVocabulary(), weights: new Map(Object.entries(weights)) }
}
