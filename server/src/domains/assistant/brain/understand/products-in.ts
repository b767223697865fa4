import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import { smallWords, tradeAndTalk } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import { countWords } from './best-rows.ts'
import { bySize } from './continuation.ts'
import type { Details } from './details.ts'
import { facetsMatch } from './label-match.ts'
import { isWeak, linkProducts, type Mention } from './mentions.ts'
import type { Reading } from './reading.ts'
import { narrow } from './variant-evidence.ts'

/** The goods that a message names: by their names, else by the labels that only they have. */
export function productsIn(index: ShopIndex, reading: Reading, details: Details, hasFocus: boolean) {
  const open: Reading = { ...reading, words: reading.words.map((word, i) => (details.taken.has(i) ? { ...word, concept: '·', number: null } : word)) }
  const linked = linkProducts(index, open)
  const explained = new Set(linked.explained)
  let mentions = linked.mentions
  const named = mentions.filter((mention) => !isWeak(index, open, mention))
  const products = new Set(named.flatMap(({ rows }) => rows.map((id) => index.variants[id].productId)))
  // "Yang cokelat sama hitam": a colour alone names another variant of what was named.
  const strong = mentions.filter((mention) => named.includes(mention) || (mention.isNarrowed && mention.rows.every((id) => products.has(index.variants[id].productId))))
  if (strong.length > 0) {
    for (const mention of mentions) if (!strong.includes(mention)) for (const at of mention.words) explained.delete(at)
    mentions = strong
  }
  // "Masih beku ga?" may name no product: its words stay part of the question.
  else for (const mention of mentions) for (const at of mention.words) explained.delete(at)
  if (mentions.length === 1 && mentions[0].rows.length > 1) {
    const rest = new Set(open.words.keys().filter((i) => !explained.has(i)))
    const closer = narrow(index, open, mentions[0].rows, rest) ?? byOtherNoun(index, open, mentions[0], rest)
    if (closer && closer.rows.length < mentions[0].rows.length) {
      for (const at of closer.words) explained.add(at)
      mentions = [{ ...mentions[0], rows: closer.rows, isNarrowed: true }]
    } else if (!mentions[0].isNarrowed && sizeWords.test(reading.line)) {
      const product = index.variants[mentions[0].rows[0]].productId
      const isOne = mentions[0].rows.every((id) => index.variants[id].productId === product)
      const sized = isOne ? bySize(index, reading, mentions[0].rows, mentions[0].rows) : []
      if (sized.length > 0) mentions = [{ ...mentions[0], rows: sized, isNarrowed: true }]
    }
  }
  if (mentions.length === 0) mentions = byLabelOnly(index, open, explained)
  if (mentions.length === 0 && !hasFocus) mentions = byOwnLabel(index, open, explained)
  if (mentions.length === 0 && !hasFocus) mentions = byHeadAndLabel(index, open, explained)
  return { mentions, explained }
}

/** "Ladder 7 steps" where the label says `7 anak`: right behind the name a number that some labels have, with a noun that counts no pieces. */
function byOtherNoun(index: ShopIndex, { words }: Reading, { rows, words: said }: Mention, open: ReadonlySet<number>): { rows: number[]; words: number[] } | undefined {
  for (const at of open) {
    const { number, quantity, clause } = words[at]
    const after = words[at + 1]
    if (number === null || !(said.includes(at - 1) || (words[at - 1]?.concept === 'dengan' && said.includes(at - 2))) || (quantity !== null && quantity.type !== 'number') || after?.clause !== clause || after.number !== null || !open.has(at + 1)) continue
    if (smallWords.has(after.concept) || stopWords.has(after.form) || tradeAndTalk.has(after.concept) || countWords.has(after.concept) || after.form.length < 4) continue
    const found = rows.filter((id) => index.variants[id].facets.numbers.has(number))
    if (found.length > 0 && found.length < rows.length) return { rows: found, words: [at, at + 1] }
  }
  return undefined
}

/** "Yang wijen ada?" where only one product has such a kind. */
function byOwnLabel(index: ShopIndex, { words }: Reading, explained: Set<number>): Mention[] {
  const at = words.findIndex(({ concept, number }, i) => number === null && concept.length > 3 && words[i - 1]?.concept === 'yang' && !smallWords.has(concept) && index.byLabel.has(concept))
  const rows = at < 0 ? [] : (index.byLabel.get(words[at].concept) ?? [])
  if (rows.length === 0 || new Set(rows.map((id) => index.variants[id].productId)).size > 1) return []
  explained.add(at)
  return [{ rows: [...rows], words: [at], from: 0, to: words.length, isNarrowed: true, unknownBeside: [], quantity: null }]
}

/** "60 kotak yang isi 3, "kaos putih" where half the shop is kaos: a head too plain to name a thing, with the label it needs. */
function byHeadAndLabel(index: ShopIndex, reading: Reading, explained: Set<number>): Mention[] {
  for (const [at, { concept, number }] of reading.words.entries()) {
    const rows = number === null ? (index.byName.get(concept) ?? []).filter((id) => index.variants[id].nameWords[0] === concept) : []
    if (rows.length < 2) continue
    const picked = narrow(index, reading, rows, [...reading.words.keys()].filter((other) => other !== at))
    if (!picked || picked.words.length === 0 || picked.rows.length > 3 || picked.rows.length === rows.length) continue
    for (const word of [at, ...picked.words]) explained.add(word)
    return [{ rows: picked.rows, words: [at, ...picked.words], from: 0, to: reading.words.length, isNarrowed: true, unknownBeside: [], quantity: null }]
  }
  return []
}

/** "Ukuran 44 putih ready?": of a shop's labels only a few have both words. */
function byLabelOnly(index: ShopIndex, reading: Reading, explained: Set<number>): Mention[] {
  const { words } = reading
  const sized = words.findIndex(({ number }, at) => number !== null && ['ukuran', 'nomor', 'size'].includes(words[at - 1]?.concept ?? ''))
  const labelled = words.findIndex(({ concept, number }, at) => number === null && at !== sized - 1 && concept.length > 2 && (index.byLabel.get(concept)?.length ?? 0) > 0 && !smallWords.has(concept))
  if (sized < 0 || labelled < 0) return []
  const rows = (index.byLabel.get(words[labelled].concept) ?? []).filter((id) => facetsMatch(index.variants[id].facets, reading, sized))
  if (rows.length === 0 || rows.length > 6) return []
  for (const at of [sized, labelled]) explained.add(at)
  return [{ rows, words: [labelled, sized], from: 0, to: words.length, isNarrowed: true, unknownBeside: [], quantity: null }]
}

/** "Nastar yang besar": of one product's sizes the largest. */
const sizeWords = / (?:yang|ukuran|toples|kotak|botol|bungkus|versi|paling|isi) (?:paling )?(?:besar|jumbo|terbesar|kecil|mini|terkecil) /
