import type { Postings } from './postings.ts'

/** A term that a query word may stand for, and how sure that is, 0 to 1. */
export interface Reading {
  term: number
  share: number
}

/** A query word: what it may stand for, and what it weighs beside the others. */
export interface ReadWord {
  readings: readonly Reading[]
  weight: number
}

export interface ScoredProduct {
  product: number
  score: number
  coverage: number
}

/**
 * Returns a function that gives the best `limit` of `size` products for read words and word pairs: the sum over words
 * of the best reading (share × rarity × strength), a bonus for pairs, and all of it times 0.4 + 0.6 × coverage.
 *
 * Words are taken by what they can add, the most first, and each product found is scored at once with all words. As
 * soon as what the words to come can add is less than the products at hand already have, the rest is not read (the
 * stopping rule of Fagin's threshold algorithm, 2001): the long lists of common words are seldom touched.
 * The function keeps arrays between calls and is not reentrant.
 */
export function createScorer(size: number, postings: Postings) {
  const totals = new Float64Array(size)
  const covered = new Float64Array(size)
  const bestGain = new Float64Array(size)
  const bestShare = new Float64Array(size)
  const isScored = new Uint8Array(size)

  return (read: readonly ReadWord[], pairs: readonly number[], limit: number): ScoredProduct[] => {
    const words = read.map((word) => ({ ...word, highest: highestGain(word, postings), asked: askedBy(word, postings) })).sort((a, b) => b.highest - a.highest)
    const asked = words.reduce((sum, word) => sum + word.asked, 0)
    const pairsPossible = pairs.reduce((sum, term) => sum + pairWeight * postings.rarity(term) * postings.highestStrength(term), 0)
    const seen: number[] = []
    for (let i = 0; i < words.length; i++) {
      const rest = words.slice(i)
      const possible = pairsPossible + rest.reduce((sum, word) => sum + word.highest, 0)
      const possibleShare = rest.reduce((sum, word) => sum + word.asked, 0) / asked
      if (seen.length >= limit && kth(seen, limit, asked) > possible * coverageFactor(possibleShare)) break
      if (listLength(words[i], postings) > scanFrom) {
        scanAll(rest, pairs, seen)
        break
      }
      for (const { term } of words[i].readings) postings.forEach(term, (product) => {
        if (isScored[product] === 0) scoreNow(product, rest, pairs, seen)
      })
    }
    const found = top(seen, limit, asked)
    for (const product of seen) totals[product] = covered[product] = isScored[product] = 0
    return found
  }

  function scoreNow(product: number, words: readonly BoundedWord[], pairs: readonly number[], seen: number[]): void {
    isScored[product] = 1
    seen.push(product)
    for (const { readings, weight, asked } of words) {
      let gain = 0
      let share = 0
      for (const reading of readings) {
        const strength = postings.strength(reading.term, product)
        if (strength === 0) continue
        gain = Math.max(gain, reading.share * postings.rarity(reading.term) * strength)
        share = Math.max(share, reading.share)
      }
      totals[product] += gain * weight
      covered[product] += share * asked
    }
    for (const term of pairs) totals[product] += pairWeight * postings.rarity(term) * postings.strength(term, product)
  }

  /** Scores every product of long lists, list by list; products scored before are complete and stay. */
  function scanAll(words: readonly BoundedWord[], pairs: readonly number[], seen: number[]): void {
    const found: number[] = []
    for (const { readings, weight, asked } of words) {
      const reached: number[] = []
      for (const { term, share } of readings) {
        const rarity = postings.rarity(term)
        postings.forEach(term, (product, strength) => {
          if (isScored[product] === 1) return
          if (bestShare[product] === 0) reached.push(product)
          bestGain[product] = Math.max(bestGain[product], share * rarity * strength)
          bestShare[product] = Math.max(bestShare[product], share)
        })
      }
      for (const product of reached) {
        if (covered[product] === 0) found.push(product)
        totals[product] += bestGain[product] * weight
        covered[product] += bestShare[product] * asked
        bestGain[product] = bestShare[product] = 0
      }
    }
    for (const product of found) {
      isScored[product] = 1
      seen.push(product)
      for (const term of pairs) totals[product] += pairWeight * postings.rarity(term) * postings.strength(term, product)
    }
  }

  function scoreOf(product: number, asked: number): number {
    return totals[product] * coverageFactor(Math.min(1, covered[product] / asked))
  }

  /** The score of the product at place `limit`. */
  function kth(seen: readonly number[], limit: number, asked: number): number {
    return top(seen, limit, asked)[limit - 1].score
  }

  function top(seen: readonly number[], limit: number, asked: number): ScoredProduct[] {
    const found: ScoredProduct[] = []
    for (const product of seen) {
      const score = scoreOf(product, asked)
      if (found.length >= limit && isBehind(score, product, found[found.length - 1])) continue
      let at = found.length
      while (at > 0 && !isBehind(score, product, found[at - 1])) at--
      found.splice(at, 0, { product, score, coverage: Math.min(1, covered[product] / asked) })
      if (found.length > limit) found.pop()
    }
    return found
  }
}

interface BoundedWord extends ReadWord {
  /** The most it can add to a score. */
  highest: number
  /** What it weighs in coverage. */
  asked: number
}

const pairWeight = 0.3
/** Lists longer than this are scanned: looking products up one by one costs about ten times as much for each. */
const scanFrom = 3000

const coverageFactor = (coverage: number): number => 0.4 + 0.6 * coverage

const isBehind = (score: number, product: number, other: ScoredProduct): boolean =>
  score < other.score || (score === other.score && product > other.product)

const listLength = ({ readings }: ReadWord, postings: Postings): number => readings.reduce((sum, { term }) => sum + postings.count(term), 0)

const highestGain = ({ readings, weight }: ReadWord, postings: Postings): number =>
  weight * readings.reduce((most, { term, share }) => Math.max(most, share * postings.rarity(term) * postings.highestStrength(term)), 0)

/** A word weighs its rarity; a word nobody knows as much as the rarest. */
const askedBy = ({ readings, weight }: ReadWord, postings: Postings): number =>
  weight * (readings.length === 0 ? postings.highestRarity : Math.max(...readings.map(({ term }) => postings.rarity(term))))
