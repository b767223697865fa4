import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { isSameCode } from './discount-codes.ts'
import { codeTaken } from './errors.ts'
import { today } from './order-settings.ts'
import { recordAudit } from '#domains/businesses'
import { addDays, readGoods } from '#domains/catalog'
import type { DiscountRule } from './pricing.ts'
import type { DiscountRuleRow, Tables } from './tables.ts'

/** So long an ended rule is still known, to say so to who names its code. */
const rememberedDays = 180

/** The rules that stand, oldest first. */
export async function listDiscountRules(tx: Transaction): Promise<DiscountRuleRow[]> {
  const day = addDays(await today(tx), -rememberedDays)
  return tenant<Tables>(tx).select('discountRules').selectAll().where('deletedAt', 'is', null).where((where) => where.or([where('endsOn', 'is', null), where('endsOn', '>=', day)])).orderBy('createdAt').orderBy('id').limit(500).execute()
}

export type NewDiscountRule = DiscountRule & { oncePerCustomer?: boolean | undefined }

/** Whether another rule that stands answers to this code. */
export async function isCodeTaken(tx: Transaction, code: string): Promise<boolean> {
  return (await listDiscountRules(tx)).some((rule) => isSameCode(rule.code, code))
}

/** Stores a rule with the name and time of whoever made it: the assistant quotes nothing else. */
export async function addDiscountRule(tx: Transaction, { oncePerCustomer = false, ...rule }: NewDiscountRule): Promise<DiscountRuleRow> {
  if (rule.code !== null && (await isCodeTaken(tx, rule.code))) throw codeTaken(rule.code)
  if (rule.variantId) await readGoods(tx, [rule.variantId])
  const row = { businessId: tx.businessId, id: newId(), ...rule, oncePerCustomer, createdBy: tx.actor.kind === 'member' ? tx.actor.memberId : null, createdAt: tx.now(), deletedAt: null }
  await tenant<Tables>(tx).insert('discountRules').values(row).execute()
  await recordAudit(tx, { action: 'discount-rule.create', subjectType: 'discount-rule', subjectId: row.id, after: rule })
  await tx.notify({ topic: 'discount-rule', id: row.id })
  return row
}

/** Ends a rule; orders that it lowered keep their price. */
export async function removeDiscountRule(tx: Transaction, ruleId: string): Promise<void> {
  const row = await tenant<Tables>(tx).update('discountRules').set({ deletedAt: tx.now() }).where('id', '=', ruleId).where('deletedAt', 'is', null).returning(['name', 'kind', 'value']).executeTakeFirst()
  if (!row) throw notFound('Aturan potongan')
  await recordAudit(tx, { action: 'discount-rule.delete', subjectType: 'discount-rule', subjectId: ruleId, before: row })
  await tx.notify({ topic: 'discount-rule', id: ruleId })
}
