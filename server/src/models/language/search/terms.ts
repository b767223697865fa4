import { queryFillers, slangForms, synonymGroups } from '../lexicon.ts'
import { normaliseTokens } from '../normalise.ts'
import { findQuantities } from '../quantities.ts'
import { stem } from '../stem.ts'
import { tokenise, type Span } from '../tokenise.ts'

/** A word of a query: what was written and its normal form. */
export interface QueryWord {
  form: string
  normal: string
  /** Where it begins in the query. */
  start: number
  /** Words such as `kak` and `berapa` that name no product. */
  isFiller: boolean
  isNumber: boolean
}

/** Words and numbers of a product's text or a query, folded. */
export function productWords(text: string): string[] {
  const words: string[] = []
  for (const { kind, form } of tokenise(text)) {
    if (kind === 'number') words.push(form)
    else if (kind === 'word') words.push(...form.split('-').filter((part, i, parts) => part !== parts[i - 1]))
  }
  return words
}

/** The words of a query, the shop's own (`keep`) as written; a normal form of two words (`nasgor` → `nasi goreng`) gives two. At most `longestQuery`. */
export function queryWords(query: string, keep: ReadonlySet<string>): QueryWord[] {
  const found: QueryWord[] = []
  const fillers = queryFillers()
  for (const { kind, form, normal, start } of normaliseTokens(query, { keep })) {
    if (kind !== 'word' && kind !== 'number') continue
    const normals = normal.split(/[ -]/).filter((part, i, parts) => part !== '' && part !== parts[i - 1])
    const forms = form.split(/[ -]/).filter((part, i, parts) => part !== parts[i - 1])
    const count = Math.max(normals.length, forms.length)
    for (let i = 0; i < count && found.length < longestQuery; i++) {
      const word = forms.length === count ? forms[i] : normals.length === count ? normals[i] : form
      const meant = normals.length === count ? normals[i] : word
      const isFiller = fillers.has(meant) || fillers.has(word) || fillers.has(normal)
      found.push({ form: word, normal: meant, start, isFiller, isNumber: kind === 'number' })
    }
  }
  return found
}

export const longestQuery = 60

/** Index keys of a word beside itself, remembered: its normal form where the lexicon knows one, and its root. */
export function createWordKeys(): (word: string) => { normal: string; root: string } {
  const remembered = new Map<string, { normal: string; root: string }>()
  return (word) => {
    let keys = remembered.get(word)
    if (!keys) {
      const normal = slangForms().get(word) ?? word
      keys = { normal, root: /^[a-z]{4,32}$/.test(normal) ? stem(normal) : normal }
      if (remembered.size >= rememberedLimit) remembered.clear()
      remembered.set(word, keys)
    }
    return keys
  }
}

const rememberedLimit = 50_000

/**
 * Measures in a text as index keys in base units, with the stretch that says them: `1 kg`, `1000 gr` and `sekilo` share
 * a key, and so do `isi 10` and `isinya 10 pcs`.
 */
export function findMeasures(text: string): (Span & { key: string })[] {
  if (!/\d|\bse|tengah/i.test(text)) return []
  return findQuantities(text).flatMap(({ start, end, ...quantity }) => {
    const at = (key: string) => [{ start, end, key }]
    if (quantity.type === 'measure') return at(`%${quantity.dimension} ${quantity.value}`)
    if (quantity.type === 'contents') return at(`%contents ${quantity.value}`)
    return quantity.type === 'dimensions' ? at(`%sides ${quantity.values.join(' ')}`) : []
  })
}

export interface Concept {
  /** Number of the meaning in `synonyms.tsv`. */
  id: number
  /** Words it spans. */
  length: number
}

/** The meanings that begin at `words[at]`, of one to three words. */
export function conceptsAt(words: readonly string[], at: number): Concept[] {
  const { starts, phrases } = concepts()
  if (!starts.has(words[at])) return []
  const found: Concept[] = []
  let phrase = ''
  for (let length = 1; length <= 3 && at + length <= words.length; length++) {
    phrase = length === 1 ? words[at] : `${phrase} ${words[at + length - 1]}`
    for (const id of phrases.get(phrase) ?? []) found.push({ id, length })
  }
  return found
}

interface Concepts {
  starts: Set<string>
  phrases: Map<string, number[]>
}
let loaded: Concepts | undefined

const concepts = (): Concepts => {
  if (loaded) return loaded
  loaded = { starts: new Set(), phrases: new Map() }
  for (const [id, group] of synonymGroups().entries()) {
    for (const phrase of group) {
      const key = productWords(phrase).join(' ')
      loaded.starts.add(key.split(' ')[0])
      const ids = loaded.phrases.get(key) ?? []
      if (!ids.includes(id)) loaded.phrases.set(key, [...ids, id])
    }
  }
  return loaded
}
