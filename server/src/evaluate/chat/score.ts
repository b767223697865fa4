import { holds } from './matching.ts'
import type { CaseAnswer, ChatCase } from './cases.ts'

export interface Failure extends Omit<CaseAnswer, 'id'> {
  id: string
  reasons: string[]
}

export interface Judged {
  answer: CaseAnswer
  intentRight: boolean
  answerRight: boolean
  /** `null` when the case expects no product. */
  productRight: boolean | null
  handoffExpected: boolean | null
  invented: number[]
  reasons: string[]
}

export function judge(expected: ChatCase, answer: CaseAnswer, invented: number[]): Judged {
  const { intent, products, answer_must: must, answer_must_not: mustNot, handoff } = expected.expect
  const missing = must.filter((group) => !group.some((wanted) => holds(answer.answer, wanted)))
  const forbidden = mustNot.filter((text) => holds(answer.answer, text))
  const intentRight = intent.includes(answer.intent)
  const productRight = products.length === 0 ? null : products.some((sku) => answer.products.includes(sku))
  const reasons: string[] = []
  if (!intentRight) reasons.push(`intent ${answer.intent}, expected ${intent.join('|')}`)
  for (const group of missing) reasons.push(`lacks ${group.slice(0, 4).join('|')}`)
  for (const text of forbidden) reasons.push(`holds "${text}"`)
  if (productRight === false) reasons.push(`products, expected ${products.join(' ')}`)
  if (handoff !== null && handoff !== answer.handoff) reasons.push(`handoff ${answer.handoff}, expected ${handoff}`)
  if (invented.length > 0) reasons.push(`invented ${invented.join(', ')}`)
  return { answer, intentRight, answerRight: missing.length === 0 && forbidden.length === 0, productRight, handoffExpected: handoff, invented, reasons }
}

/** The figures of the `chat` contract; shares over nothing are `null`. */
export function figures(judged: readonly Judged[]) {
  const share = (of: readonly Judged[], isRight: (one: Judged) => boolean) => (of.length === 0 ? null : of.filter(isRight).length / of.length)
  const settled = judged.filter(({ handoffExpected }) => handoffExpected !== null)
  return {
    n: judged.length,
    intentAccuracy: share(judged, ({ intentRight }) => intentRight),
    answerPassRate: share(judged, ({ answerRight }) => answerRight),
    productRecall: share(judged.filter(({ productRight }) => productRight !== null), ({ productRight }) => productRight === true),
    handoffPrecision: share(settled.filter(({ answer }) => answer.handoff), ({ handoffExpected }) => handoffExpected === true),
    handoffRecall: share(settled.filter(({ handoffExpected }) => handoffExpected === true), ({ answer }) => answer.handoff),
    inventedAmounts: judged.reduce((sum, { invented }) => sum + invented.length, 0),
  }
}
