import type { DiscountRuleRow } from './tables.ts'

export interface PricedLine {
  variantId: string | null
  quantity: number
  unitPrice: number
}

export type DiscountRule = Pick<DiscountRuleRow, 'name' | 'code' | 'variantId' | 'minQuantity' | 'minSubtotal' | 'kind' | 'value' | 'startsOn' | 'endsOn'>

export interface Price {
  subtotal: number
  discount: number
  /** The rules that made it, in words. */
  discountNote: string
  /** The code among them, as the shop writes it. */
  discountCode: string | null
}

/**
 * Adds a cart up and takes off what the shop's own rules allow: for each variant the best of its rules, and for the cart
 * the best one on what is left. A rule with a code counts only when the buyer names it. Whole rupiah, never below zero.
 */
export function priceCart(lines: PricedLine[], rules: DiscountRule[], given: { today: string; code?: string | undefined }): Price {
  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  const valid = rules.filter((rule) => isValid(rule, subtotal, given))
  const onVariants = [...new Set(lines.flatMap((line) => line.variantId ?? []))].flatMap((variantId) => {
    const own = lines.filter((line) => line.variantId === variantId)
    const quantity = own.reduce((sum, line) => sum + line.quantity, 0)
    const amount = own.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
    return best(valid.filter((rule) => rule.variantId === variantId && quantity >= rule.minQuantity), quantity, amount)
  })
  const taken = onVariants.reduce((sum, one) => sum + one.amount, 0)
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0)
  const onCart = best(valid.filter((rule) => rule.variantId === null && pieces >= rule.minQuantity), pieces, subtotal - taken)
  const all = [...onVariants, ...onCart]
  return { subtotal, discount: all.reduce((sum, one) => sum + one.amount, 0), discountNote: all.map(({ rule }) => rule.name).join(', '), discountCode: all.find(({ rule }) => rule.code !== null)?.rule.code ?? null }
}

function isValid(rule: DiscountRule, subtotal: number, { today, code }: { today: string; code?: string | undefined }): boolean {
  const isInTime = (rule.startsOn === null || rule.startsOn <= today) && (rule.endsOn === null || today <= rule.endsOn)
  return isInTime && subtotal >= rule.minSubtotal && (rule.code === null || rule.code.toLowerCase() === code?.trim().toLowerCase())
}

/** The rule that takes most off, as a list of one or none. */
function best(rules: DiscountRule[], quantity: number, amount: number): { rule: DiscountRule; amount: number }[] {
  const offers = rules.map((rule) => ({ rule, amount: Math.min(amount, takenOff(rule, quantity, amount)) })).filter((offer) => offer.amount > 0)
  return offers.sort((a, b) => b.amount - a.amount).slice(0, 1)
}

function takenOff(rule: DiscountRule, quantity: number, amount: number): number {
  if (rule.kind === 'per_piece') return rule.value * quantity
  if (rule.kind === 'per_set') return rule.value * Math.floor(quantity / Math.max(1, rule.minQuantity))
  return rule.kind === 'percent' ? Math.floor((amount * Math.min(rule.value, 100)) / 100) : rule.value
}
