import { analyseWord } from '../stem.ts'
import { rewriteCertain } from './certain.ts'
import { generateCandidates, longestForm, type Candidate } from './candidates.ts'
import { rankCandidates, type RankerWeights } from './ranker.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface WordNormaliserParts {
  vocabulary: Vocabulary
  weights: RankerWeights
  /** Informal form → formal form, without question. */
  lexicon: ReadonlyMap<string, string>
}

/** How many more unknown words of a text may be weighed, at 0.1 ms each; the rest stay as they are. */
export interface Budget {
  left: number
  /** How probable a change by rules must be; 0: the likeliest reading wins. */
  leastChance: number
}

/** The formal word for one informal word in token form; a word it knows as standard, or cannot place, comes back. */
export type WordNormaliser = (form: string, budget: Budget) => string

/** Lexicon first, then what the vocabulary knows as standard, then rules weighed by the learnt ranker. */
export function createWordNormaliser(parts: WordNormaliserParts): WordNormaliser {
  const remembered = new Map<string, Reading>()
  return (form, budget) => {
    const known = parts.lexicon.get(form)
    if (known !== undefined) return known
    let reading = remembered.get(form)
    if (!reading) {
      const certain = rewriteCertain(form, parts.lexicon, parts.vocabulary)
      if (certain !== undefined) return certain
      if (isSettled(form, parts.vocabulary) || budget.left <= 0) return form
      budget.left--
      reading = likeliest(candidatesOf(form, parts), parts.weights)
      if (remembered.size >= rememberedLimit) remembered.clear()
      remembered.set(form, reading)
    }
    return reading.chance < budget.leastChance ? form : reading.text
  }
}

interface Reading {
  text: string
  /** Probability among all readings, 0–1. */
  chance: number
}

/** All candidates of a word that neither the lexicon nor the vocabulary settles. */
export function candidatesOf(form: string, parts: Pick<WordNormaliserParts, 'vocabulary' | 'lexicon'> & { weights?: RankerWeights }): Candidate[] {
  const { vocabulary, lexicon, weights } = parts
  const resolve = (part: string): string | undefined => {
    const candidates = weights && part.length >= 3 ? generateCandidates(part, { vocabulary, lexicon, resolve: () => undefined }) : []
    return candidates.length > 1 ? likeliest(candidates, weights ?? new Map()).text : undefined
  }
  return generateCandidates(form, { vocabulary, lexicon, resolve })
}

/** Standard words, and what is no word of letters, are not questioned. */
function isSettled(form: string, vocabulary: Vocabulary): boolean {
  if (form.length < 2 || form.length > longestForm || !/^[a-z]+$/.test(form)) return true
  const known = vocabulary.find(form)
  return known ? known.kind !== 'other' : isStandardForm(form)
}

/**
 * Whether the roots and affixes of written Indonesian explain a word. `kebawa` and `diluar` are built like written
 * words and still are speech or spelling mistakes: `ke-` alone goes with numbers and few nouns, `pun` stands apart.
 */
export function isStandardForm(form: string): boolean {
  const analysis = analyseWord(form)
  if (!analysis) return false
  const { prefixes, suffixes, root } = analysis
  if (suffixes.includes('pun')) return false
  const bareKe = prefixes[0] === 'ke' && prefixes.length === 1 && !suffixes.includes('an')
  return !bareKe || /^(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|tua|kasih|hendak)$/.test(root)
}

const rememberedLimit = 20_000

const likeliest = (candidates: readonly Candidate[], weights: RankerWeights): Reading => {
  const chances = rankCandidates(candidates, weights)
  const chance = Math.max(...chances)
  return { text: candidates[chances.indexOf(chance)].text, chance }
}
