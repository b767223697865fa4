import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import type { Intent } from './intents.ts'
import type { Mention } from './mentions.ts'
import { piecesOf, type Count } from './quantities-of.ts'
import type { Reading } from './reading.ts'
import type { DialogueState, WantedLine } from './request.ts'

/** What a message does to the goods that were wanted before it. */
export type CartChange = 'drop' | 'empty' | 'swap' | 'more' | 'less' | 'all' | 'split' | null

interface Told {
  index: ShopIndex
  reading: Reading
  previous: DialogueState
  /** Products said in this message. */
  named: readonly Mention[]
  /** Those, or the ones it takes over from before. */
  mentions: readonly Mention[]
  counts: readonly Count[]
  /** Counts that no product took. */
  free: readonly Count[]
}

const givenUp = / (?:batal|hapus|coret|skip|tidak jadi|tidak usah(?! pakai)|tidak perlu(?! pakai)) /

/** "Es tehnya ga usah", "eh tambah 1 lagi", "yang satu merah aja": a change of mind about what was wanted. */
export function cartChange({ index, reading, previous, named, mentions, counts }: Told): CartChange {
  const { line, words } = reading
  const before = wantedBefore(previous)
  if (before.length === 0 || line.includes(' pesan saya ')) return null
  const inCart = (mention: Mention) => before.some((one) => shares(one, mention.rows))
  if (givenUp.test(line)) {
    if (named.some(inCart)) return 'drop'
    if (named.length === 0 && words.length <= mostOfGivingUp && counts.length === 0 && previous.intent !== 'order_status' && !/ (?:kalau|misal|jika|bisa|boleh|dp|uang|refund) /.test(line)) return 'empty'
  }
  const swap = words.findIndex(({ concept }) => concept === 'ganti' || concept === 'tukar')
  if (swap >= 0 && others(named, before).some((mention) => Math.min(...mention.words) > swap && !isSibling(index, before, mention))) return 'swap'
  if (named.length > 0 && !named.every(inCart)) return null
  if (/ kurangi? (?:jadi )?\d+ /.test(line) && counts.length > 0) return 'less'
  if (counts.length > 0 && (/ tambah /.test(line) || / \d+ (?:\S+ )?lagi /.test(line))) return 'more'
  if (named.length > 0) return null
  if (/ (?:semua|masing-masing) /.test(line) && / (?:jadi|jadikan|masing-masing) /.test(line) && counts.length === 1) return 'all'
  const one = mentions.length === 1 ? mentions[0] : undefined
  if (one && / yang (?:1|satu) /.test(line) && previous.wanted.some(({ rows, quantity }) => (quantity ?? 0) > 1 && one.rows.every((id) => !rows.includes(id) && index.variants[id].productId === index.variants[rows[0]].productId))) return 'split'
  return null
}

/** A longer message that gives something up says more than that. */
const mostOfGivingUp = 6

/** Several things that were spoken of together are wanted, one each, even without a number. */
const wantedBefore = ({ wanted, focus }: DialogueState): WantedLine[] =>
  (wanted.length > 0 || focus.length < 2 ? wanted : focus).map(({ rows, quantity }) => ({ rows: [...rows], quantity: quantity ?? (wanted.length > 0 ? quantity : 1) }))

/** What is wanted once the message has been read. */
export function wantedAfter(told: Told, change: CartChange, intent: Intent): WantedLine[] {
  const wanted = change === null ? told.previous.wanted.map((line) => ({ ...line })) : wantedBefore(told.previous)
  switch (change) {
    case 'empty':
      return []
    case 'drop':
      return wanted.filter((line) => !told.named.some(({ rows }) => shares(line, rows)))
    case 'swap':
      return swapped(told, wanted)
    case 'more':
    case 'less':
      return counted(told, wanted, change === 'more' ? 1 : -1)
    case 'all':
      return wanted.map((line) => ({ ...line, quantity: told.counts[0].value }))
    case 'split':
      return divided(told, wanted)
    case null:
      return collected(told, isInstead(told) ? [] : wanted, intent)
  }
}

const shares = (line: WantedLine, rows: readonly number[]): boolean => line.rows.some((id) => rows.includes(id))

/** Of what is named the rows that are not wanted yet. */
const others = (named: readonly Mention[], wanted: readonly WantedLine[]): Mention[] =>
  named.map((mention) => ({ ...mention, rows: mention.rows.filter((id) => !wanted.some((line) => line.rows.includes(id))) })).filter(({ rows }) => rows.length > 0)

const isSibling = ({ variants }: ShopIndex, wanted: readonly WantedLine[], { rows }: Mention): boolean =>
  wanted.some((line) => line.rows.some((id) => rows.some((other) => variants[id].productId === variants[other].productId)))

/** "Bakso urat ganti bakso halus": the one before the word goes, or the last wanted. */
function swapped({ previous, named }: Told, wanted: WantedLine[]): WantedLine[] {
  const given = named.find((mention) => wanted.some((line) => shares(line, mention.rows)))
  const fresh = named.filter((mention) => !wanted.some((line) => shares(line, mention.rows)))
  const taken = fresh.length > 0 ? fresh : others(named, wanted)
  const rows = given?.rows ?? previous.focus.at(-1)?.rows ?? []
  const old = wanted.find((line) => shares(line, rows)) ?? wanted[wanted.length - 1]
  return wanted.flatMap((line) => (line === old ? taken.map((mention) => ({ rows: [...mention.rows], quantity: mention.quantity ?? old.quantity })) : [line]))
}

function counted({ previous, named, counts }: Told, wanted: WantedLine[], sign: 1 | -1): WantedLine[] {
  const rows = named[0]?.rows ?? previous.focus.at(-1)?.rows ?? []
  const meant = wanted.find((line) => shares(line, rows)) ?? wanted[wanted.length - 1]
  meant.quantity = (meant.quantity ?? 1) + sign * (named[0]?.quantity ?? counts[0]?.value ?? 1)
  return wanted.filter(({ quantity }) => quantity === null || quantity > 0)
}

function divided({ index, mentions }: Told, wanted: WantedLine[]): WantedLine[] {
  const { rows } = mentions[0]
  const from = wanted.find((line) => index.variants[line.rows[0]].productId === index.variants[rows[0]].productId && (line.quantity ?? 0) > 1)
  if (!from) return wanted
  from.quantity = (from.quantity ?? 1) - 1
  return [...wanted, { rows: [...rows], quantity: 1 }]
}

/** "Kalau bakso halus 3 jadi berapa" after a sum weighs another order; nothing says that both are wanted. */
const isInstead = ({ reading: { line }, previous, named }: Told): boolean =>
  named.length > 0 && previous.wanted.length > 0 && line.startsWith(' kalau ') && / jadi berapa /.test(line) && !/ (?:sama|dan|tambah|plus|sekalian|juga|semua|total|lagi) /.test(line) &&
  named.every(({ rows, quantity }) => quantity !== null && !previous.wanted.some((one) => shares(one, rows)))

const joins = / (?:sama|dan|tambah|plus|sekalian) /

function collected({ index, reading: { line }, previous, named, mentions, free }: Told, wanted: WantedLine[], intent: Intent): WantedLine[] {
  const put = (rows: readonly number[], quantity: number | null) => {
    if (rows.length === 0) return
    const same = wanted.find((one) => shares(one, rows))
    if (same) {
      same.rows = rows.filter((id) => same.rows.includes(id))
      same.quantity = quantity ?? same.quantity
    } else wanted.push({ rows: [...rows], quantity })
  }
  if (named.length === 0 && / (?:ganti|tukar|saja|jadi|deh) /.test(line)) {
    // "Eh ganti yang isi 12 aja": another variant of a wanted product takes its place.
    for (const mention of mentions.filter(({ isNarrowed, rows }) => isNarrowed && !previous.focus.some((before) => before.rows.join() === rows.join()))) {
      const product = index.variants[mention.rows[0]].productId
      for (const one of wanted) if (one.rows.every((id) => index.variants[id].productId === product)) one.rows = [...mention.rows]
    }
  }
  // "Kutubaru cokelat L ada?" … "sama jarik": the first is wanted too.
  if (wanted.length === 0 && named.length > 0 && /^ (?:(?:kalau|terus|eh|oke) )?(?:sama|dan|tambah|plus|sekalian) /.test(line) && (!/ (?:berapa|harga|beda) /.test(line) || / (?:jadi|total|semua) /.test(line))) for (const mention of previous.focus) put(mention.rows, mention.quantity ?? 1)
  const focus = named.length === 0 ? mentions : previous.focus
  const usable = focus.length > 0 ? free.filter((count) => piecesOf(index, focus[focus.length - 1].rows, count) !== null) : []
  const left = usable.find(({ isPeople }) => !isPeople) ?? (named.length === 0 ? usable[0] : undefined)
  if (left && focus.length > 0) put(focus[focus.length - 1].rows, piecesOf(index, focus[focus.length - 1].rows, left))
  const isAdded = (left !== undefined || wanted.length > 0) && joins.test(line)
  for (const mention of named) {
    const isNew = !wanted.some((one) => shares(one, mention.rows))
    if (mention.quantity !== null || intent === 'order' || isAdded) put(mention.rows, mention.quantity ?? (isAdded && isNew ? 1 : null))
  }
  return wanted
}
