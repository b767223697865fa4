import type { IndexedVariant, ShopIndex } from './indexed-shop.ts'
import { countWords } from '../understand/best-rows.ts'
import { facetsMatch } from '../understand/label-match.ts'
import { readText, type Reading } from '../understand/reading.ts'

type Names = Pick<ShopIndex, 'variants' | 'byName' | 'byCategory'>

/** The rows that a text of the shop speaks of, one set per item of its list (`dipan dan lemari` are two). */
export function scopesIn(index: Names, text: string): Set<number>[] {
  const category = /\bkategori\s+([^,.)(]+)/i.exec(text)
  if (category) {
    const rows = rowsByCategory(index, conceptsOf(category[1]))
    if (rows.size > 0) return [rows]
  }
  const scopes: Set<number>[] = []
  for (const item of splitItems(text)) {
    const reading = readText(item)
    const concepts = reading.words.filter(({ number, concept }, at) => number === null && !(typeof reading.words[at - 1]?.number === 'number' && countWords.has(concept))).map(({ concept }) => concept).filter((word) => index.byName.has(word) || index.byCategory.has(word))
    const rows = rowsOfItem(index, concepts)
    if (rows.size > 0) scopes.push(withVariant(index, reading, rows))
  }
  return scopes
}

/** The union of `scopesIn`, or `null` when the text names no product. */
export function scopeOf(index: Names, text: string): Set<number> | null {
  const scopes = scopesIn(index, text)
  return scopes.length > 0 ? new Set(scopes.flatMap((rows) => [...rows])) : null
}

const splitItems = (text: string): string[] =>
  text.split(/[,;:()/]|\.(?!\d)|\s(?:dan|atau|serta|maupun|sekaligus|plus|gratis|minimal|mulai|untuk|cukup|hanya|kecuali)\s|\s\+\s|&/i).map((part) => part.trim()).filter(Boolean)

const conceptsOf = (text: string): string[] => readText(text).words.filter((word) => word.number === null).map((word) => word.concept)

/** `keripik 200 g`, `donat isi 10`: only the rows whose label says so, when some do. */
function withVariant(index: Names, reading: Reading, rows: ReadonlySet<number>): Set<number> {
  const told = [...rows].filter((id) => reading.words.some((word, at) => word.number !== null && facetsMatch(index.variants[id].facets, reading, at)))
  return new Set(told.length > 0 ? told : rows)
}

function rowsOfItem(index: Names, concepts: readonly string[]): Set<number> {
  if (concepts.length === 0) return new Set()
  const exact = rowsByCategory(index, concepts)
  if (exact.size > 0) return exact
  const rows = index.variants.filter((row) => {
    const own = wordsOf(row)
    return concepts.every((word) => own.has(word))
  })
  const heads = rows.filter((row) => row.nameWords.slice(0, 2).includes(concepts[0]) || row.categoryWords.includes(concepts[0]))
  return new Set((heads.length > 0 ? heads : rows).map((row) => row.id))
}

/** Rows of the category whose name is exactly these words. */
function rowsByCategory(index: Names, concepts: readonly string[]): Set<number> {
  const rows = (index.byCategory.get(concepts[0]) ?? []).filter((id) => {
    const { categoryWords } = index.variants[id]
    return categoryWords.length === concepts.length && concepts.every((word) => categoryWords.includes(word))
  })
  return new Set(rows)
}

const wordsOf = (row: IndexedVariant): Set<string> => new Set([...row.nameWords, ...row.categoryWords, ...row.labelWords])
