import { plainRoot, spokenAffixes } from './affixes.ts'
import { alignEdits, editNames } from './edits.ts'
import { skeleton, type Vocabulary, type VocabularyEntry } from './vocabulary.ts'

/** A possible normal form with the evidence for it, by feature name; `ranker.ts` weighs the evidence. */
export interface Candidate {
  text: string
  features: Map<string, number>
}

export interface CandidateSources {
  vocabulary: Vocabulary
  /** Informal forms with a known answer. */
  lexicon: ReadonlyMap<string, string>
  /** The best normal form of a part of the word (without its clitic), one level deep. */
  resolve(part: string): string | undefined
}

/**
 * The normal forms that a word (lower case letters, at most `longestForm`) may stand for, itself included.
 * Bounded: at most a few hundred alignments a word, whatever it is.
 */
export function generateCandidates(form: string, sources: CandidateSources): Candidate[] {
  const found = new Map<string, Map<string, number>>()
  const add: Add = (text, features) => {
    const known = found.get(text) ?? new Map<string, number>()
    for (const [name, value] of Object.entries(features)) known.set(name, Math.max(known.get(name) ?? 0, value))
    found.set(text, known)
  }
  addSame(form, sources, add)
  if (form.length > longestForm) return asList(found)
  addSpellings(form, sources, add)
  addAbbreviations(form, sources, add)
  addAffixed(form, sources, add)
  addClitics(form, sources, add)
  addSplits(form, sources, add)
  return asList(found)
}

export const longestForm = 24

type Add = (text: string, features: Record<string, number>) => void

const asList = (found: Map<string, Map<string, number>>): Candidate[] => Array.from(found, ([text, features]) => ({ text, features }))

const addSame = (form: string, { vocabulary }: CandidateSources, add: Add): void => {
  const known = vocabulary.find(form)
  add(form, {
    same: 1,
    [`same:${known?.kind ?? 'unseen'}`]: 1,
    'same:seen': known?.logCount ?? 0,
    'same:short': form.length < 4 ? 1 : 0,
    'same:unpronounceable': /[aiueo]/.test(form) && !/[^aiueo]{4}/.test(form) ? 0 : 1,
    'same:doubled': /([a-z])\1/.test(form) ? 1 : 0,
  })
}

/** Words that sound alike: same consonants, or one that speech and haste drop. */
const addSpellings = (form: string, { vocabulary, lexicon }: CandidateSources, add: Add): void => {
  const single = form.replace(/(.)\1+/g, '$1')
  const answer = single === form ? undefined : lexicon.get(single)
  if (answer !== undefined) add(answer, { collapsed: 1 })
  for (const key of skeletonVariants(skeleton(form))) {
    for (const entry of vocabulary.bySkeleton(key).slice(0, bucketLimit)) addAligned(form, entry, 'spelling', add)
  }
}

const addAligned = (form: string, entry: VocabularyEntry, source: string, add: Add): void => {
  if (entry.word === form) return
  const edits = alignEdits(form, entry.word)
  if (!edits) return
  const features: Record<string, number> = { [source]: 1, count: entry.logCount, [`${source}:count`]: entry.logCount }
  let total = 0
  for (let i = 0; i < edits.length; i++) {
    total += edits[i]
    if (edits[i] > 0) features[editNames[i]] = edits[i]
  }
  features['edits>2'] = Math.max(0, total - 2)
  if (form[0] !== entry.word[0]) features['firstDiffers'] = 1
  if (form.at(-1) !== entry.word.at(-1)) features['lastDiffers'] = 1
  if (!/[aiueo]/.test(form)) features['vowelless'] = 1
  add(entry.word, features)
}

const bucketLimit = 60

const skeletonVariants = (key: string): string[] => {
  const variants = new Set([key, `${key}k`])
  if (key.endsWith('k')) variants.add(key.slice(0, -1))
  if (key.includes('s')) variants.add(key.replace('s', 'j'))
  if (key.includes('c')) variants.add(key.replace('c', 'k'))
  if (key.includes('dj')) variants.add(key.replace('dj', 'j'))
  if (key.includes('tj')) variants.add(key.replace('tj', 'c'))
  if (key.endsWith('nk')) variants.add(`${key.slice(0, -1)}g`)
  for (let i = 1; i < key.length && key.length >= 2; i++) if (key[i - 1] !== 'n') variants.add(`${key.slice(0, i)}n${key.slice(i)}`)
  return [...variants]
}

/** Consonant abbreviations that also lost consonants (`sbg`, `dgn`) and words cut short (`gub`, `resto`). */
const addAbbreviations = (form: string, { vocabulary }: CandidateSources, add: Add): void => {
  if (form.length < 2 || form.length > 7) return
  const vowelCount = form.replace(/[^aiueo]/g, '').length
  if (vowelCount <= 1) {
    let taken = 0
    for (const entry of vocabulary.byFirstLetter(form[0])) {
      if (taken >= bucketLimit) break
      if (entry.word.length > form.length * 3 || !isSubsequence(form, entry.word)) continue
      addAligned(form, entry, 'abbreviation', add)
      taken++
    }
  }
  if (form.length < 3) return
  let begins = 0
  for (const entry of vocabulary.byFirstLetter(form[0])) {
    if (begins >= 8) break
    if (!entry.word.startsWith(form) || entry.word.length === form.length) continue
    add(entry.word, { cut: 1, 'cut:count': entry.logCount, 'cut:lost': entry.word.length - form.length, 'cut:rank': begins })
    begins++
  }
  for (const lost of lostBeginnings) {
    const entry = vocabulary.find(lost + form)
    if (entry) add(entry.word, { beheaded: 1, [`beheaded:${lost}`]: 1, 'beheaded:count': entry.logCount })
  }
}

const lostBeginnings = ['be', 'me', 'se', 'ke', 'pe', 'h', 's', 'a', 'i', 'e', 'k', 'men', 'meng', 'ter', 'ber', 'pen', 'te', 'di', 'l', 'b', 'g']

const isSubsequence = (short: string, long: string): boolean => {
  let at = 0
  for (let i = 0; i < long.length && at < short.length; i++) if (long[i] === short[at]) at++
  return at === short.length
}

const addAffixed = (form: string, { vocabulary, lexicon }: CandidateSources, add: Add): void => {
  const toRoot = (rest: string) => plainRoot(rest) ?? plainRoot(lexicon.get(rest) ?? '')
  for (const { text, rule } of spokenAffixes(form, toRoot)) {
    if (text === form) continue
    const seen = vocabulary.find(text.slice(text.indexOf(' ') + 1))
    add(text, { affix: 1, [`affix:${rule}`]: 1, [`affix:as ${form.slice(0, 2)}`]: 1, 'affix:long': form.length >= 6 ? 1 : 0, 'affix:seen': seen ? 1 : 0, 'affix:count': seen?.logCount ?? 0 })
  }
}

const addClitics = (form: string, { vocabulary, lexicon, resolve }: CandidateSources, add: Add): void => {
  for (const [ending, clitic] of clitics) {
    const base = form.slice(0, -ending.length)
    if (!form.endsWith(ending) || base.length < 2) continue
    const answer = lexicon.get(base) ?? (vocabulary.find(base)?.kind === 'standard' ? base : resolve(base))
    if (answer === undefined || answer + clitic === form) continue
    add(answer + clitic, { clitic: 1, [`clitic:${ending}`]: 1, 'clitic:known': lexicon.has(base) ? 1 : 0, 'clitic:short': base.length < 4 ? 1 : 0 })
  }
}

const clitics = [['nya', 'nya'], ['ny', 'nya'], ['nye', 'nya'], ['x', 'nya'], ['lah', 'lah'], ['kah', 'kah'], ['ku', 'ku'], ['mu', 'mu'], ['pun', ' pun'], ['tuh', ' tuh'], ['sih', ' sih'], ['ne', 'nya'], ['e', 'nya'], ['ya', 'nya']] as const

/** `badmood` → `bad mood`, `orangtua` → `orang tua`. */
const addSplits = (form: string, { vocabulary, lexicon }: CandidateSources, add: Add): void => {
  const whole = vocabulary.find(form)?.logCount ?? 0
  for (let at = 2; at <= form.length - 3; at++) {
    const first = vocabulary.find(form.slice(0, at))
    const second = vocabulary.find(form.slice(at)) ?? vocabulary.find(lexicon.get(form.slice(at)) ?? '')
    if (!first || !second || (at === 2 && first.kind !== 'standard')) continue
    const rarer = Math.min(first.logCount, second.logCount)
    add(`${first.word} ${second.word}`, {
      compound: 1,
      'compound:phrase': vocabulary.find(`${first.word} ${second.word}`)?.logCount ?? 0,
      'compound:rarer': rarer,
      'compound:both': first.logCount + second.logCount,
      'compound:standard': first.kind === 'standard' && second.kind === 'standard' ? 1 : 0,
      'compound:short': at === 2 ? 2 : at === 3 || form.length - at === 3 ? 1 : 0,
      'compound:long': form.length >= 9 ? 1 : 0,
      'split:whole': whole,
    })
  }
}
