import { sql, type RawBuilder } from 'kysely'
import type { Condition, NumberField, Rule, WindowCondition, WindowField } from './rule.ts'

export interface CompileScope {
  businessId: string
  /** The shop's own day; everything counted in days counts back from it. */
  today: string
}

/** A rule as a condition on `customer_profiles p`. Only columns of the list are ever named; unknown values are false. */
export function compileRule(rule: Rule, scope: CompileScope): RawBuilder<boolean> {
  if ('all' in rule) return sql`(${sql.join(rule.all.map((one) => compileRule(one, scope)), sql` and `)})`
  if ('any' in rule) return sql`(${sql.join(rule.any.map((one) => compileRule(one, scope)), sql` or `)})`
  if ('not' in rule) return sql`(not ${compileRule(rule.not, scope)})`
  return compileCondition(rule, scope)
}

function compileCondition(condition: Condition, scope: CompileScope): RawBuilder<boolean> {
  switch (condition.field) {
    case 'channel':
      return sign(condition.operator, sql`p.channels && ${condition.values}::text[]`)
    case 'place':
      return sign(condition.operator, sql`lower(p.place) = any(${condition.values.map((value) => value.toLowerCase())}::text[])`)
    case 'bought':
      return sign(condition.operator, sql`p.variant_ids && ${condition.variantIds}::uuid[]`)
    case 'ordersWithin':
    case 'spendWithin':
    case 'messagesWithin':
      return compileWindow(condition, scope)
    default:
      return sql`coalesce(${numbers[condition.field](scope)} ${compare(condition.operator)} ${condition.value}::bigint, false)`
  }
}

const since = (scope: CompileScope, column: string) => sql`(${scope.today}::date - ${sql.ref(column)})`

const numbers: Record<NumberField, (scope: CompileScope) => RawBuilder<unknown>> = {
  orders: () => sql`p.orders`,
  spend: () => sql`p.spend`,
  averageOrder: () => sql`(case when p.orders > 0 then div(p.spend::numeric, p.orders) end)`,
  daysSinceFirstOrder: (scope) => since(scope, 'p.first_order_on'),
  daysSinceLastOrder: (scope) => since(scope, 'p.last_order_on'),
  gapDays: () => sql`p.gap_days`,
  gapPercent: (scope) => sql`(${since(scope, 'p.last_order_on')} * 100 / p.gap_days)`,
  messages: () => sql`p.messages`,
  daysSinceLastMessage: (scope) => since(scope, 'p.last_message_on'),
}

const windows: Record<WindowField, { type: string; sum: string }> = {
  ordersWithin: { type: 'order', sum: 'events' },
  spendWithin: { type: 'order', sum: 'amount' },
  messagesWithin: { type: 'message', sum: 'events' },
}

/** The people whose sum is over the mark, found once by day and not for each customer; who is not among them has nothing. */
function compileWindow({ field, days, operator, value }: WindowCondition, { businessId, today }: CompileScope): RawBuilder<boolean> {
  const { type, sum } = windows[field]
  const over = (mark: RawBuilder<unknown>) => sql<boolean>`p.id in (
    select d.customer_id from customer_days d where d.business_id = ${businessId} and d.type = ${type} and d.day > ${today}::date - ${days}::int and d.day <= ${today}::date
    group by d.customer_id having sum(d.${sql.ref(sum)}) ${mark})`
  if (operator === 'atMost') return sql`(not ${over(sql`> ${value}::bigint`)})`
  return value === 0 ? sql`true` : over(sql`>= ${value}::bigint`)
}

function compare(operator: 'atLeast' | 'atMost'): RawBuilder<unknown> {
  return operator === 'atLeast' ? sql`>=` : sql`<=`
}

function sign(operator: 'anyOf' | 'noneOf', condition: RawBuilder<unknown>): RawBuilder<boolean> {
  return operator === 'anyOf' ? sql`(${condition})` : sql`(not (${condition}))`
}
