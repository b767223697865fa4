import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import { generalWords, smallWords, tradeAndTalk } from '../words/lexicon.ts'
import { qualities } from '../words/qualities.ts'
import { stopWords } from '../words/stop-words.ts'
import type { Details } from './details.ts'
import type { Reading, Word } from './reading.ts'

/**
 * Things a message asks for ("jual …", "ada …", "do you sell …") that no name, category or variant of the catalogue
 * has. Beside a known product only what follows such a word, or is joined to it ("jual klepon sama bolu"), counts.
 */
export function unknownItems(index: ShopIndex, reading: Reading, details: Details, explained: ReadonlySet<number>, hasMention: boolean): string[] {
  const items: string[] = []
  const places = new Set(details.places.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)))
  const isOpen = (at: number) => !explained.has(at) && !details.taken.has(at) && !places.has(at)
  const { words } = reading
  for (let at = 0; at < words.length; at++) {
    if (!isOpen(at) || !namesThing(index, words[at], followsOffer(words, at))) continue
    if (hasMention && !followsOffer(words, at)) continue
    // A clause of its own that offers nothing ("suami saya celiac") says why somebody asks, not for what.
    if (words[at].clause > 0 && !words.some((word) => word.clause === words[at].clause && (offers.has(word.concept) || word.number !== null)) && words.some((word) => offers.has(word.concept))) continue
    let end = at + 1
    while (end < words.length && isOpen(end) && words[end].clause === words[at].clause && (namesThing(index, words[end], true) || isCommon(index, words[end]))) end++
    items.push([...new Set(words.slice(at, end).map((word) => word.form))].join(' '))
    at = end
  }
  return items
}

/** A word that must be the name of something: no word of trade or talk, and none of the catalogue's. */
function namesThing(index: ShopIndex, { concept, number, form }: Word, isOffered: boolean): boolean {
  if (number !== null || form.length < 3 || index.words.has(concept) || smallWords.has(concept) || stopWords.has(concept) || stopWords.has(form)) return false
  if (tradeAndTalk.has(concept) || qualities.has(concept) || bodyWords.has(concept)) return false
  return isOffered || (!generalWords.has(concept) && !index.byDescription.has(concept))
}

/** Who tells of a body asks for what fits it. */
const bodyWords = new Set('badan perut kaki tangan kepala dada pinggang bahu leher'.split(' '))

const isCommon = (index: ShopIndex, { concept, number }: Word): boolean => number === null && index.byName.has(concept) && index.weightOf(concept) < 0.25

const followsOffer = (words: readonly Word[], at: number): boolean => {
  const next = words[at + 1]
  // "Tumpeng jual ga?", "klepon ada?"
  if (next && next.clause === words[at].clause && offersBehind.has(next.concept) && (at === 0 || words[at - 1].clause !== words[at].clause || openers.has(words[at - 1].concept))) return true
  for (let i = at - 1; i >= Math.max(0, at - 2); i--) {
    if (offers.has(words[i].concept)) return true
    if (words[i].number !== null) return false
  }
  return false
}

const offers = new Set(['jual', 'ada', 'punya', 'tersedia', 'sedia', 'cari'])

const offersBehind = new Set(['jual', 'ada', 'tersedia'])
const openers = new Set(['kak', 'min', 'mas', 'mbak', 'bu', 'pak', 'om', 'bang', 'sis', 'gan', 'halo', 'permisi', 'kalau'])
