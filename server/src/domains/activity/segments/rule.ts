import { z } from 'zod'

/** Whole numbers about a customer, from the profile. Unknown (never ordered) fits neither `atLeast` nor `atMost`. */
export const numberFields = ['orders', 'spend', 'averageOrder', 'daysSinceFirstOrder', 'daysSinceLastOrder', 'gapDays', 'gapPercent', 'messages', 'daysSinceLastMessage'] as const
export type NumberField = (typeof numberFields)[number]

/** Sums over the last days, today included; nothing happened is 0. */
export const windowFields = ['ordersWithin', 'spendWithin', 'messagesWithin'] as const
export type WindowField = (typeof windowFields)[number]

export interface NumberCondition {
  field: NumberField
  operator: 'atLeast' | 'atMost'
  value: number
}
export interface WindowCondition {
  field: WindowField
  days: number
  operator: 'atLeast' | 'atMost'
  value: number
}
export interface ChannelCondition {
  field: 'channel'
  operator: 'anyOf' | 'noneOf'
  values: string[]
}
export interface PlaceCondition {
  field: 'place'
  operator: 'anyOf' | 'noneOf'
  values: string[]
}
export interface BoughtCondition {
  field: 'bought'
  operator: 'anyOf' | 'noneOf'
  variantIds: string[]
}
export type Condition = NumberCondition | WindowCondition | ChannelCondition | PlaceCondition | BoughtCondition
export type Rule = Condition | { all: Rule[] } | { any: Rule[] } | { not: Rule }

const compared = { operator: z.enum(['atLeast', 'atMost']), value: z.number().int().min(0).max(1_000_000_000_000) }
const chosen = z.enum(['anyOf', 'noneOf'])
const words = z.array(z.string().trim().min(1).max(80)).min(1).max(20)

export const conditionSchema = z.union([
  z.strictObject({ field: z.literal('bought'), operator: chosen, variantIds: z.array(z.uuid()).min(1).max(200) }),
  z.strictObject({ field: z.enum(numberFields), ...compared }),
  z.strictObject({ field: z.enum(windowFields), days: z.number().int().min(1).max(3_650), ...compared }),
  z.strictObject({ field: z.literal('channel'), operator: chosen, values: words }),
  z.strictObject({ field: z.literal('place'), operator: chosen, values: words }),
])

const conditionsMost = 40
const deepest = 6

const anyRule: z.ZodType<Rule> = z.lazy(() => z.union([conditionSchema, z.strictObject({ all: z.array(anyRule).min(1).max(12) }), z.strictObject({ any: z.array(anyRule).min(1).max(12) }), z.strictObject({ not: anyRule })]))

/** A rule as it comes in: known fields and operators alone, no deeper and no longer than people can read. */
export const ruleSchema = anyRule.refine((rule) => measure(rule).depth <= deepest && measure(rule).conditions <= conditionsMost, 'Aturan ini terlalu panjang')

function measure(rule: Rule): { depth: number; conditions: number } {
  const inner = 'all' in rule ? rule.all : 'any' in rule ? rule.any : 'not' in rule ? [rule.not] : undefined
  if (!inner) return { depth: 0, conditions: 1 }
  const measured = inner.map(measure)
  return { depth: 1 + Math.max(...measured.map(({ depth }) => depth)), conditions: measured.reduce((sum, { conditions }) => sum + conditions, 0) }
}

/** Every variant that a rule names. */
export function variantsOf(rule: Rule): string[] {
  if ('all' in rule) return rule.all.flatMap(variantsOf)
  if ('any' in rule) return rule.any.flatMap(variantsOf)
  if ('not' in rule) return variantsOf(rule.not)
  return rule.field === 'bought' ? rule.variantIds : []
}
