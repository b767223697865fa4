import type { ShopIndex } from './knowledge/indexed-shop.ts'
import type { Classifier } from '#models/language/classifier'
import { checkReply } from './check/reply.ts'
import { compose } from './answer/compose.ts'
import type { Action, Draft, Handoff, Source } from './answer/draft.ts'
import type { Speaker } from './answer/goods.ts'
import { phrasesFor } from './answer/phrases.ts'
import { productSource } from './answer/sources.ts'
import { summarise } from './answer/summary.ts'
import { findLesson } from './lessons.ts'
import type { Intent } from './understand/intents.ts'
import type { RankedIntent } from './understand/request.ts'
import { understand, type Conversation } from './understand/understand.ts'

/** The answer to a conversation's last message. Text for the customer stands in `reply` alone; effects are named. */
export interface Answer {
  reply: string
  intent: Intent
  intents: RankedIntent[]
  /** SKUs the reply is about. */
  products: string[]
  handoff: Handoff | null
  actions: Action[]
  sources: Source[]
  /** Amounts that were computed from the sources. */
  derived: number[]
  /** 0–1, of the intent. */
  confidence: number
}

export interface Brain {
  index: ShopIndex
  classifier: Classifier
}

/** Understands, looks up, composes, checks. The same input gives the same answer; nothing is stored. `as` reads it as that intent. */
export function respond({ index, classifier }: Brain, conversation: Conversation, as?: Intent): Answer {
  const understood = understand(index, classifier, conversation)
  const request = as === undefined ? understood : { ...understood, intents: [...understood.intents].sort((a, b) => Number(b.intent === as) - Number(a.intent === as)) }
  const say = phrasesFor(request.register)
  const speaker = { index, request, say }
  const lesson = findLesson(index, request)
  const draft = lesson ?? compose(speaker, conversation.phone)
  const reply = draft.sections.map(({ text }) => text).filter(Boolean).join('\n')
  const sources = sourcesOf(index, draft)
  const [{ intent, confidence }] = request.intents
  const derived = draft.sections.flatMap((section) => section.derived)
  const check = checkReply(reply, { sources, derived, said: conversation.messages })
  const answer = { intent, intents: request.intents.slice(0, 3), confidence, products: productsOf(speaker, draft), actions: draft.actions, sources, derived }
  if (!check.ok) {
    return { ...answer, reply: say.unknown(), sources: [], handoff: { reason: 'unchecked', summary: summarise(request, conversation) } }
  }
  return { ...answer, reply, handoff: draft.handoff === null ? null : { reason: draft.handoff, summary: summarise(request, conversation) } }
}

/** The rows behind a reply: those its statements cite, and those of the goods it names. */
function sourcesOf({ bySku }: ShopIndex, { sections }: Draft): Source[] {
  const cited = sections.flatMap((one) => one.sources)
  const named = sections.filter(({ text }) => text !== '').flatMap((one) => one.products.flatMap((sku) => bySku.get(sku) ?? [])).map(productSource)
  const unique = new Map([...cited, ...named].map((source) => [`${source.kind} ${source.ref} ${source.text}`, source]))
  return [...unique.values()]
}

/** What the reply speaks of and what the customer means: staff see both beside the answer. */
function productsOf({ index, request }: Speaker, draft: Draft): string[] {
  const [{ intent }] = request.intents
  const meant = (request.isNamed && intent !== 'recommendation') || carriesGoods.has(intent) ? request.mentions.flatMap((mention) => mention.rows) : []
  const skus = draft.sections.flatMap((section) => section.products)
  return [...new Set([...skus, ...(meant.length <= 12 ? meant.map((id) => index.variants[id].sku) : [])])]
}

/** Intents that without a name of their own are about the goods spoken of before. */
const carriesGoods = new Set<Intent>(['price', 'availability', 'product_info', 'order', 'payment', 'shipping', 'promo', 'negotiation', 'custom_request', 'wholesale'])
