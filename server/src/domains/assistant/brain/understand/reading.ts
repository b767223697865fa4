import { indonesianRoots, javaneseForms, learnedForms, slangForms } from '#models/language/lexicon'
import { findQuantities, type Quantity } from '#models/language/quantities'
import { parseDigits, wordValue } from '#models/language/number-words'
import { singleUnitOf } from '#models/language/units'
import { tokenise, type Token } from '#models/language/tokenise'
import { lexicon, longestPhrase } from '../words/lexicon.ts'
import { isPlaceName } from './places.ts'
import { stopWords } from '../words/stop-words.ts'

/** A word in the one language that everything after this step reads; `start` and `end` point into the text. */
export interface Word {
  /** As written, folded (`tokone`, `ijo`). */
  form: string
  /** Canonical (`hijau`); numbers as plain digits. */
  concept: string
  /** Value of digits and number words. */
  number: number | null
  start: number
  end: number
  /** The quantity that it is part of (`15` of `15rb`). */
  quantity: Quantity | null
  /** Index of the clause (cut at sentence marks, commas and line ends). */
  clause: number
}

export interface Reading {
  text: string
  words: Word[]
  quantities: Quantity[]
  /** The concepts with a space before, between and after, for patterns. */
  line: string
  emojis: string[]
  /** The mark that ended each clause, `''` for the last. */
  marks: string[]
}

/** Words that a shop's texts add to the general vocabulary, and a guess for words that neither knows. */
export interface ShopWords {
  has(concept: string): boolean
  /** Whether the shop's texts have the form as it stands. */
  isWritten(form: string): boolean
  /** Whether some name of the shop has the form between these two: the five of `Simpang Lima` counts nothing. */
  isNamePart(form: string, before: string | undefined, after: string | undefined): boolean
  /** The nearest known word of a misspelt one. */
  nearest(form: string): string | undefined
  /** Two known words written as one. */
  split(form: string): readonly string[] | undefined
}

/** Longer messages are read up to here: what a customer wants stands at the beginning, and time stays bounded. */
const longestMessage = 2_000

/** Reads one message or one sentence of the shop's texts; linear in its length. */
export function readText(written: string, shop?: ShopWords): Reading {
  const text = clean(written)
  const tokens = tokenise(text)
  const quantities = findQuantities(text)
  const words: Word[] = []
  const emojis: string[] = []
  const marks: string[] = []
  let clause = 0
  let nextQuantity = 0
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token.kind === 'emoji') emojis.push(token.form)
    if (token.kind === 'punctuation' && endsClause(text, token)) {
      if (words.length > 0 && words[words.length - 1].clause === clause) {
        marks[clause] = token.form
        clause++
      }
      continue
    }
    // `harga nya` written apart.
    if ((token.kind !== 'word' && token.kind !== 'number') || token.form === 'nya') continue
    // After digits a letter is a unit or a size (`500 g`, `2 L`), not the chat's `g` for "tidak".
    const isUnit = token.form.length === 1 && tokens[i - 1]?.kind === 'number'
    const phrase = isUnit ? undefined : findPhrase(tokens, i)
    const until = phrase ? i + phrase.length - 1 : i
    while (nextQuantity < quantities.length && quantities[nextQuantity].end <= token.start) nextQuantity++
    const around = quantities[nextQuantity]
    const quantity = around && around.start <= token.start ? around : null
    const span = { start: token.start, end: tokens[until].end, clause, quantity }
    if (phrase) {
      for (const concept of phrase.concepts) words.push({ form: phrase.form, concept, number: numberOf(concept), ...span })
      i = until
    } else {
      for (const concept of conceptsOf(tokens, i, shop)) words.push({ form: token.form, concept, number: numberOf(concept), ...span })
    }
  }
  return { text, words, quantities, line: ` ${words.map((word) => word.concept).join(' ')} `, emojis, marks }
}

/** Invisible characters are removed, look-alike forms made plain, letters small, the length bounded. */
export function clean(written: string): string {
  return written
    .slice(0, longestMessage)
    .replace(/[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .slice(0, longestMessage)
}

const endsClause = (text: string, token: Token): boolean => {
  if ('?!;,\n'.includes(token.form)) return true
  return token.form === '.' && !/[\p{L}\p{N}]/u.test(text[token.end] ?? ' ')
}

const findPhrase = (tokens: readonly Token[], from: number) => {
  let form = ''
  let found: { form: string; length: number; concepts: readonly string[] } | undefined
  for (let length = 1; length <= longestPhrase && from + length <= tokens.length; length++) {
    const token = tokens[from + length - 1]
    if (token.kind !== 'word' && token.kind !== 'number') break
    form = length === 1 ? token.form : `${form} ${token.form}`
    const concepts = lexicon.get(form) ?? (length > 1 ? lexicon.get(withoutClitic(form)) : undefined)
    if (concepts) found = { form, length, concepts }
  }
  return found
}

const conceptsOf = (tokens: readonly Token[], at: number, shop?: ShopWords): readonly string[] => {
  const token = tokens[at]
  const { form } = token
  if (token.kind === 'number') return [plainNumber(form)]
  const number = form === 'one' ? undefined : wordValue(form)
  if (number !== undefined) return [shop?.isNamePart(form, tokens[at - 1]?.form, tokens[at + 1]?.form) ? form : String(number)]
  if (shop?.has(form) || stopWords.has(form)) return [form]
  const single = singleUnitOf(form)
  if (single) return single.kind === 'count' && single.pieces > 1 ? [String(single.pieces), 'buah'] : ['1', single.unit === 'm' ? 'meter' : single.unit]
  const formal = shop?.isWritten(form) ? undefined : formalOf(form)
  if (formal) return formal.flatMap((word) => lexicon.get(word) ?? [word])
  const bare = withoutAffixes(form)
  const known = bare.find((word) => shop?.has(word) || shop?.has(lexicon.get(word)?.[0] ?? '')) ?? bare.find((word) => lexicon.has(word) || shop?.has(word))
  if (known) return lexicon.get(known) ?? [known]
  if (isPlaceName(form)) return [form]
  const parts = shop?.split(form)
  if (parts) return parts
  const root = shop ? bare.find((word) => word.length > 3 && shop.isWritten(word)) : undefined
  if (root !== undefined) return [root]
  const nearest = shop?.nearest(form)
  if (nearest !== undefined) return lexicon.get(nearest) ?? [nearest]
  return [form.length > 5 && form.endsWith('nya') ? form.slice(0, -3) : form]
}

/** The formal word of slang and Javanese that the tables of the words here lack, else of colloquial sound (`ujan`, `deres`). */
function formalOf(form: string): readonly string[] | undefined {
  if (form.length < 3 || lexicon.has(form) || indonesianRoots().has(form)) return undefined
  // `dateng2` is doubled for force.
  const single = /^(\p{L}{3,})-\1$/u.exec(form)?.[1]
  if (single !== undefined) return lexicon.has(single) ? [single] : formalOf(single)
  const told = slangForms().get(form) ?? javaneseForms().get(form) ?? learnedForms().get(form)
  if (told !== undefined) return told.split(' ')
  const sounds = [`h${form}`, form.replace(/e([^aiueo]+)$/, 'a$1')].filter((sound) => sound !== form && form.length > 3)
  const root = sounds.find((sound) => indonesianRoots().has(sound))
  return root === undefined ? undefined : [root]
}

const plainNumber = (form: string): string => {
  const parsed = /^0\d/.test(form) ? undefined : parseDigits(form)
  return parsed ? String(parsed.value) : form
}

const numberOf = (concept: string): number | null => (/^\d{1,9}(?:\.\d+)?$/.test(concept) ? Number(concept) : null)

/** A word without Indonesian and Javanese clitics, endings and chat prefixes, the likeliest first. */
function withoutAffixes(form: string): string[] {
  const bare: string[] = []
  const add = (word: string) => {
    if (word.length >= 2 && word !== form && !bare.includes(word)) bare.push(word)
  }
  for (const ending of endings) {
    if (form.length > ending.length + (ending.length < 2 ? 3 : 2) && form.endsWith(ending)) add(form.slice(0, -ending.length))
  }
  if (form.length > 4 && form.endsWith('s')) add(form.slice(0, -1))
  for (const base of [form, ...bare.slice(0, 3)]) {
    for (const prefix of prefixes) {
      if (base.length > prefix.length + 3 && base.startsWith(prefix)) add(base.slice(prefix.length))
    }
  }
  // Nasal prefixes swallow the first letter: manasin is panas, nulis tulis, nyimpan simpan, ngirim kirim.
  for (const base of [form, ...bare.slice(0, 3)]) {
    for (const [nasal, letter] of nasals) if (base.length > 4 && base.startsWith(nasal)) add(letter + base.slice(nasal.length))
  }
  return bare
}

const nasals = [['ng', 'k'], ['ny', 's'], ['ny', 'c'], ['m', 'p'], ['n', 't'], ['mem', 'p'], ['men', 't'], ['meny', 's'], ['meng', 'k']]

/** `uang mukanya` is the phrase `uang muka`. */
const withoutClitic = (form: string): string => form.replace(/(?:nya|ne|e)$/, '')

const endings = ['nya', 'ne', 'ku', 'mu', 'lah', 'kah', 'nipun', 'ipun', 'an', 'in', 'kan', 'e', 'i']
const prefixes = ['di', 'ke', 'se', 'nge', 'ng', 'me', 'mem', 'men', 'ber', 'ter', 'pe']
