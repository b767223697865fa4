import type { Condition, NumberField, Rule, WindowField } from './rule.ts'

/** A customer as rules see them. */
export interface Person {
  orders: number
  spend: number
  firstOrderOn: string | null
  lastOrderOn: string | null
  gapDays: number | null
  messages: number
  lastMessageOn: string | null
  channels: readonly string[]
  variantIds: readonly string[]
  place: string
  days: readonly { type: string; day: string; events: number; amount: number }[]
}

/** Why somebody fits: one condition and what is true of them; numbers where the condition compares numbers. */
export interface Reason {
  condition: Condition
  actual: number | null
  /** Held as `not`: they are in because this is not so. */
  isNegated: boolean
}

const dayMs = 86_400_000

export function fits(rule: Rule, person: Person, today: string): boolean {
  if ('all' in rule) return rule.all.every((one) => fits(one, person, today))
  if ('any' in rule) return rule.any.some((one) => fits(one, person, today))
  if ('not' in rule) return !fits(rule.not, person, today)
  return holds(rule, person, today)
}

/** The conditions that put somebody in; empty when they are not. */
export function explain(rule: Rule, person: Person, today: string, isNegated = false): Reason[] {
  if (fits(rule, person, today) === isNegated) return []
  if ('all' in rule) return rule.all.flatMap((one) => explain(one, person, today, isNegated))
  if ('any' in rule) return rule.any.flatMap((one) => explain(one, person, today, isNegated))
  if ('not' in rule) return explain(rule.not, person, today, !isNegated)
  return [{ condition: rule, actual: actualOf(rule, person, today), isNegated }]
}

function holds(condition: Condition, person: Person, today: string): boolean {
  switch (condition.field) {
    case 'channel':
      return condition.values.some((value) => person.channels.includes(value)) === (condition.operator === 'anyOf')
    case 'place':
      return condition.values.some((value) => value.toLowerCase() === person.place.toLowerCase()) === (condition.operator === 'anyOf')
    case 'bought':
      return condition.variantIds.some((id) => person.variantIds.includes(id)) === (condition.operator === 'anyOf')
    default: {
      const actual = actualOf(condition, person, today)
      return actual !== null && (condition.operator === 'atLeast' ? actual >= condition.value : actual <= condition.value)
    }
  }
}

function actualOf(condition: Condition, person: Person, today: string): number | null {
  if (condition.field === 'channel' || condition.field === 'place' || condition.field === 'bought') return null
  return 'days' in condition ? sumWithin(condition.field, condition.days, person, today) : numbers[condition.field](person, today)
}

const numbers: Record<NumberField, (person: Person, today: string) => number | null> = {
  orders: (person) => person.orders,
  spend: (person) => person.spend,
  averageOrder: (person) => (person.orders > 0 ? Math.trunc(person.spend / person.orders) : null),
  daysSinceFirstOrder: (person, today) => daysBetween(person.firstOrderOn, today),
  daysSinceLastOrder: (person, today) => daysBetween(person.lastOrderOn, today),
  gapDays: (person) => person.gapDays,
  gapPercent: (person, today) => {
    const since = daysBetween(person.lastOrderOn, today)
    return since === null || person.gapDays === null ? null : Math.trunc((since * 100) / person.gapDays)
  },
  messages: (person) => person.messages,
  daysSinceLastMessage: (person, today) => daysBetween(person.lastMessageOn, today),
}

function sumWithin(field: WindowField, days: number, person: Person, today: string): number {
  const type = field === 'messagesWithin' ? 'message' : 'order'
  return person.days
    .filter((one) => one.type === type && one.day <= today && Date.parse(today) - Date.parse(one.day) < days * dayMs)
    .reduce((sum, one) => sum + (field === 'spendWithin' ? one.amount : one.events), 0)
}

function daysBetween(from: string | null, to: string): number | null {
  return from === null ? null : Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}
