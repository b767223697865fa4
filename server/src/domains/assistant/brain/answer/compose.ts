import type { SentenceKind } from '../knowledge/indexed-shop.ts'
import type { Intent } from '../understand/intents.ts'
import { composers, type Part } from './composers.ts'
import type { Draft, Section } from './draft.ts'
import { leadSections, mentionedRows, type Speaker } from './goods.ts'
import { clearAnswer } from './info.ts'
import { topicsAsked } from './retrieve.ts'

/** The answer to a request: its main intent first, then what else the message asks, without repetition. */
export function compose(speaker: Speaker, phone: string | null): Draft {
  const { request } = speaker
  const [{ intent }] = request.intents
  const main = composers[intent](speaker, phone)
  const parts = [main]
  if (!closing.has(intent)) {
    for (const also of furtherIntents(speaker, intent)) parts.push(composers[also](speaker, phone))
  }
  const sections = unique([...parts.flatMap((part) => part.sections), ...(open.has(intent) ? [...dueSections(speaker), ...aside(speaker, parts)] : [])])
  const handoff = parts.map((part) => part.handoff).find((reason) => reason !== undefined) ?? (asksForPrice(speaker, sections) ? 'price_unknown' : null)
  return { sections, handoff, actions: parts.flatMap((part) => part.actions ?? []) }
}

/** Nothing is added to these: a complaint is no occasion for a price. */
const closing = new Set<Intent>(['complaint', 'human', 'opt_out', 'thanks', 'greeting', 'other', 'wholesale', 'order_status', 'return_refund'])
/** Questions beside which the shop's texts may say one thing more. */
const open = new Set<Intent>(['price', 'availability', 'order', 'payment', 'promo', 'location_hours', 'recommendation', 'negotiation'])

/** Wanted for a day, a thing that is ordered ahead is never offered without saying so. */
function dueSections(speaker: Speaker): Section[] {
  const { details, isNamed } = speaker.request
  if (!isNamed || details.dates.length === 0) return []
  return mentionedRows(speaker).slice(0, 3).flatMap((row) => leadSections(speaker, row))
}

/** A sentence of the shop that plainly speaks of what else was asked, when the answer does not hold it yet. */
function aside(speaker: Speaker, parts: readonly Part[]): Section[] {
  if (speaker.request.intents[0].intent === 'order' && topicsAsked(speaker.request).length === 0) return []
  const said = parts.flatMap((part) => part.sections.map(({ text }) => text)).join('\n')
  const kinds: SentenceKind[] = speaker.request.intents[0].intent === 'recommendation' ? ['faq', 'policy'] : ['product', 'faq', 'policy']
  return clearAnswer(speaker, kinds, 0.75).filter(({ text }) => !said.includes(text)).slice(0, 1)
}

/** A price was promised to be asked for: the owner must hear the question. */
const asksForPrice = ({ index, say }: Speaker, sections: readonly Section[]): boolean =>
  sections.some(({ text, products }) => products.some((sku) => index.bySku.get(sku)?.price === null) && text.includes(say.priceAsked()))

const addable = new Set<Intent>(['price', 'availability', 'product_info', 'recommendation', 'shipping', 'location_hours', 'payment', 'promo', 'order'])

function furtherIntents({ request }: Speaker, first: Intent): Intent[] {
  const { also, reading } = request
  // A sum is no answer where no number was told.
  const isCounted = request.wanted.some(({ quantity }) => quantity !== null) || request.cues.has('ask-total')
  const further = also.filter((intent) => addable.has(intent) && (intent !== 'order' || isCounted))
  const add = (intent: Intent, when: boolean) => {
    if (when && intent !== first && !further.includes(intent)) further.push(intent)
  }
  add('shipping', request.details.places.length > 0 && / (?:sampai|kirim|ongkir) /.test(reading.line) && (first === 'price' || first === 'availability'))
  add('payment', / (?:dp|qris|cod) /.test(reading.line) && first !== 'wholesale')
  add('shipping', / ongkir /.test(reading.line) && first !== 'order' && first !== 'promo')
  if (first === 'order' || first === 'promo') return further.filter((intent) => intent !== 'price' && intent !== 'availability' && intent !== 'shipping')
  if (further.includes('order') && (first === 'price' || first === 'availability')) return further.filter((intent) => intent === 'order' || intent === 'payment')
  return further.slice(0, 2)
}

function unique(sections: readonly Section[]): Section[] {
  const seen = new Set<string>()
  return sections.filter(({ text, products }) => {
    const key = text || products.join()
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
