/** A half-open stretch `[start, end)` of UTF-16 offsets into the text as it was given. */
export interface Span {
  start: number
  end: number
}

export type TokenKind = 'word' | 'number' | 'emoji' | 'punctuation' | 'link' | 'mention'

/** `text` is the stretch as written; `form` is what models count: see `tokenise`. */
export interface Token extends Span {
  kind: TokenKind
  text: string
  form: string
}

/** Readers of amounts, dates and queries look at this many characters: some five times the longest chat message. */
export const longestMessage = 20_000

/**
 * Cuts a chat message into tokens with offsets, in order, without overlap; white space is left out.
 *
 * - `word`: `form` is NFKC, lower case, without accents, letter-lengthening collapsed (`bangeeet` → `banget`),
 *   reduplication written out (`anak2nya` → `anak-anaknya`), and the apostrophe of `jum'at` (or `jum`at`) dropped. Hyphens join
 *   only a repeated word (`anak-anak`, `sayur-mayur` stays two words and a hyphen).
 * - `number`: digits with `.` and `,` between digits (`1.500.000`, `1,5`); `15rb` is a number and a word that touch.
 * - `emoji`: one picture with its modifiers, or a typed face such as `:)` and `<3`.
 * - `link`, `mention`: kept whole; `form` is `<link>` or `<mention>`, so that no model learns an address by heart.
 *
 * Linear in the length of the text for any input. It knows no dictionary: English double letters of three or more
 * (`freeee`) also collapse to one, and the spelling steps repair that.
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  let start = 0
  while (start < text.length) {
    const found = nextToken(text, start)
    if (found.kind !== 'space') {
      const written = text.slice(start, found.end)
      tokens.push({ kind: found.kind, text: written, form: formOf(found.kind, written), start, end: found.end })
    }
    start = found.end
  }
  return tokens
}

/** The words and numbers of a text in their counted form: the usual input of a bag-of-words model. */
export function wordForms(text: string): string[] {
  const forms: string[] = []
  for (const token of tokenise(text)) if (token.kind === 'word' || token.kind === 'number') forms.push(token.form)
  return forms
}

/** Lower case, no accents, compatibility letters made plain (`ｋ`, `𝓴` → `k`). */
export function foldText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase()
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').normalize('NFKC').toLowerCase()
}

/**
 * `bangeeet` → `banget`, `maaaaf` → `maaf`: three or more equal letters become one, or two where the word has two.
 * Roman numbers, sizes (`XXXL`) and one letter alone (`PPP`) stay.
 */
export function collapseLengthening(word: string): string {
  if (!hasThreeAlike(word) || /^(?:(\p{L})\1*|[ivxlc]+|x+[sl])$/u.test(word)) return word
  const single = word.replace(/(\p{L})\1{2,}/gu, '$1')
  const double = word.replace(/(\p{L})\1{2,}/gu, '$1$1')
  return wordsWithDoubledVowel.has(double) ? double : single
}

const hasThreeAlike = (word: string): boolean => {
  for (let i = 2; i < word.length; i++) {
    const unit = word.charCodeAt(i)
    if (unit === word.charCodeAt(i - 1) && unit === word.charCodeAt(i - 2)) return true
  }
  // Letters of two units each repeat with a step of two.
  return /[\ud800-\udbff]/.test(word)
}

const wordsWithDoubledVowel = new Set(
  'maaf saat taat manfaat bersaat sesaat maafin maafkan dimaafkan maafnya free food good soon too see need feel keep sheet week look book room cool wool'.split(' '),
)

/**
 * `anak2` → `anak-anak`, `anak2nya` → `anak-anaknya`, `se-kali2` is out of reach. Bases under three letters are left
 * alone, because `m2` and `xl2` are a unit and a size with a number.
 */
export function expandReduplication(word: string): string {
  const match = word.length > 3 && /[2²]/.test(word) ? reduplicated.exec(word) : null
  if (!match) return word
  const [, before, after = ''] = match
  return `${before}-${before}${after}`
}

const reduplicated = /^(\p{L}{3,})[2²](\p{L}*)$/u

// One pass: the class of the first character decides, and every scan moves forward only.
const nextToken = (text: string, start: number): { kind: TokenKind | 'space'; end: number } => {
  const first = classOf(text, start)
  if (first === letter) return isLink(text, start) ? { kind: 'link', end: endOfLink(text, start) } : faceOrWord(text, start)
  if (first === digit) return { kind: 'number', end: endOfNumber(text, start) }
  if (first === space) return { kind: 'space', end: skip(text, start, space) }
  if (first === picture) return { kind: 'emoji', end: endOfPicture(text, start) }
  if (text.charCodeAt(start) === at && classOf(text, start + 1) === letter) {
    return { kind: 'mention', end: endOfMention(text, start + 1) }
  }
  const face = ':;=<^'.includes(text[start]) ? matchAt(typedFace, text, start) : start
  return face > start ? { kind: 'emoji', end: face } : { kind: 'punctuation', end: start + width(text, start) }
}

const faceOrWord = (text: string, start: number): { kind: TokenKind; end: number } => {
  const face = text.charCodeAt(start + 1) === capitalD ? matchAt(laughingFace, text, start) : start
  return face > start ? { kind: 'emoji', end: face } : { kind: 'word', end: endOfWord(text, start) }
}

const endOfWord = (text: string, start: number): number => {
  let end = skip(text, start, letter, mark)
  const repeated = text.slice(start, Math.min(end, start + 32))
  const next = text[end]
  if (next === '-' && end - start >= 2 && end - start <= 32 && text.startsWith(repeated, end + 1)) {
    return skip(text, end + 1, letter, mark)
  }
  if ((next === '2' || next === '²') && end - start >= 3 && isDoublable(repeated)) {
    const after = matchAt(cliticAfterTwo, text, end + 1)
    const follows = classOf(text, after)
    if (follows !== letter && follows !== digit) return after
  }
  while (isApostrophe(text[end]) && classOf(text, end + 1) === letter) {
    end = skip(text, end + 1, letter, mark)
  }
  return end
}

const isDoublable = (word: string): boolean => {
  const form = collapseLengthening(foldText(word))
  return form.length >= 3 && new Set(form).size > 1
}

const endOfNumber = (text: string, start: number): number => {
  if (isFraction(text[start])) return start + 1
  let end = skip(text, start, digit)
  while ((text[end] === '.' || text[end] === ',') && classOf(text, end + 1) === digit) end = skip(text, end + 1, digit)
  return end
}

const endOfPicture = (text: string, start: number): number => {
  let end = start + width(text, start)
  if (isFlagHalf(text, start)) return isFlagHalf(text, end) ? end + 2 : end
  for (;;) {
    end = matchAt(pictureModifiers, text, end)
    if (text.charCodeAt(end) !== joiner || classOf(text, end + 1) !== picture) return end
    end += 1 + width(text, end + 1)
  }
}

const endOfMention = (text: string, start: number): number => {
  let end = start
  while (classOf(text, end) === letter || classOf(text, end) === digit || text[end] === '_' || text[end] === '.') {
    end += width(text, end)
  }
  return end
}

const isLink = (text: string, start: number): boolean =>
  /^[hw]/i.test(text[start]) && /^(?:https?:\/\/|www\.)/i.test(text.slice(start, start + 8))

const endOfLink = (text: string, start: number): number => {
  let end = start
  while (end < text.length && classOf(text, end) !== space && text[end] !== '<' && text[end] !== '"') {
    end += width(text, end)
  }
  return end
}

const skip = (text: string, start: number, wanted: number, orElse = wanted): number => {
  let end = start
  for (let found = classOf(text, end); found === wanted || found === orElse; found = classOf(text, end)) {
    end += width(text, end)
  }
  return end
}

/** Offset after a match of a sticky pattern at `start`, or `start` itself. */
const matchAt = (pattern: RegExp, text: string, start: number): number => {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : start
}

const typedFace = /[:;=]['-]?[)(DPp3*|/\\oO](?![\p{L}\p{N}/])|<3|\^_{0,3}\^/uy
const laughingFace = /[xX]D(?!\p{L})/uy
const cliticAfterTwo = /(?:nya|ku|mu|an|in|lah|kah|ne|e)?/y
const pictureModifiers = /(?:\ufe0f|\p{Emoji_Modifier})*/uy

const apostrophes = /['’‘ʼ`´]/g
const isApostrophe = (character: string | undefined): boolean => character !== undefined && "'’‘`´".includes(character)
const isFraction = (character: string): boolean => character === '½' || character === '¼' || character === '¾'
const isFlagHalf = (text: string, offset: number): boolean => {
  const point = text.codePointAt(offset) ?? 0
  return point >= 0x1f1e6 && point <= 0x1f1ff
}

const at = 0x40
const capitalD = 0x44
const joiner = 0x200d
const letter = 1
const mark = 2
const digit = 3
const space = 4
const picture = 5
const other = 6
const classes = new Uint8Array(65_536)

/** Character class at an offset; 0 past the end. Classes of the basic plane are remembered. */
const classOf = (text: string, offset: number): number => {
  if (offset >= text.length) return 0
  const unit = text.charCodeAt(offset)
  if (unit >= 0xd800 && unit <= 0xdbff) return classify(String.fromCodePoint(text.codePointAt(offset) ?? 0))
  return classes[unit] || (classes[unit] = classify(String.fromCharCode(unit)))
}

const classify = (character: string): number => {
  if (/\p{L}/u.test(character)) return letter
  if (/\p{M}/u.test(character)) return mark
  if (/\p{Nd}/u.test(character) || isFraction(character)) return digit
  if (/[\s\p{Z}]/u.test(character)) return space
  return /[\p{Extended_Pictographic}\p{RI}]/u.test(character) ? picture : other
}

const width = (text: string, offset: number): number => {
  const unit = text.charCodeAt(offset)
  const next = text.charCodeAt(offset + 1)
  return unit >= 0xd800 && unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff ? 2 : 1
}

const formOf = (kind: TokenKind, written: string): string => {
  // Most words of a chat: nothing to fold, and a third of the time saved.
  if (kind === 'word' && /^[a-z]+$/.test(written)) return collapseLengthening(written)
  if (kind === 'word') return expandReduplication(foldText(written).replace(apostrophes, '').replace(/\p{L}+/gu, collapseLengthening))
  if (kind === 'link' || kind === 'mention') return `<${kind}>`
  if (kind === 'emoji') return written.includes('\ufe0f') ? written.replaceAll('\ufe0f', '') : written
  return written <= '~' || isFraction(written) ? written : foldText(written)
}
