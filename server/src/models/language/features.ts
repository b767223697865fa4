/**
 * Text as hashed n-grams: words 1–2 and, inside each word, characters 2–5 (scikit-learn's `char_wb`).
 * A feature is a 32-bit hash: half a million distinct n-grams give about 30 collisions, so no string is kept.
 */

/** Longer texts are cut: a message says what it is at its beginning, and time stays bounded. */
export const longestText = 4_000

export interface FeatureSettings {
  /** Longest word n-gram, 1–3. */
  wordMax: number
  /** Shortest and longest character n-gram, 1–6. */
  charMin: number
  charMax: number
}

export const defaultFeatures: FeatureSettings = { wordMax: 2, charMin: 2, charMax: 5 }

/** Word n-grams, character n-grams, the caller's own. */
export const featureGroups = 3

interface FeatureGroup {
  /** The first `count` entries are hashes, repeated as often as they occur. */
  hashes: Int32Array
  count: number
}

export interface FeatureBuffer {
  groups: FeatureGroup[]
  words: FeatureGroup
  characters: FeatureGroup
  extras: FeatureGroup
  tokens: Int32Array
}

/** Space for the features of one text, to be used again for the next. */
export function createFeatureBuffer(): FeatureBuffer {
  const words = { hashes: new Int32Array(longestText * 3), count: 0 }
  const characters = { hashes: new Int32Array(longestText * 12), count: 0 }
  const extras = { hashes: new Int32Array(256), count: 0 }
  return { groups: [words, characters, extras], words, characters, extras, tokens: new Int32Array(longestText) }
}

/**
 * Fills `buffer` with the hashes of a text. `extra` are the caller's own features: any strings, in a space of
 * their own; the first 256 count.
 */
export function extractFeatures(
  text: string,
  extra: readonly string[],
  settings: FeatureSettings,
  buffer: FeatureBuffer,
): void {
  const plain = text.slice(0, longestText).normalize('NFKC').toLowerCase().slice(0, longestText)
  const tokens = hashTokens(plain, settings, buffer)
  hashWordNgrams(buffer.tokens, tokens, settings.wordMax, buffer.words)
  buffer.extras.count = Math.min(extra.length, buffer.extras.hashes.length)
  for (let i = 0; i < buffer.extras.count; i++) buffer.extras.hashes[i] = hashString(extra[i])
}

/** Splits into words and single signs; writes token hashes and the words' character n-grams, returns the tokens. */
function hashTokens(text: string, settings: FeatureSettings, buffer: FeatureBuffer): number {
  const { tokens, characters } = buffer
  characters.count = 0
  let count = 0
  let position = 0
  while (position < text.length) {
    const kind = kindOf(text.charCodeAt(position))
    let end = position + 1
    if (kind === space) {
      position = end
      continue
    }
    if (kind === word) {
      while (end < text.length && kindOf(text.charCodeAt(end)) === word) end++
      hashCharacterNgrams(text, position, end, settings, characters)
    } else if (kind === surrogate) {
      end = Math.min(position + 2, text.length)
    }
    tokens[count++] = hashSpan(text, position, end)
    position = end
  }
  return count
}

function hashWordNgrams(tokens: Int32Array, length: number, wordMax: number, into: FeatureGroup): void {
  let count = 0
  for (let start = 0; start < length; start++) {
    let hash = wordSeed
    const last = Math.min(length, start + wordMax)
    for (let i = start; i < last; i++) {
      hash = Math.imul(hash ^ tokens[i], prime) ^ (hash >>> 15)
      into.hashes[count++] = finish(hash)
    }
  }
  into.count = count
}

/** N-grams of the word between two spaces; a letter repeated three times or more counts as two. */
function hashCharacterNgrams(
  text: string,
  from: number,
  to: number,
  settings: FeatureSettings,
  into: FeatureGroup,
): void {
  const { charMin, charMax } = settings
  const { hashes } = into
  let count = into.count
  for (let start = from - 1; start <= to; start++) {
    let hash = characterSeed
    for (let size = 1, i = start; size <= charMax && i <= to; i++, size++) {
      const code = i < from || i === to ? 32 : text.charCodeAt(i)
      hash = Math.imul(hash ^ code, prime)
      if (size >= charMin) hashes[count++] = finish(hash)
    }
  }
  into.count = count
}

/** FNV-1a over UTF-16 units; a run of three equal letters or more is hashed as two. */
function hashSpan(text: string, from: number, to: number): number {
  let hash = offset
  let previous = 0
  let beforePrevious = 0
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code !== previous || code !== beforePrevious) hash = Math.imul(hash ^ code, prime)
    beforePrevious = previous
    previous = code
  }
  return hash
}

const hashString = (name: string) => finish(Math.imul(hashWhole(name) ^ extraSeed, prime))

function hashWhole(name: string): number {
  let hash = offset
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), prime)
  return hash
}

/** Spreads the low bits of FNV over the word (the last steps of MurmurHash3). */
function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

const offset = 0x811c9dc5 | 0
const prime = 0x01000193
const wordSeed = 0x2545f491
const characterSeed = 0x9e3779b9 | 0
const extraSeed = 0x6c078965

const space = 1
const word = 2
const sign = 3
const surrogate = 4
const kinds = new Uint8Array(65_536)

function kindOf(code: number): number {
  return kinds[code] || (kinds[code] = classify(code))
}

function classify(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return surrogate
  const character = String.fromCharCode(code)
  if (/[\p{L}\p{M}\p{N}]/u.test(character)) return word
  return /[\s\p{C}\p{Z}]/u.test(character) ? space : sign
}
