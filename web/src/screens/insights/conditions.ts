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

/** The rule that the lines mean; nothing while one of them is not filled in. */
export function toRule(match: 'all' | 'any', drafts: Draft[]): Rule | undefined {
  const conditions = drafts.map(toCondition)
  if (conditions.length === 0 || conditions.some((condition) => condition === undefined)) return undefined
  const filled = conditions.flatMap((condition) => condition ?? [])
  return match === 'all' ? { all: filled } : { any: filled }
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
