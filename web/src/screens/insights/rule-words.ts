import type { Member, Rule } from './queries.ts'
import { insightWords } from './words.ts'
import { number, rupiah } from '../../ui/format.ts'

type Reason = Member['reasons'][number]
type Condition = Reason['condition']

const money = new Set(['spend', 'averageOrder', 'spendWithin'])
const amount = (field: string, value: number) => (money.has(field) ? rupiah(value) : number(value))

/** A rule as one sentence. */
export function readRule(rule: Rule): string {
  const { read } = insightWords()
  if ('all' in rule) return rule.all.map((one) => bracket(one)).join(read.and)
  if ('any' in rule) return rule.any.map((one) => bracket(one)).join(read.or)
  if ('not' in rule) return read.not(`(${readRule(rule.not)})`)
  return readCondition(rule)
}

/** Why somebody is in, with what is true of them. */
export function readReason({ condition, actual, isNegated }: Reason): string {
  const { read } = insightWords()
  const say = read.reason[condition.field]
  // Where the number is known it says more than the condition; so does a negated one.
  if (actual !== null && say) return say(condition.field === 'gapPercent' ? `${number(actual)}%` : amount(condition.field, actual), 'days' in condition ? condition.days : 0)
  return isNegated ? read.not(readCondition(condition)) : readCondition(condition)
}

function readCondition(condition: Condition): string {
  const { read } = insightWords()
  const field = read.short[condition.field] ?? condition.field
  if (condition.field === 'bought') return read.choice(field, condition.operator === 'anyOf', read.goods(condition.variantIds.length))
  if ('values' in condition) return read.choice(field, condition.operator === 'anyOf', condition.values.join(', '))
  const value = amount(condition.field, condition.value)
  return 'days' in condition ? read.window(field, condition.days, condition.operator === 'atLeast', value) : read.number(field, condition.operator === 'atLeast', value)
}

function bracket(rule: Rule): string {
  const parts = 'all' in rule ? rule.all : 'any' in rule ? rule.any : []
  return parts.length > 1 ? `(${readRule(rule)})` : readRule(rule)
}
