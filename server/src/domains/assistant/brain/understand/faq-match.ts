import { retrieve } from '../answer/retrieve.ts'
import type { ShopIndex } from '../knowledge/shop-index.ts'
import { cuesIn } from '../words/cues.ts'
import type { Intent } from './intents.ts'
import { readText } from './reading.ts'
import type { Request } from './request.ts'

export interface FaqMatch {
  score: number
  /** What the shop's own question asks about. */
  intent: Intent
}

/** The shop's own question that a message repeats, when one plainly does. */
export function matchFaq(index: ShopIndex, request: Pick<Request, 'reading' | 'explained' | 'details' | 'mentions'>): FaqMatch | null {
  const [best] = retrieve(index, request, { rows: [], kinds: ['faq'] })
  return best ? { score: best.score, intent: intentOfQuestion(best.sentence.ref) } : null
}

function intentOfQuestion(question: string): Intent {
  const cues = new Set(cuesIn(readText(question).line))
  return byCue.find(([cue]) => cues.has(cue))?.[1] ?? 'product_info'
}

const byCue: [cue: string, intent: Intent][] = [
  ['haggle', 'negotiation'],
  ['pay-method', 'payment'],
  ['cod', 'payment'],
  ['return', 'return_refund'],
  ['ask-ship', 'shipping'],
  ['ask-promo', 'promo'],
  ['resale', 'wholesale'],
  ['where-shop', 'location_hours'],
]
