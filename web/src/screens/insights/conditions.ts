import type { Rule } from './queries.ts'

export const numberFields = ['orders', 'spend', 'averageOrder', 'daysSinceLastOrder', 'daysSinceFirstOrder', 'gapDays', 'gapPercent', 'messages', 'daysSinceLastMessage'] as const
export const windowFields = ['ordersWithin', 'spendWithin', 'messagesWithin'] as const
export const listFields = ['channel', 'place'] as const
export const fields = [...numberFields, ...windowFields, ...listFields]
export type Field = (typeof fields)[number]

/** One line of the form as it is being typed. */
export interface Draft {
  key: number
  field: Field
  operator: 'atLeast' | 'atMost' | 'anyOf' | 'noneOf'
  value: string
  days: string
}

export function isList(field: Field): field is (typeof listFields)[number] {
  return field === 'channel' || field === 'place'
}

export function isWindow(field: Field): field is (typeof windowFields)[number] {
  return (windowFields as readonly string[]).includes(field)
}

/** Lines and further groups, joined by "and" or "or". */
export interface Group {
  key: number
  match: 'all' | 'any'
  isNot: boolean
  parts: (Draft | Group)[]
}

/** What the server takes: six levels, and a group that is negated is two. */
export const deepestGroup = 3
export const mostParts = 10
export const mostLines = 40

export function isGroup(part: Draft | Group): part is Group {
  return 'parts' in part
}

export function countLines(part: Draft | Group): number {
  return isGroup(part) ? part.parts.reduce((sum, one) => sum + countLines(one), 0) : 1
}

export function changePart(group: Group, key: number, change: (part: Draft | Group) => Draft | Group): Group {
  return { ...group, parts: group.parts.map((part) => (part.key === key ? change(part) : part)) }
}

export function putPart(group: Group, part: Draft | Group, index = group.parts.length): Group {
  return { ...group, parts: group.parts.toSpliced(index, 0, part) }
}

export function removePart(group: Group, key: number): Group {
  return { ...group, parts: group.parts.filter((part) => part.key !== key) }
}

/** The rule that a group means; nothing while one of its lines is not filled in. */
export function toRule({ match, isNot, parts }: Group): Rule | undefined {
  const filled: Rule[] = []
  for (const part of parts) {
    const rule = isGroup(part) ? toRule(part) : toCondition(part)
    if (!rule) return undefined
    filled.push(rule)
  }
  if (filled.length === 0) return undefined
  const rule = match === 'all' ? { all: filled } : { any: filled }
  return isNot ? { not: rule } : rule
}

function toCondition({ field, operator, value, days }: Draft): Rule | undefined {
  if (isList(field)) {
    const values = value.split(',').map((one) => one.trim()).filter(Boolean)
    return values.length === 0 ? undefined : { field, operator: operator === 'noneOf' ? 'noneOf' : 'anyOf', values }
  }
  const compared = operator === 'atMost' ? ('atMost' as const) : ('atLeast' as const)
  const [whole, within] = [wholeNumber(value), wholeNumber(days)]
  if (whole === undefined) return undefined
  if (!isWindow(field)) return { field, operator: compared, value: whole }
  return within === undefined || within < 1 ? undefined : { field, days: within, operator: compared, value: whole }
}

/** The group that means a rule, to be changed line by line; nothing for what has no line here, such as goods that were bought. */
export function fromRule(rule: Rule, newKey: () => number, depth = 1): Group | undefined {
  const isNot = 'not' in rule
  const inner = isNot ? rule.not : rule
  const [match, rules] = 'all' in inner ? (['all', inner.all] as const) : 'any' in inner ? (['any', inner.any] as const) : (['all', [inner]] as const)
  if (depth > deepestGroup || rules.length > mostParts) return undefined
  const parts: Group['parts'] = []
  for (const one of rules) {
    const part = 'field' in one ? toLine(one, newKey()) : fromRule(one, newKey, depth + 1)
    if (!part) return undefined
    parts.push(part)
  }
  return { key: newKey(), match, isNot, parts }
}

type Condition = Extract<Rule, { field: string }>

function toLine(condition: Condition, key: number): Draft | undefined {
  if (condition.field === 'bought') return undefined
  if ('values' in condition) return { key, field: condition.field, operator: condition.operator, value: condition.values.join(', '), days: '30' }
  return { key, field: condition.field, operator: condition.operator, value: String(condition.value), days: 'days' in condition ? String(condition.days) : '30' }
}

function wholeNumber(text: string): number | undefined {
  const digits = text.replace(/[.\s]/g, '')
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined
}
