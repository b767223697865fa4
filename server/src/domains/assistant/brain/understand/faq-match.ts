import { retrieve } from '../answer/retrieve.ts'
import type { ShopIndex } from '../knowledge/shop-index.ts'
import { cuesIn } from '../words/cues.ts'
import type { Intent } from './intents.ts'
import { readText } from './reading.ts'
import type { Request } from './request.ts'

export interface FaqMatch {
  score: number
  /** What that question or policy is about. */
  intent: Intent
}

/** The question or policy of the shop that a message is nearest to. */
export function matchFaq(index: ShopIndex, request: Pick<Request, 'reading' | 'explained' | 'details' | 'mentions'>): FaqMatch | null {
  const [best] = retrieve(index, request, { rows: [], kinds: ['faq', 'policy'] })
  if (!best) return null
  const { kind, ref } = best.sentence
  return { score: best.score, intent: kind === 'policy' ? (ofPolicy[ref] ?? 'product_info') : intentOfQuestion(ref) }
}

const ofPolicy: Record<string, Intent> = { returns: 'return_refund', custom: 'custom_request', wholesale: 'wholesale', deposit: 'payment', complaints: 'complaint' }

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
