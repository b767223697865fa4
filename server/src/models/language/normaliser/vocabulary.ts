import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** What is known of a word: how often it was seen (natural logarithm of the count, rounded) and what it is. */
export interface VocabularyEntry {
  word: string
  logCount: number
  /**
   * `standard`: explained by the roots of Indonesian; `known`: names, places, brands and English from the list;
   * `other`: neither, but seen often; `phrase`: two words that go together (`orang tua`).
   */
  kind: 'standard' | 'known' | 'other' | 'phrase'
  /** Nouns that follow `di` and `ke` written apart: `di rumah`. */
  isPlace: boolean
}

export interface Vocabulary {
  find(word: string): VocabularyEntry | undefined
  /** Standard words with these consonants, most frequent first; see `skeleton`. */
  bySkeleton(key: string): readonly VocabularyEntry[]
  /** Standard words with this first letter, most frequent first. */
  byFirstLetter(letter: string): readonly VocabularyEntry[]
}

/** The shipped word list with counts, learnt by `scripts/train-normaliser.ts`. */
export function shippedVocabulary(): Vocabulary {
  if (!shipped) {
    const url = new URL('../lexicon/vocabulary.tsv.gz', import.meta.url)
    shipped = createVocabulary(parseVocabulary(gunzipSync(readFileSync(url)).toString('utf8')))
  }
  return shipped
}

let shipped: Vocabulary | undefined

/** Indexes entries for look-up by word, consonants and first letter. */
export function createVocabulary(entries: Iterable<VocabularyEntry>): Vocabulary {
  const words = new Map<string, VocabularyEntry>()
  const skeletons = new Map<string, VocabularyEntry[]>()
  const letters = new Map<string, VocabularyEntry[]>()
  const sorted = [...entries].sort((a, b) => b.logCount - a.logCount || (a.word < b.word ? -1 : 1))
  for (const entry of sorted) {
    words.set(entry.word, entry)
    if (entry.kind !== 'standard' || entry.word.includes('-')) continue
    append(skeletons, skeleton(entry.word), entry)
    append(letters, entry.word[0], entry)
  }
  return {
    find: (word) => words.get(word),
    bySkeleton: (key) => skeletons.get(key) ?? [],
    byFirstLetter: (letter) => letters.get(letter) ?? [],
  }
}

/** One line for each kind and count: `kind<TAB>log count<TAB>words`, a place marked with `@`. */
export function printVocabulary(entries: Iterable<VocabularyEntry>): string {
  const lines = new Map<string, string[]>()
  for (const { word, kind, logCount, isPlace } of entries) append(lines, `${kind}\t${logCount}`, (isPlace ? `${word}@` : word).replace(' ', '_'))
  return `${Array.from(lines, ([key, words]) => `${key}\t${words.sort().join(' ')}`).sort().join('\n')}\n`
}

/** The inverse of `printVocabulary`. */
export function parseVocabulary(text: string): VocabularyEntry[] {
  return text.split('\n').flatMap((line) => {
    const [kind, logCount, words = ''] = line.split('\t')
    if (kind !== 'standard' && kind !== 'known' && kind !== 'other' && kind !== 'phrase') return []
    return words.split(' ').map((mark): VocabularyEntry => {
      const isPlace = mark.endsWith('@')
      return { word: (isPlace ? mark.slice(0, -1) : mark).replace('_', ' '), kind, logCount: Number(logCount), isPlace }
    })
  })
}

/**
 * The consonants of a word as they sound: vowels, `h`, `w` and `y` dropped, doubles once, `f v → p`, `z → s`, `q x → k`.
 * `banget`, `bangett` and `bangat` share one; so do `sebenarnya` and `sbnrnya`.
 */
export function skeleton(word: string): string {
  let key = ''
  for (const letter of word) {
    const sound = sounds[letter] ?? letter
    if (sound !== '' && !key.endsWith(sound)) key += sound
  }
  return key
}

const sounds: Record<string, string> = { a: '', i: '', u: '', e: '', o: '', h: '', w: '', y: '', "'": '', '-': '', f: 'p', v: 'p', z: 's', q: 'k', x: 'k' }

const append = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
