import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { readGoods } from '#domains/catalog'
import type { DiscountRule } from './pricing.ts'
import type { DiscountRuleRow, Tables } from './tables.ts'

/** The rules that stand, oldest first. */
export function listDiscountRules(tx: Transaction): Promise<DiscountRuleRow[]> {
  return tenant<Tables>(tx).select('discountRules').selectAll().where('deletedAt', 'is', null).orderBy('createdAt').orderBy('id').limit(500).execute()
}

/** Stores a rule with the name and time of whoever made it: the assistant quotes nothing else. */
export async function addDiscountRule(tx: Transaction, rule: DiscountRule): Promise<DiscountRuleRow> {
  if (rule.variantId) await readGoods(tx, [rule.variantId])
  const row = { businessId: tx.businessId, id: newId(), ...rule, createdBy: tx.actor.kind === 'member' ? tx.actor.memberId : null, createdAt: tx.now(), deletedAt: null }
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
