import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import { hasHead, type Mention } from './mentions.ts'
import { narrow } from './variant-evidence.ts'
import type { Reading } from './reading.ts'
import type { DialogueState } from './request.ts'

/** Mentions of this message seen against what was spoken of: "kursinya" is the chair from before, "yang ori" too. */
export function continueWith(index: ShopIndex, reading: Reading, mentions: readonly Mention[], { focus }: DialogueState): Mention[] {
  if (focus.length === 0) return [...mentions]
  const before = new Set(focus.flatMap((mention) => mention.rows))
  return mentions.map((mention) => {
    const shared = mention.rows.filter((id) => before.has(id))
    const isVaguer = shared.length > 0 && shared.length === before.size && mention.rows.length > shared.length
    const asksForMore = / (?:apa saja|lain|semua|pilihan|selain|ada apa) /.test(reading.line)
    if (isVaguer && !mention.isNarrowed && !asksForMore) return { ...mention, rows: shared }
    if (shared.length > 0 && shared.length < mention.rows.length && !hasHead(index, reading, mention)) return { ...mention, rows: shared }
    return kindred(index, reading, mention, focus) ?? mention
  })
}

/** "Bakso urat frozen berapa?" … "kalau yang halus?": of the things so called the one whose name is otherwise the same. */
function kindred(index: ShopIndex, reading: Reading, mention: Mention, focus: readonly Mention[]): Mention | undefined {
  const { words } = reading
  const [at, ...others] = mention.words
  if (others.length > 0 || words[at - 1]?.concept !== 'yang' || hasHead(index, reading, mention)) return undefined
  const names = new Set(index.variants[focus[focus.length - 1].rows[0]].nameWords)
  const likeness = (id: number): number => index.variants[id].nameWords.filter((word) => names.has(word)).length
  const named = index.byName.get(words[at].concept) ?? []
  const most = Math.max(...named.map(likeness))
  return most > Math.max(0, ...mention.rows.map(likeness)) ? { ...mention, rows: named.filter((id) => likeness(id) === most) } : undefined
}

/** "Yang pakai bantalan aja": with the chairs' labels in mind it picks one of them, and names no cushion. */
export function picksLabel(index: ShopIndex, { words }: Reading, { words: said }: Mention, { focus }: DialogueState): boolean {
  const last = focus.at(-1)
  if (!last) return false
  const { productId } = index.variants[last.rows[0]]
  return said.length > 0 && said.every((at) => index.rowsOf[productId].some((id) => index.variants[id].labelWords.has(words[at].concept))) && words.some(({ concept }, at) => (concept === 'pakai' || concept === 'dengan' || concept === 'tanpa') && said.includes(at + 1))
}

/** Without a name of its own a message speaks of the last products, or of the variant of them it picks out. */
export function takeOver(index: ShopIndex, reading: Reading, { focus }: DialogueState, explained: Set<number>): Mention[] {
  if (focus.length === 0) return []
  const last = focus[focus.length - 1]
  const siblings = [...new Set(last.rows.map((id) => index.variants[id].productId))].flatMap((product) => index.rowsOf[product])
  const open = [...reading.words.keys()]
  // "Butuh tiang?" asks of the one spoken of, though another has it in its label.
  if (/^ (?:butuh|perlu|harus|termasuk|dapat|sudah) /.test(reading.line)) return focus.map((mention) => ({ ...mention, words: [], quantity: null }))
  const among = narrow(index, reading, last.rows, open)
  const picked = among && among.rows.length < last.rows.length ? among : narrow(index, reading, siblings, open)
  if (picked) {
    for (const at of picked.words) explained.add(at)
    // What both variants share is kept: "hijau M ada? … yang merah?" asks for the red one in M.
    const kept = keepShared(index, last.rows, picked.rows)
    return [{ ...last, rows: kept, words: picked.words, isNarrowed: true, quantity: null }]
  }
  const sized = bySize(index, reading, last.rows, siblings)
  if (sized.length > 0) return [{ ...last, rows: sized, words: [], isNarrowed: true, quantity: null }]
  return focus.map((mention) => ({ ...mention, words: [], quantity: null }))
}

function keepShared(index: ShopIndex, before: readonly number[], picked: readonly number[]): number[] {
  if (before.length !== 1 || picked.length < 2) return [...picked]
  const { labelWords, facets } = index.variants[before[0]]
  const likeness = (id: number): number => {
    const row = index.variants[id]
    return [...row.labelWords].filter((word) => labelWords.has(word)).length + [...row.facets.numbers].filter((number) => facets.numbers.has(number)).length
  }
  const best = Math.max(...picked.map(likeness))
  return picked.filter((id) => likeness(id) === best)
}

/** `yang besar`, `yang jumbo`, `yang paling kecil`: variants are in order of size as they are of price. */
export function bySize(index: ShopIndex, { line }: Reading, current: readonly number[], siblings: readonly number[]): number[] {
  const wantsBig = / (?:besar|jumbo|terbesar|lebih lebar|lebih panjang|large|big) /.test(line)
  const wantsSmall = / (?:kecil|mini|terkecil|small) /.test(line)
  if (wantsBig === wantsSmall || siblings.length < 2) return []
  const ordered = [...siblings].sort((a, b) => priceOf(index, a) - priceOf(index, b) || index.variants[a].weightGrams - index.variants[b].weightGrams)
  const isMost = / (?:paling|terbesar|jumbo|terkecil) /.test(line)
  if (isMost || current.length === siblings.length) return wantsBig ? ordered.slice(-1) : ordered.slice(0, 1)
  const price = priceOf(index, current[0])
  const next = ordered.filter((id) => (wantsBig ? priceOf(index, id) > price : priceOf(index, id) < price))
  return next.length > 0 ? next : wantsBig ? ordered.slice(-1) : ordered.slice(0, 1)
}

const priceOf = ({ variants }: ShopIndex, id: number): number => variants[id].price ?? 0

/** How the customer wants to get the goods, when the message says so. */
export function deliveryIn(index: ShopIndex, { line, text }: Reading): { isPickup: boolean | null; isFirstOrder: boolean; method: string | null } {
  const isPickup = / (?:ambil sendiri|diambil sendiri|diambil|ambil di|ambil ke|pick up|pickup|saya ambil|ambil jam|ambil besok|ambil nanti|ambil sore|jemput sendiri|datang ke toko|datang langsung|ke toko langsung|mampir ke|datang ke) /.test(line)
  const isSent = / (?:kirim|kurir|ongkir|antar) /.test(line)
  const methods = [...new Set(index.knowledge.shop.shipping.map((option) => option.method))]
  const method = methods.find((name) => text.includes(name.toLowerCase())) ?? methods.find((name) => new RegExp(`\\b${name.toLowerCase().split(/[ /]/)[0].replace(/[^\p{L}\p{N}&]/gu, '')}\\b`, 'u').test(text) && !/^(?:ambil|kirim|kurir|truk|kargo)/i.test(name))
  return {
    isPickup: isPickup ? true : isSent ? false : null,
    isFirstOrder: / (?:pertama kali|baru pertama|first time|pembeli baru|pelanggan baru|pertama beli|belum pernah) /.test(line),
    method: method ?? null,
  }
}
