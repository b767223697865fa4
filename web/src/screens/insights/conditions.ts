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

function wholeNumber(text: string): number | undefined {
  const digits = text.replace(/[.\s]/g, '')
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined
}
