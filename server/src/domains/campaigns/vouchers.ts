import { localTime } from '#platform/clock'
import type { Transaction } from '#platform/context'
import { readGoods, type Good } from '#domains/catalog'
import { addDiscountRule, listDiscountRules, removeDiscountRule, type NewDiscountRule } from '#domains/orders'
import { offerOver, offerPriceTooHigh } from './errors.ts'
import { zoneOf } from './settings.ts'
import type { CampaignRow, Offer } from './tables.ts'

/** Makes what a campaign promises count in orders, from the launch until its last day. */
export async function openOffer(tx: Transaction, { offer, variantId }: CampaignRow): Promise<void> {
  if (!('code' in offer) || variantId === null) return
  const today = await todayOf(tx)
  if (offer.until < today) throw offerOver()
  const good = (await readGoods(tx, [variantId])).get(variantId)
  if (good) await addDiscountRule(tx, { ...ruleOf(offer, good), code: offer.code, variantId, minSubtotal: 0, startsOn: today, endsOn: offer.until })
}

/** A launch that is taken back has promised nothing to anybody. */
export async function closeOffer(tx: Transaction, { offer }: CampaignRow): Promise<void> {
  if (!('code' in offer)) return
  const rule = (await listDiscountRules(tx)).find(({ code }) => code === offer.code)
  if (rule) await removeDiscountRule(tx, rule.id)
}

export const todayOf = async (tx: Transaction): Promise<string> => localTime(tx.now(), await zoneOf(tx)).date

function ruleOf(offer: Extract<Offer, { code: string }>, { name, price }: Good): Pick<NewDiscountRule, 'name' | 'kind' | 'value' | 'minQuantity' | 'oncePerCustomer'> {
  if (offer.kind === 'voucher') return { name: `Voucher ${offer.code}`, kind: offer.isPercent ? 'percent' : 'amount', value: offer.value, minQuantity: 0, oncePerCustomer: true }
  const value = (price ?? 0) * offer.quantity - offer.value
  if (value <= 0) throw offerPriceTooHigh()
  return { name: `Paket ${offer.quantity} ${name}`, kind: 'per_set', value, minQuantity: offer.quantity, oncePerCustomer: false }
}
