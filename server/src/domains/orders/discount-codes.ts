import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { AppError } from '#platform/errors'
import { familyOf, normalisePhone, provenPhone } from '#domains/customers'
import { codeEnded, codeNeedsCustomer, codeNotYet, codeOtherGoods, codeTooLittle, codeTooSmall, codeUnknown, codeUsed } from './errors.ts'
import type { PricedLine } from './pricing.ts'
import type { DiscountRuleRow, Tables } from './tables.ts'

export interface NamedCode {
  code: string
  lines: PricedLine[]
  /** The shop's day on which it is named. */
  today: string
  customerId?: string | null | undefined
  phone?: string | null | undefined
  /** An order that holds the code already and is being changed. */
  exceptOrderId?: string | undefined
  /** Played for the owner, by nobody. */
  isRehearsal?: boolean | undefined
}

/** Why a code that a buyer names does not count now, in a sentence for them; `undefined` when it does. */
export async function codeProblem(tx: Transaction, rules: DiscountRuleRow[], given: NamedCode): Promise<AppError | undefined> {
  const meant = rules.filter((rule) => isSameCode(rule.code, given.code))
  if (meant.length === 0) return codeUnknown(given.code.trim())
  const problems = meant.map((rule) => ruleProblem(rule, given))
  const fitting = meant.filter((_, at) => problems[at] === undefined)
  if (fitting.length === 0) return problems[0]
  // One that anybody may use again is enough.
  return fitting.every((rule) => rule.oncePerCustomer) && !given.isRehearsal ? usedProblem(tx, fitting[0].code ?? '', given) : undefined
}

export const isSameCode = (code: string | null, named: string | undefined): boolean => code !== null && code.toLowerCase() === named?.trim().toLowerCase()

/** Two orders that name the code at once follow one another, so that the second sees the first. */
export async function lockCode(tx: Transaction, code: string): Promise<void> {
  await tenant<Tables>(tx).select('discountRules').select('id').where(sql<boolean>`lower(code) = ${code.trim().toLowerCase()}`).where('deletedAt', 'is', null).where('oncePerCustomer', '=', true).orderBy('id').forUpdate().execute()
}

function ruleProblem({ code, startsOn, endsOn, variantId, minQuantity, minSubtotal }: DiscountRuleRow, { today, lines }: NamedCode): AppError | undefined {
  const name = code ?? ''
  if (endsOn !== null && endsOn < today) return codeEnded(name, endsOn)
  if (startsOn !== null && today < startsOn) return codeNotYet(name, startsOn)
  const own = lines.filter((line) => variantId === null || line.variantId === variantId)
  if (own.length === 0) return codeOtherGoods(name)
  if (own.reduce((sum, line) => sum + line.quantity, 0) < minQuantity) return codeTooLittle(name, minQuantity)
  return lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0) < minSubtotal ? codeTooSmall(name, minSubtotal) : undefined
}

async function usedProblem(tx: Transaction, code: string, { customerId, phone, exceptOrderId }: NamedCode): Promise<AppError | undefined> {
  const ids = customerId ? await familyOf(tx, customerId) : []
  const number = (phone ? normalisePhone(phone) : undefined) ?? (customerId ? await provenPhone(tx, customerId) : null)
  if (ids.length === 0 && !number) return codeNeedsCustomer(code)
  let query = tenant<Tables>(tx).select('orders').select('id').where('discountCode', '=', code).where('status', '!=', 'cancelled').where(sql<boolean>`(customer_id = any(${ids}::uuid[]) or phone = ${number})`).limit(1)
  if (exceptOrderId) query = query.where('id', '!=', exceptOrderId)
  return (await query.executeTakeFirst()) && codeUsed(code)
}
