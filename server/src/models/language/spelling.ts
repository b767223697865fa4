/** A word of the shop that may have been meant, and how far the writing is from it (0 the same, about 1 one slip). */
export interface Suggestion {
  word: string
  cost: number
}

export interface Spelling {
  /**
   * Words within `maximumCost` (default: about one slip, two from six letters on), nearest first, at most `limit` (default 5); of two
   * equally near words the more frequent, then the alphabetically first.
   */
  suggest(written: string, options?: { maximumCost?: number; limit?: number }): Suggestion[]
}

/**
 * Spelling correction against a shop's own words: `words` maps each word (token form) to how often it occurs.
 *
 * Symmetric deletion (the SymSpell idea, W. Garbe): a word and a misspelling of it share a string with letters left
 * out. Up to two letters are left out of words of seven letters and more, one of shorter ones, so every slip and most
 * double slips are found, and so are words written without vowels. What is found is priced by `typingCost`. Building is linear in the words, about 30 strings
 * a word; a look-up does not depend on their number.
 */
export function createSpelling(words: ReadonlyMap<string, number>): Spelling {
  const list = [...words.keys()].filter((word) => word.length >= 3 && word.length <= longestWord)
  const heads = new Map<string, number>()
  const next: number[] = []
  const entries: number[] = []
  const index = (key: string, word: number) => {
    next.push(heads.get(key) ?? -1)
    entries.push(word)
    heads.set(key, entries.length - 1)
  }
  list.forEach((word, i) => {
    for (const key of deletions(word)) index(key, i)
  })
  return {
    suggest(written, { maximumCost = defaultMaximumCost(written), limit = 5 } = {}) {
      if (written.length < 2 || written.length > longestWord) return []
      const seen = new Set<number>()
      const found: Suggestion[] = []
      for (const key of deletions(written)) {
        for (let at = heads.get(key) ?? -1; at >= 0; at = next[at]) {
          const i = entries[at]
          if (seen.has(i)) continue
          seen.add(i)
          const cost = typingCost(written, list[i], maximumCost)
          if (cost <= maximumCost) found.push({ word: list[i], cost })
        }
      }
      const frequency = ({ word }: Suggestion) => words.get(word) ?? 0
      found.sort((a, b) => a.cost - b.cost || frequency(b) - frequency(a) || (a.word < b.word ? -1 : 1))
      return found.slice(0, limit)
    },
  }
}

/** One slip in words of three to five letters, two in longer ones; short words have too many neighbours. */
function defaultMaximumCost(written: string): number {
  if (written.length < 4) return written.length < 3 ? 0.5 : 1
  return written.length < 6 ? 1.35 : 2.1
}

/**
 * What it takes to write `word` as `written`: optimal string alignment (Damerau–Levenshtein without overlapping swaps)
 * where likely slips are cheap: neighbouring keys, sound-alikes (`f v p`, `c k q`, `z s j`), vowels left out or mixed up,
 * doubled letters, `h`. 0 for equal words; symmetric but for missing and added letters; more than `limit` may come back as Infinity.
 */
export function typingCost(written: string, word: string, limit = Infinity): number {
  if (written === word) return 0
  const [n, m] = [written.length, word.length]
  if (Math.abs(n - m) * cheapest > limit || n > longestWord || m > longestWord) return Infinity
  let [beforePrevious, previous, current] = rows
  previous[0] = 0
  for (let j = 1; j <= m; j++) previous[j] = previous[j - 1] + missingCost(word, j - 1)
  for (let i = 1; i <= n; i++) {
    current[0] = previous[0] + extraCost(written, i - 1)
    let best = current[0]
    for (let j = 1; j <= m; j++) {
      let cost = previous[j - 1] + replaceCost(written.charCodeAt(i - 1), word.charCodeAt(j - 1))
      cost = Math.min(cost, previous[j] + extraCost(written, i - 1), current[j - 1] + missingCost(word, j - 1))
      if (i > 1 && j > 1 && written[i - 1] === word[j - 2] && written[i - 2] === word[j - 1]) cost = Math.min(cost, beforePrevious[j - 2] + swapCost)
      current[j] = cost
      if (cost < best) best = cost
    }
    if (best > limit) return Infinity
    ;[beforePrevious, previous, current] = [previous, current, beforePrevious]
  }
  return previous[m] + (written.charCodeAt(0) === word.charCodeAt(0) ? 0 : firstLetterCost)
}

const longestWord = 40
const cheapest = 0.3
const swapCost = 0.7
const firstLetterCost = 0.3
const rows = Array.from({ length: 3 }, () => new Float64Array(longestWord + 1))

/**
 * The word, all strings with one letter left out (two from seven letters on), and its consonants, because chat leaves
 * out vowels by the handful (`kmja`). The first eight letters count.
 */
const deletions = (word: string): Set<string> => {
  const start = word.slice(0, 8)
  const keys = new Set([start, `~${consonants(word)}`])
  const once = withoutOne(start)
  for (const key of once) keys.add(key)
  if (word.length >= 7) for (const key of once) for (const shorter of withoutOne(key)) keys.add(shorter)
  return keys
}

const consonants = (word: string): string => word[0] + word.slice(1).replace(/[aiueo]/g, '').replace(/(.)\1+/g, '$1')

const withoutOne = (word: string): string[] => Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))

const vowels = 'aiueo'
const isVowel = (code: number): boolean => vowels.includes(String.fromCharCode(code))

/** A letter of the word that was not written: `brp` leaves out vowels. */
const missingCost = (word: string, at: number): number => {
  const letter = word[at]
  if (letter === word[at - 1]) return cheapest
  return vowels.includes(letter) ? 0.6 : letter === 'h' ? 0.5 : 0.9
}

/** A letter that the word does not have: `kemejaa`. */
const extraCost = (written: string, at: number): number =>
  written[at] === written[at - 1] ? cheapest : written[at] === 'h' ? 0.6 : 0.9

const replaceCost = (a: number, b: number): number => {
  if (a === b) return 0
  const known = replacements.get(a * 65_536 + b)
  if (known !== undefined) return known
  if (isDigit(a) !== isDigit(b)) return 1.5
  return isDigit(a) ? 1.2 : isVowel(a) && isVowel(b) ? 0.7 : 1
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57

const replacements = new Map<number, number>()
const pair = (a: string, b: string, cost: number): void => {
  for (const [x, y] of [[a, b], [b, a]]) {
    const key = x.charCodeAt(0) * 65_536 + y.charCodeAt(0)
    replacements.set(key, Math.min(cost, replacements.get(key) ?? Infinity))
  }
}
for (const row of ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']) for (let i = 1; i < row.length; i++) pair(row[i - 1], row[i], 0.8)
for (const [above, below] of ['qa', 'ws', 'ed', 'rf', 'tg', 'yh', 'uj', 'ik', 'ol', 'az', 'sx', 'dc', 'fv', 'gb', 'hn', 'jm']) pair(above, below, 0.85)
for (const sounds of ['fvp', 'ckq', 'zsj', 'yi', 'wu', 'dt', 'bp', 'gk', 'xs']) {
  for (const a of sounds) for (const b of sounds) if (a !== b) pair(a, b, 0.5)
}
for (const [a, b] of ['ea', 'ou', 'ie']) pair(a, b, 0.5)
