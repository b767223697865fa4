import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import type { Classifier } from '#models/language/classifier'
import { isRunning } from '../knowledge/promo-rules.ts'
import { ordersOfPhone } from '../knowledge/phones.ts'
import { cuesIn } from '../words/cues.ts'
import { budgetIn, offerIn } from './amounts-said.ts'
import { cartChange, wantedAfter } from './cart.ts'
import { continueWith, deliveryIn, picksLabel, takeOver } from './continuation.ts'
import { readDetails } from './details.ts'
import { matchFaq } from './faq-match.ts'
import { intentInput, lineWithout } from './intent-features.ts'
import { intents, type Intent } from './intents.ts'
import { hasHead, isWeak } from './mentions.ts'
import { isUpset } from './mood.ts'
import { unknownItems } from './unknown-items.ts'
import { countsIn, giveCounts, piecesOf } from './quantities-of.ts'
import { readText, type Reading } from './reading.ts'
import { registerOf } from './register.ts'
import type { DialogueState, RankedIntent, Request } from './request.ts'
import { productsIn } from './products-in.ts'
import { promosMeant, promosOfDay } from './promos-meant.ts'
import { asksPrice, ruleScores, type Circumstances } from './rules.ts'
import { asksProperty, isBid, isDescribed, isFiller, namesCustomer, reachesWholesale, shareKnown, toldOf } from './signs.ts'

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

const nothingSaid: DialogueState = { focus: [], wanted: [], place: null, isPickup: false, isFirstOrder: false, isPreorder: false, method: null, promos: [], days: [], isPassedOn: false, asksCod: false, intent: null, budget: null }

function readMessage(index: ShopIndex, classifier: Classifier, message: string, previous: DialogueState, phone: string | null): Request {
  const reading = readText(message, index.words)
  const details = readDetails(index, reading)
  const { mentions: linked, explained } = productsIn(index, reading, details, previous.focus.length > 0)
  // "3 buat acara Ayu, cukup?" after a thing was spoken of: one word that merely occurs in some name changes no subject.
  const isStray = previous.focus.length > 0 && /\d/.test(reading.line) && linked.length > 0 && linked.every((mention) => mention.words.length === 1 && !mention.isNarrowed && (mention.unknownBeside.length > 0 || isWeak(index, reading, mention)) && !hasHead(index, reading, mention))
  if (isStray) for (const mention of linked) for (const at of mention.words) explained.delete(at)
  const isLabel = linked.length === 1 && picksLabel(index, reading, linked[0], previous)
  const found = isStray || isLabel ? [] : linked
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
  const told = { index, reading, previous, named, mentions, counts, free }
  const change = cartChange(told)
  const own = phone === null ? [] : ordersOfPhone(index.knowledge.orders, phone)
  const unknown = unknownItems(index, reading, details, explained, isNamed)
  const upset = isUpset(message, reading, cues)
  const circumstances: Circumstances = {
    reading, details, cues, mentions, isNamed, previous, unknownItems: unknown,
    isOnlyGoods: isNamed && !asksProperty(reading.line) && reading.words.every((word, at) => explained.has(at) || isFiller(word)),
    counts: counts.filter((count) => count.measure === null || mentions.some((mention) => piecesOf(index, mention.rows, count) !== null)).length,
    mostCounted: Math.max(0, ...counts.filter((count) => !count.isPeople && count.measure === null).map((count) => count.value)),
    hasOwnOrder: own.length > 0,
    hasCancelled: own.some(({ status }) => status === 'dibatalkan'),
    owes: own.some(({ status }) => status === 'menunggu_pembayaran'),
    namesOwnOrder: own.some((order) => order.items.some(({ sku }) => mentions.some((mention) => mention.rows.some((id) => index.variants[id].productId === index.bySku.get(sku)?.productId)))),
    meansPromo: promosMeant(index, { reading, promos: details.promos, explained, details }).length > 0,
    reachesWholesale: reachesWholesale(index, mentions, counts),
    isPromoDay: promosOfDay(index, { details, mentions }).length > 0,
    isOnPromo: index.terms.promos.some((rule) => isRunning(rule, index.knowledge.today) && mentions.some(({ rows }) => rows.some((id) => rule.scope === null || rule.scope.has(id)))),
    namesShop: details.namesShop,
    hasBudget: budgetIn(index, reading, details) !== null,
    faq: matchFaq(index, { reading, details, explained, mentions }),
    told: toldOf(index, { reading, details, explained, mentions }),
    shopShare: shareKnown(index, reading),
    isDescribed: isNamed && isDescribed(index, reading, explained, mentions),
    isUpset: upset,
    changesCart: change,
    isBid: isBid(index, reading, previous),
    namesCustomer: namesCustomer(index, reading, own),
    endsInOffer: reading.words.some(({ concept, clause }, at) => concept === 'ada' && at > 0 && reading.marks[clause] === '?' && reading.words[at + 1]?.clause !== clause),
  }
  const ranked = rankIntents(classifier, circumstances, mentions.every((mention) => isWeak(index, reading, mention)) ? new Set() : explained)
  // "Kitchen set" names no product of a shop for chair sets: a vague word counts only where goods are asked for.
  const isVague = isNamed && named.every((mention) => isWeak(index, reading, mention)) && !asksForGoods.has(ranked[0].intent)
  const wanted = wantedAfter(told, change, ranked[0].intent)
  const days = details.days.length > 0 && ranked[0].intent !== 'location_hours' ? details.days : previous.days
  const price = mentions[0] ? (index.variants[mentions[0].rows[0]].price ?? 0) : 0
  const delivery = deliveryIn(index, reading)
  return {
    reading, details, cues, unknownItems: unknown, explained, previous, wanted,
    // What was given up is spoken of no more.
    mentions: isVague || change === 'drop' || change === 'empty' ? [] : change === 'swap' ? mentions.filter(({ rows }) => wanted.some((line) => line.rows.some((id) => rows.includes(id)))) : mentions,
    isNamed: isNamed && !isVague && change !== 'drop',
    dropped: change === 'drop' ? named : [],
    isEmptied: change !== null && wanted.length === 0,
    days,
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

const isDestination = ({ words }: Reading, { start }: { start: number }): boolean => /^(?:ke|kirim|tujuan|ongkir|daerah|area|sampai)$/.test(words[start - 1]?.concept ?? '')

/** A person has been asked to take over, until the customer turns to goods again. */
const passesOn = new Set<Intent>(['complaint', 'human', 'order_status'])
const goesOn = new Set<Intent>(['other', 'location_hours', 'thanks', 'return_refund', 'greeting'])

function stateAfter(request: Request): DialogueState {
  const { mentions, previous, wanted, place, isPickup, isFirstOrder, method, promos, days, intents: ranked, budget } = request
  return { focus: mentions.length > 0 ? mentions : previous.focus, wanted, place, isPickup, isFirstOrder, isPreorder: previous.isPreorder || / preorder /.test(request.reading.line), method, promos, days, isPassedOn: passesOn.has(ranked[0].intent) || (previous.isPassedOn && goesOn.has(ranked[0].intent)), asksCod: request.cues.has('cod'), intent: ranked[0].intent, budget: budget ?? previous.budget }
}
