import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import { questionTerms, retrieve, type Question } from '../answer/retrieve.ts'
import { cuesIn } from '../words/cues.ts'
import type { Intent } from './intents.ts'
import { readText } from './reading.ts'

export interface FaqMatch {
  score: number
  /** What that question or policy is about. */
  intent: Intent
}

/** The question of the shop that a message repeats, or the policy it is about. */
export function matchFaq(index: ShopIndex, request: Question): FaqMatch | null {
  const found = retrieve(index, request, { rows: [], kinds: ['faq', 'policy'] })
  const terms = questionTerms(request)
  const rarity = (term: string) => index.sentences.rarity(term)
  const total = [...terms].reduce((sum, term) => sum + rarity(term), 0) || 1
  const matches = found.slice(0, 6).map(({ sentence, score }): FaqMatch => {
    if (sentence.kind === 'policy') return { score: score * 0.6, intent: ofPolicy[sentence.ref] ?? 'product_info' }
    // Only the question counts here: an answer may touch many matters.
    const asked = [...terms].filter((term) => sentence.asked.has(term)).reduce((sum, term) => sum + rarity(term), 0)
    return { score: asked / total, intent: intentOfQuestion(sentence.ref) }
  })
  return matches.sort((one, other) => other.score - one.score)[0] ?? null
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
