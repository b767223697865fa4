import { indonesianRoots, javaneseForms, knownWords, slangForms } from '../../server/src/models/language/lexicon.ts'
import { nasalise, plainRoot, spokenAffixes } from '../../server/src/models/language/normaliser/affixes.ts'
import { alignEdits } from '../../server/src/models/language/normaliser/edits.ts'
import { createVocabulary, skeleton, type VocabularyEntry } from '../../server/src/models/language/normaliser/vocabulary.ts'
import { isStandardForm } from '../../server/src/models/language/normaliser/word.ts'
import { tokenise } from '../../server/src/models/language/tokenise.ts'

const fewestForOther = 5

/** Counts the words of a corpus and says of each what it is: see `VocabularyEntry`. */
export function countVocabulary(texts: readonly string[]): VocabularyEntry[] {
  const { counts, pairs } = countWords(texts)
  for (const word of [...indonesianRoots(), ...knownWords()]) if (!counts.has(word)) counts.set(word, 1)
  const isPlace = placeTest(counts, pairs)
  const standard: VocabularyEntry[] = []
  const known: VocabularyEntry[] = []
  const others: VocabularyEntry[] = []
  for (const [word, count] of counts) {
    if (!/^[a-z]+(?:-[a-z]+)?$/.test(word) || word.length > 24 || slangForms().has(word)) continue
    const entry = { word, logCount: logOf(count), isPlace: isPlace(word) }
    if (indonesianRoots().has(word)) standard.push({ ...entry, kind: 'standard' })
    else if (knownWords().has(word)) known.push({ ...entry, kind: 'known' })
    else if (isMisspelt(word, isPlace)) continue
    else if (word.includes('-') ? word.split('-').every((half) => indonesianRoots().has(half)) : isStandardForm(word)) standard.push({ ...entry, kind: 'standard' })
    else if (count >= fewestForOther && !javaneseForms().has(word) && !word.includes('-')) others.push({ ...entry, kind: 'other' })
  }
  return [...standard, ...known, ...withoutSpeech(others, standard), ...phrasesOf(pairs, counts, new Set(standard.map(({ word }) => word)))]
}

const logOf = (count: number): number => Math.round(Math.log(1 + count) * 2) / 2

const countWords = (texts: readonly string[]): { counts: Map<string, number>; pairs: Map<string, number> } => {
  const counts = new Map<string, number>()
  const pairs = new Map<string, number>()
  for (const text of texts) {
    let previous = ''
    for (const token of tokenise(text)) {
      const isWord = token.kind === 'word'
      if (isWord) increase(counts, token.form)
      if (isWord && previous !== '') increase(pairs, `${previous} ${token.form}`)
      previous = isWord ? token.form : ''
    }
  }
  return { counts, pairs }
}

/** Nouns that stand after `di` and `ke`; a word with an active form (`memeriksa`) is a verb, `di periksa` a mistake. */
const placeTest = (counts: Map<string, number>, pairs: Map<string, number>) => (word: string): boolean => {
  const apart = (pairs.get(`di ${word}`) ?? 0) + (pairs.get(`ke ${word}`) ?? 0)
  const together = (counts.get(`di${word}`) ?? 0) + (counts.get(`ke${word}`) ?? 0)
  const isVerb = (counts.get(nasalise(word)) ?? 0) > 0 && apart < 40
  return word.length > 2 && apart >= 3 && apart > together / 2 && !isVerb && !notPlaces.has(word) && !word.endsWith('kan')
}

const notPlaces = new Set('cek bisa beri buat buka tutup jual beli bayar kirim pakai antar ambil foto beberapa sampai'.split(' '))

/** Built like a standard word by chance: `dirumah`, `diliat`, `liatnya`. */
const isMisspelt = (word: string, isPlace: (word: string) => boolean): boolean => {
  const rest = /^(?:di|ke)(.+)$/.exec(word)?.[1] ?? ''
  return isPlace(rest) || isPlace(rest.replace(/nya$/, '')) || slangForms().has(rest) || (word.endsWith('nya') && slangForms().has(word.slice(0, -3)))
}

/** Pairs of standard words that occur together far more often than by chance (pointwise mutual information). */
const phrasesOf = (pairs: Map<string, number>, counts: Map<string, number>, standard: Set<string>): VocabularyEntry[] => {
  let total = 0
  for (const count of counts.values()) total += count
  const found: VocabularyEntry[] = []
  for (const [pair, count] of pairs) {
    const [first, second] = pair.split(' ')
    if (count < 3 || !standard.has(first) || !standard.has(second) || first === 'di' || first === 'ke' || pair.length > 24) continue
    const information = Math.log2((count * total) / ((counts.get(first) ?? 1) * (counts.get(second) ?? 1)))
    if (information >= 5) found.push({ word: pair, logCount: logOf(count), kind: 'phrase', isPlace: false })
  }
  return found
}

/** Leaves out what is likely spoken Indonesian or a misspelling: a common standard word is one light edit away. */
const withoutSpeech = (others: VocabularyEntry[], standard: VocabularyEntry[]): VocabularyEntry[] => {
  const vocabulary = createVocabulary(standard)
  return others.filter(({ word, logCount }) => {
    if (/(.)\1$/.test(word) && vocabulary.find(word.slice(0, -1))) return false
    if (isSpeech(word) || spokenAffixes(word, plainRoot).some(({ text }) => vocabulary.find(text))) return false
    const key = skeleton(word)
    const near = [key, `${key}k`, key.replace(/k$/, '')].flatMap((variant) => vocabulary.bySkeleton(variant))
    return !near.some((entry) => entry.logCount >= logCount - 1.5 && entry.word.length > 3 && alignEdits(word, entry.word, 0.6) !== undefined)
  })
}

const isSpeech = (word: string): boolean => /^(?:ng|ny).|..in$/.test(word) && spokenAffixes(word, plainRoot).length > 0

const increase = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
