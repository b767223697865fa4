import type { ShopIndex } from '../brain/knowledge/indexed-shop.ts'
import type { Request } from '../brain/understand/request.ts'
import type { ChatCart } from './cart.ts'

const degree = new Set(['tidak', 'kurang', 'agak', 'sedikit', 'ekstra', 'extra', 'super', 'sangat', 'lebih', 'paling', 'jangan'])
const taste = new Set(['pedas', 'manis', 'asin', 'matang', 'gosong'])
const parts = new Set(['sambal', 'kuah', 'saus', 'bumbu', 'es', 'gula', 'sayur', 'topping', 'toping', 'bawang', 'santan', 'nasi'])
const amount = new Set(['pisah', 'terpisah', 'dipisah', 'sedikit', 'banyak', 'dikit'])

interface Note {
  /** Index of its first word. */
  at: number
  text: string
}

/**
 * How something is wanted, in the customer's own words: "gak pedes", "level 3", "tanpa bawang", "kuah dipisah", "bungkus
 * kado". What names a variant of the shop is none.
 */
function notesIn({ reading, explained }: Request): Note[] {
  const concepts = reading.words.map(({ concept }) => concept)
  const notes: Note[] = []
  for (let at = 0; at < concepts.length; at++) {
    const length = lengthAt(concepts, at)
    if (length === 0 || Array.from({ length }, (_, offset) => at + offset).some((word) => explained.has(word))) continue
    const [first, last] = [reading.words[at], reading.words[at + length - 1]]
    notes.push({ at, text: reading.text.slice(first.start, last.end).trim().slice(0, 100) })
    at += length - 1
  }
  return notes
}

function lengthAt(concepts: readonly string[], at: number): number {
  const [first = '', second = '', third = ''] = concepts.slice(at, at + 3)
  if (first === 'level' && /^\d{1,2}$/.test(second)) return 2
  if (first === 'tanpa' && second !== '') return 2
  if (first === 'jangan' && second === 'pakai' && third !== '') return 3
  if (first === 'bungkus' && second === 'kado') return 2
  if (degree.has(first) && degree.has(second) && taste.has(third)) return 3
  if (degree.has(first) && taste.has(second)) return 2
  if (parts.has(first) && amount.has(second)) return 2
  return taste.has(first) ? 1 : 0
}

/** Each note goes to the goods named before it; a message of notes alone, to what was put in last. */
export function withNotes(index: ShopIndex, request: Request, cart: ChatCart): ChatCart {
  // What was spoken of earlier was not named with this note.
  const named = request.isNamed ? request.mentions : []
  let next = cart
  for (const { at, text } of notesIn(request)) {
    const before = named.filter(({ words }) => Math.min(...words) <= at).sort((a, b) => Math.max(...b.words) - Math.max(...a.words))
    const mention = before[0] ?? named[0]
    const meant = mention?.rows.map((row) => index.variants[row].sku) ?? next.lines.slice(-1).map(({ sku }) => sku)
    if (next.open && (!mention || next.open.skus.some((sku) => meant.includes(sku)))) next = { ...next, open: { ...next.open, note: joined(next.open.note, text) } }
    else next = { ...next, lines: next.lines.map((line) => (meant.includes(line.sku) ? { ...line, note: joined(line.note, text) } : line)) }
  }
  return next
}

const joined = (said: string | undefined, text: string): string => [...new Set([...(said ? said.split(', ') : []), text])].join(', ').slice(0, 300)
