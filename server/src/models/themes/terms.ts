import { normaliseTokens } from '../language/normalise.ts'
import { stem } from '../language/stem.ts'
import { conceptOf } from './concepts.ts'
import { genericWords, negations, stopwords } from './stopwords.ts'

/** Something a text says: a root or two neighbouring ones, and how people read it. */
export interface Term {
  /** What is counted: roots, so that `pengiriman` and `dikirim` are one. */
  root: string
  /** What is shown: the standard form of what was written. */
  label: string
}

/** Only this many characters of a text are read. */
const longestText = 5000

/**
 * The terms of a text: content words (standard form, then root), a negation together with the word it turns, and pairs of
 * neighbouring content words. Words that every review has count only in such pairs; words for one complaint (`sempit`,
 * `kebesaran`) also count as that complaint. A mark of punctuation or a function word separates neighbours.
 */
export function termsOf(text: string): Term[] {
  const terms: Term[] = []
  let previous: Term | undefined
  let negation: string | undefined
  for (const token of normaliseTokens(text.slice(0, longestText))) {
    if (token.kind !== 'word') {
      if (token.kind === 'punctuation') previous = negation = undefined
      continue
    }
    for (const word of token.normal.split(' ')) {
      if (negations.has(word)) {
        negation = word
        previous = undefined
        continue
      }
      const root = rootOf(word)
      if (root === undefined) {
        previous = undefined
        continue
      }
      const term = { root, label: word }
      if (!genericWords.has(root)) terms.push(term)
      const concept = conceptOf(root, negation !== undefined)
      if (concept) terms.push({ root: concept, label: negation ? `${negation} ${word}` : word })
      if (negation) terms.push(joined({ root: negation, label: negation }, term))
      else if (previous && previous.root !== root && !(genericWords.has(previous.root) && genericWords.has(root))) terms.push(joined(previous, term))
      previous = term
      negation = undefined
    }
  }
  return terms
}

/** Root of a content word, undefined for a word that says nothing. */
function rootOf(word: string): string | undefined {
  if (word.length < 3 || stopwords.has(word) || !/^\p{L}[\p{L}-]*$/u.test(word)) return undefined
  const root = stem(word)
  return root.length < 3 || stopwords.has(root) ? undefined : root
}

function joined(first: Term, second: Term): Term {
  return { root: `${first.root} ${second.root}`, label: `${first.label} ${second.label}` }
}
