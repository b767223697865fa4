import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import type { Classifier } from '#models/language/classifier'
import type { KnownOrder } from '../knowledge/knowledge.ts'
import { retrieve, type Question } from '../answer/retrieve.ts'
import { ordersOfPhone } from '../knowledge/phones.ts'
import { termOf } from '../knowledge/sentences.ts'
import { cuesIn } from '../words/cues.ts'
import { generalWords, smallWords } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import { budgetIn, offerIn } from './amounts-said.ts'
import { bySize, continueWith, deliveryIn, takeOver } from './continuation.ts'
import { readDetails, type Details } from './details.ts'
import { matchFaq } from './faq-match.ts'
import { intentInput, lineWithout } from './intent-features.ts'
import { intents, type Intent } from './intents.ts'
import { hasHead, isWeak, linkProducts, type Mention } from './mentions.ts'
import { facetsMatch } from './label-match.ts'
import { narrow } from './variant-evidence.ts'
import { isUpset } from './mood.ts'
import { foldWords } from './places.ts'
import { unknownItems } from './unknown-items.ts'
import { countsIn, giveCounts, piecesOf, type Count } from './quantities-of.ts'
import { readText, type Reading, type Word } from './reading.ts'
import { registerOf } from './register.ts'
import type { DialogueState, RankedIntent, Request } from './request.ts'
import { promosMeant } from './promos-meant.ts'
import { asksPrice, ruleScores, type Circumstances } from './rules.ts'

export interface Conversation {
  /** The customer's messages, oldest first; the last is to be answered. */
  messages: readonly string[]
  /** The sender's number, when the channel vouches for it. */
  phone: string | null
}

/** Earlier messages than these do not change what the last one means. */
const remembered = 8

/** Reads a conversation message by message; what each leaves behind helps to read the next. */
export function understand(index: ShopIndex, classifier: Classifier, { messages, phone }: Conversation): Request {
  const recent = messages.slice(-remembered)
  let state: DialogueState = nothingSaid
  let request = readMessage(index, classifier, '', state, phone)
  recent.forEach((message, i) => {
    request = readMessage(index, classifier, message, state, phone)
    request.register = registerOf(recent.slice(0, i + 1))
    state = stateAfter(request)
  })
  return request
}

const nothingSaid: DialogueState = { focus: [], wanted: [], place: null, isPickup: false, isFirstOrder: false, isPreorder: false, method: null, promos: [], intent: null, budget: null }

function readMessage(index: ShopIndex, classifier: Classifier, message: string, previous: DialogueState, phone: string | null): Request {
  const reading = readText(message, index.words)
  const details = readDetails(index, reading)
  const { mentions: told, explained } = productsIn(index, reading, details, previous.focus.length > 0)
  // "3 buat acara Ayu, cukup?" after a thing was spoken of: one word that merely occurs in some name changes no subject.
  const isStray = previous.focus.length > 0 && /\d/.test(reading.line) && told.length > 0 && told.every((mention) => mention.words.length === 1 && !mention.isNarrowed && (mention.unknownBeside.length > 0 || isWeak(index, reading, mention)) && !hasHead(index, reading, mention))
  if (isStray) for (const mention of told) for (const at of mention.words) explained.delete(at)
  const found = isStray ? [] : told
  const isNamed = found.length > 0
  const cues = new Set(cuesIn(lineWithout(reading, explained)))
  if (cues.has('ask-price') && / berapa /.test(reading.line) && !asksPrice(reading.line) && !/ (?:harga|tarif|biaya|ongkos) /.test(reading.line)) cues.delete('ask-price')
  const carried = isNamed ? [] : takeOver(index, reading, previous, explained)
  // "Muat 2 orang?" asks about the thing and orders no two of it.
  const isAboutThing = cues.has('ask-info') && !['ask-price', 'ask-total', 'want-buy', 'ask-stock'].some((cue) => cues.has(cue))
  const counts = countsIn(reading, explained, details).filter(({ isPeople }) => !(isPeople && isAboutThing))
  const { mentions: counted, free } = giveCounts(index, reading, found, counts)
  const named = continueWith(index, reading, counted, previous)
  const mentions = isNamed ? named : carried
  const own = phone === null ? [] : ordersOfPhone(index.knowledge.orders, phone)
  const unknown = unknownItems(index, reading, details, explained, isNamed)
  const upset = isUpset(message, reading, cues)
  const circumstances: Circumstances = {
    reading, details, cues, mentions, isNamed, previous, unknownItems: unknown,
    isOnlyGoods: isNamed && !asksProperty(reading.line) && reading.words.every((word, at) => explained.has(at) || isFiller(word)),
    counts: counts.filter((count) => count.measure === null || mentions.some((mention) => piecesOf(index, mention.rows, count) !== null)).length,
    mostCounted: Math.max(0, ...counts.filter((count) => !count.isPeople && count.measure === null).map((count) => count.value)),
    hasOwnOrder: own.length > 0,
    namesOwnOrder: own.some((order) => order.items.some(({ sku }) => mentions.some((mention) => mention.rows.some((id) => index.variants[id].productId === index.bySku.get(sku)?.productId)))),
    meansPromo: promosMeant(index, { reading, promos: details.promos, explained }).length > 0,
    reachesWholesale: reachesWholesale(index, mentions, counts),
    namesShop: details.namesShop,
    hasBudget: budgetIn(index, reading, details) !== null,
    faq: matchFaq(index, { reading, details, explained, mentions }),
    told: toldOf(index, { reading, details, explained, mentions }),
    shopShare: shareKnown(index, reading),
    isDescribed: isNamed && isDescribed(index, reading, explained, mentions),
    isUpset: upset,
    isBid: isBid(index, reading, previous),
    namesCustomer: namesCustomer(index, reading, own),
    endsInOffer: reading.words.some(({ concept, clause }, at) => concept === 'ada' && at > 0 && reading.marks[clause] === '?' && reading.words[at + 1]?.clause !== clause),
  }
  const ranked = rankIntents(classifier, circumstances, mentions.every((mention) => isWeak(index, reading, mention)) ? new Set() : explained)
  // "Kitchen set" names no product of a shop for chair sets: a vague word counts only where goods are asked for.
  const isVague = isNamed && named.every((mention) => isWeak(index, reading, mention)) && !asksForGoods.has(ranked[0].intent)
  const wanted = wantedAfter(index, previous, named, mentions, free, ranked[0].intent, reading.line)
  const price = mentions[0] ? (index.variants[mentions[0].rows[0]].price ?? 0) : 0
  const delivery = deliveryIn(index, reading)
  return {
    reading, details, cues, unknownItems: unknown, explained, previous, wanted,
    mentions: isVague ? [] : mentions,
    isNamed: isNamed && !isVague,
    register: 'santai',
    intents: ranked,
    also: alsoAsked(classifier, circumstances, explained, ranked[0].intent),
    place: details.places.find((place) => isDestination(reading, place)) ?? details.places[0] ?? previous.place,
    isPickup: delivery.isPickup ?? previous.isPickup,
    isFirstOrder: delivery.isFirstOrder || previous.isFirstOrder,
    method: delivery.method ?? previous.method,
    promos: details.promos.length > 0 ? details.promos : previous.promos,
    budget: budgetIn(index, reading, details),
    offer: price > 0 ? offerIn(reading, details, price) : (details.money.at(-1) ?? null),
    isUpset: upset,
  }
}

function productsIn(index: ShopIndex, reading: Reading, details: Details, hasFocus: boolean) {
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
    const closer = narrow(index, open, mentions[0].rows, rest)
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

function rankIntents(classifier: Classifier, circumstances: Circumstances, goods: ReadonlySet<number>): RankedIntent[] {
  const { reading, isNamed } = circumstances
  const input = intentInput(reading, isNamed ? goods : new Set(), [])
  const { probabilities } = classifier.predict(input.text, input.features)
  const added = ruleScores(circumstances)
  const scores = intents.map((intent) => ({ intent, score: Math.log(Math.max(probabilities[intent] ?? 0, leastProbability)) + (added[intent] ?? 0) }))
  const top = Math.max(...scores.map(({ score }) => score))
  const mass = scores.reduce((sum, { score }) => sum + Math.exp(score - top), 0)
  return scores.map(({ intent, score }) => ({ intent, confidence: Math.exp(score - top) / mass })).sort((a, b) => b.confidence - a.confidence)
}

const asksForGoods = new Set<Intent>(['price', 'availability', 'recommendation', 'order', 'wholesale', 'negotiation'])

/** Even a sure classifier leaves room for what the shop's files say. */
const leastProbability = 0.003

/** The questions of single clauses that the whole message's intent does not cover. */
function alsoAsked(classifier: Classifier, circumstances: Circumstances, explained: ReadonlySet<number>, first: Intent): Intent[] {
  const { reading } = circumstances
  const also: Intent[] = []
  const clauses = Map.groupBy(reading.words.entries(), ([, word]) => word.clause)
  if (clauses.size < 2) return also
  for (const entries of clauses.values()) {
    if (entries.length < 2) continue
    const words = entries.map(([, word]) => word)
    const part: Reading = { ...reading, words, line: ` ${words.map((word) => word.concept).join(' ')} `, text: reading.text.slice(words[0].start, words[words.length - 1].end) }
    const goods = new Set(entries.flatMap(([at], i) => (explained.has(at) ? [i] : [])))
    const input = intentInput(part, goods)
    const { label, confidence } = classifier.predict(input.text, input.features)
    const intent = intents.find((known) => known === label)
    if (intent && intent !== first && confidence > 0.55 && !also.includes(intent)) also.push(intent)
  }
  return also
}

function wantedAfter(index: ShopIndex, previous: DialogueState, named: readonly Mention[], mentions: readonly Mention[], free: readonly Count[], intent: Intent, line: string) {
  const wanted = previous.wanted.map((line) => ({ ...line }))
  const put = (rows: readonly number[], quantity: number | null) => {
    if (rows.length === 0) return
    const same = wanted.find((line) => line.rows.some((id) => rows.includes(id)))
    if (same) {
      same.rows = rows.filter((id) => same.rows.includes(id))
      same.quantity = quantity ?? same.quantity
    } else wanted.push({ rows: [...rows], quantity })
  }
  if (named.length === 0 && / (?:ganti|tukar|saja|jadi|deh) /.test(line)) {
    // "Eh ganti yang isi 12 aja": another variant of a wanted product takes its place.
    for (const mention of mentions.filter(({ isNarrowed }) => isNarrowed)) {
      const product = index.variants[mention.rows[0]].productId
      for (const one of wanted) if (one.rows.every((id) => index.variants[id].productId === product)) one.rows = [...mention.rows]
    }
  }
  const focus = named.length === 0 ? mentions : previous.focus
  const usable = focus.length > 0 ? free.filter((count) => piecesOf(index, focus[focus.length - 1].rows, count) !== null) : []
  const left = usable.find(({ isPeople }) => !isPeople) ?? (named.length === 0 ? usable[0] : undefined)
  if (left && focus.length > 0) put(focus[focus.length - 1].rows, piecesOf(index, focus[focus.length - 1].rows, left))
  const isAdded = (left !== undefined || wanted.length > 0) && / (?:sama|dan|tambah|plus|sekalian) /.test(line)
  for (const mention of named) if (mention.quantity !== null || intent === 'order' || isAdded) put(mention.rows, mention.quantity ?? (isAdded ? 1 : null))
  return wanted
}

const toldOf = (index: ShopIndex, whole: Question): number => {
  const { reading } = whole
  // "Bisa dilepas ga? tangganya sempit": the clause that asks, without the reason.
  const asking = new Set(reading.marks.flatMap((mark, clause) => (mark === '?' ? [clause] : [])))
  const isPart = asking.size > 0 && reading.words.some(({ clause }) => !asking.has(clause))
  const kept = reading.words.flatMap((word, at) => (isPart && !asking.has(word.clause) ? [] : [{ word, at }]))
  const moved = (set: ReadonlySet<number>) => new Set(kept.flatMap(({ at }, i) => (set.has(at) ? [i] : [])))
  const words = kept.map(({ word }) => word)
  const question: Question = { ...whole, reading: { ...reading, words, line: ` ${words.map(({ concept }) => concept).join(' ')} ` }, explained: moved(whole.explained), details: { ...whole.details, taken: moved(whole.details.taken) } }
  return retrieve(index, question, { rows: question.mentions.flatMap(({ rows }) => rows), kinds: ['product', 'faq'] }).find(({ words: shared }) => shared > 0)?.score ?? 0
}

/** Whether a short message answers a price with a number that is a little less, in its scale. */
const isBid = ({ variants }: ShopIndex, { words }: Reading, { intent, focus }: DialogueState): boolean => {
  const numbers = words.flatMap(({ number }) => (number === null ? [] : [number]))
  const price = focus.length > 0 ? (variants[focus[0].rows[0]].price ?? 0) : 0
  if (intent !== 'price' || words.length > 5 || numbers.length !== 1) return false
  return [1_000, 1_000_000].some((scale) => numbers[0] * scale >= price * 0.6 && numbers[0] * scale < price)
}

/** Whether a message names somebody who bought here and is not its sender. */
const namesCustomer = ({ knowledge, byName }: ShopIndex, { words }: Reading, own: readonly KnownOrder[]): boolean => {
  const senders = new Set(own.flatMap(({ customerName }) => foldWords(customerName)))
  const others = new Set(knowledge.orders.flatMap(({ customerName }) => foldWords(customerName)))
  return words.some(({ form, concept }) => form.length > 3 && others.has(form) && !senders.has(form) && !generalWords.has(concept) && !byName.has(concept))
}

/** Whether a description of the goods named has all that is said beside their names, and something is. */
const isDescribed = (index: ShopIndex, reading: Reading, explained: ReadonlySet<number>, mentions: readonly Mention[]): boolean => {
  const rest = reading.words.filter(({ concept, number, form }, at) => number === null && !explained.has(at) && concept.length > 2 && !smallWords.has(concept) && !stopWords.has(concept) && !stopWords.has(form))
  if (rest.length === 0) return false
  return mentions.some(({ rows }) => rows.slice(0, mostDescribed).some((id) => rest.every(({ concept }) => index.variants[id].descriptionWords.has(concept))))
}
const mostDescribed = 20

/** "Ukuran nakas?" asks; "nakas ukuran 40" and "kaos ukuran L" tell which. */
const asksProperty = (line: string): boolean => / (?:ukuran|isi) (?!(?:\S+ )?\d|besar |kecil |sedang |jumbo |[smlx]{1,4} )/.test(line)

/** Words beside goods that ask nothing: `yang`, `sama`, `kak`, units. */
const isFiller = ({ concept }: Word): boolean => fillers.has(concept)
const fillers = new Set('yang sama dan kak bu pak mbak mas min sis bang gan om ini itu ya kg gram cm meter ukuran isi nomor halo permisi kalau juga buah kotak satu the a'.split(' '))

/** The share of words that are said somewhere in the shop's files beside words of talk. */
const shareKnown = (index: ShopIndex, { words }: Reading): number => {
  const content = words.filter(({ concept, number, form }) => number === null && !smallWords.has(concept) && !stopWords.has(concept) && !stopWords.has(form))
  return content.length === 0 ? 1 : content.filter(({ concept }) => index.words.has(concept) || index.sentences.has(termOf(concept))).length / content.length
}

/** Whether so many of one thing are wanted that a wholesale step counts. */
const reachesWholesale = ({ terms, variants }: ShopIndex, mentions: readonly Mention[], counts: readonly Count[]): boolean =>
  terms.wholesale.some((rule) => mentions.some((mention) => mention.rows.some((id) => (rule.scope === null || rule.scope.has(id)) && !rule.except.has(id))) && counts.some(({ value, measure }) => (rule.byAmount ? value * (variants[mentions[0].rows[0]].price ?? 0) : value) >= rule.from && (measure === 'kg' || !rule.byKg)))

const isDestination = ({ words }: Reading, { start }: { start: number }): boolean => /^(?:ke|kirim|tujuan|ongkir|daerah|area|sampai)$/.test(words[start - 1]?.concept ?? '')

function stateAfter(request: Request): DialogueState {
  const { mentions, previous, wanted, place, isPickup, isFirstOrder, method, promos, intents: ranked, budget } = request
  return { focus: mentions.length > 0 ? mentions : previous.focus, wanted, place, isPickup, isFirstOrder, isPreorder: previous.isPreorder || / preorder /.test(request.reading.line), method, promos, intent: ranked[0].intent, budget: budget ?? previous.budget }
}
