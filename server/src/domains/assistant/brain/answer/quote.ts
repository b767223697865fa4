import type { IndexedVariant, ShopIndex } from '../knowledge/indexed-shop.ts'
import type { Weekday } from '../knowledge/knowledge.ts'
import type { DepositRule, MinimumRule, PromoRule, ShippingRule, WholesaleRule } from '../knowledge/terms.ts'
import { isRunning } from '../knowledge/promo-rules.ts'
import { reaches } from '../knowledge/shipping-rules.ts'
import { weekdayOf } from '../understand/details.ts'
import type { Place } from '../understand/places.ts'

export interface QuoteLine {
  row: IndexedVariant
  quantity: number
  wholesale: WholesaleRule | null
  /** After the wholesale step, per piece. */
  unitPrice: number
  amount: number
}

export interface QuoteWish {
  lines: { row: IndexedVariant; quantity: number }[]
  /** Promotions that the customer asked for; none is applied unasked. */
  promos: PromoRule[]
  place: Place | null
  isPickup: boolean
  isFirstOrder: boolean
  method: string | null
  /** Days of the week that are spoken of; today when none is. */
  days?: readonly Weekday[]
  /** To be made: asked for by pre-order. */
  isPreorder: boolean
}

export interface Quote {
  lines: QuoteLine[]
  /** Wanted, but without a price: while there are any, no sum may be told. */
  unpriced: IndexedVariant[]
  subtotal: number
  /** Promotions that count, and those that do not with the reason. */
  applied: PromoRule[]
  refused: { rule: PromoRule; reason: RefusalReason }[]
  /** After wholesale steps and promotions. */
  goods: number
  shipping: ShippingFee | null
  /** Goods and, when its price is known, shipping. */
  total: number
  deposit: { rule: DepositRule; amount: number } | null
  belowMinimum: MinimumRule[]
}

export type RefusalReason = 'ended' | 'not-started' | 'other-goods' | 'min-spend' | 'min-quantity' | 'first-order' | 'pickup' | 'weekday' | 'together' | 'gift' | 'condition'

export interface ShippingFee {
  rule: ShippingRule
  /** Kilograms charged, or boxes where the fee is per box. */
  kg: number
  /** `null` when a courier's app or a person sets it. */
  fee: number | null
  isFree: boolean
}

/** The price of an order by the shop's own terms: wholesale steps, promotions asked for, shipping, deposit. */
export function quote(index: ShopIndex, wish: QuoteWish): Quote {
  const lines = wish.lines.flatMap(({ row, quantity }) => (row.price === null ? [] : [priceLine(index, row, row.price, quantity, wish.lines)]))
  const subtotal = sum(lines.map(({ amount }) => amount))
  const { applied, refused, goods } = applyPromos(index, wish, lines, subtotal)
  const shipping = wish.place && !wish.isPickup ? shippingFee(index, wish, goods) : null
  const total = goods + (shipping?.fee ?? 0)
  return {
    lines, unpriced: wish.lines.flatMap(({ row }) => (row.price === null ? [row] : [])), subtotal, applied, refused, goods, shipping, total,
    deposit: depositFor(index, lines, goods, wish.isPreorder),
    belowMinimum: lines.flatMap(({ row, quantity }) => index.terms.minimums.filter((rule) => rule.scope.has(row.id) && quantity < rule.quantity).slice(0, 1)),
  }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

function priceLine(index: ShopIndex, row: IndexedVariant, price: number, quantity: number, all: QuoteWish['lines']): QuoteLine {
  // "Model sama": pieces of one product count together, whatever their size.
  const sameProduct = sum(all.filter((line) => line.row.productId === row.productId).map((line) => line.quantity))
  const kilograms = /(?:^|\D)(\d+) ?kg/i.exec(row.label)
  const wholesale = index.terms.wholesale.find((rule) => {
    const spent = sum(all.filter((line) => rule.scope === null || rule.scope.has(line.row.id)).map((line) => (line.row.price ?? 0) * line.quantity))
    const pieces = rule.isMixed ? sum(all.filter((line) => isFor(rule, line.row)).map((line) => line.quantity)) : sameProduct
    const reached = rule.byAmount ? spent : rule.byKg ? pieces * Number(kilograms?.[1] ?? 0) : pieces
    return reached >= rule.from && isFor(rule, row)
  }) ?? null
  const unitPrice = wholesale ? wholesalePrice(price, wholesale) : price
  return { row, quantity, wholesale, unitPrice, amount: unitPrice * quantity }
}

const isFor = ({ scope, except }: WholesaleRule, { id }: IndexedVariant): boolean => (scope === null || scope.has(id)) && !except.has(id)

const wholesalePrice = (price: number, { reduction }: WholesaleRule): number => {
  if (reduction.kind === 'percent') return reduced(price, reduction.percent)
  if (reduction.kind === 'off') return price - reduction.amount
  return reduction.kind === 'unit-price' ? reduction.amount : price
}

const reduced = (amount: number, percent: number): number => Math.round((amount * (100 - percent)) / 100)

function applyPromos(index: ShopIndex, wish: QuoteWish, lines: readonly QuoteLine[], subtotal: number) {
  const applied: PromoRule[] = []
  const refused: Quote['refused'] = []
  let goods = subtotal
  for (const rule of wish.promos) {
    const reason = refusal(index, rule, wish, lines)
    if (reason) {
      refused.push({ rule, reason })
      continue
    }
    const price = priceWith(rule, lines, goods)
    if (price === null || price >= goods) continue
    goods = price
    applied.push(rule)
  }
  return { applied, refused, goods }
}

/** Why a promotion does not count for an order, or `null`. */
export function refusal({ knowledge }: ShopIndex, rule: PromoRule, wish: QuoteWish, lines: readonly QuoteLine[]): RefusalReason | null {
  const { today } = knowledge
  if (rule.promo.to !== null && rule.promo.to < today) return 'ended'
  if (!isRunning(rule, today)) return 'not-started'
  const inScope = lines.filter(({ row }) => rule.scope === null || rule.scope.has(row.id))
  if (lines.length > 0 && inScope.length === 0) return 'other-goods'
  if (rule.together.length > 0 && !rule.together.every((rows) => lines.some(({ row }) => rows.has(row.id)))) return 'together'
  if (rule.minSpend !== null && sum(inScope.map(({ amount }) => amount)) < rule.minSpend) return 'min-spend'
  const pieces = sum(inScope.map(({ quantity }) => quantity))
  if (rule.minQuantity !== null && pieces < rule.minQuantity) return 'min-quantity'
  if (rule.bundle && pieces < rule.bundle.quantity) return 'min-quantity'
  if (rule.isGiftWithPurchase || rule.isFreeShipping) return 'gift'
  if (rule.isConditional) return 'condition'
  const days = wish.days && wish.days.length > 0 ? wish.days : [weekdayOf(today)]
  if (rule.weekday !== null && !days.includes(rule.weekday)) return 'weekday'
  if (rule.pickupOnly && wish.place !== null && !wish.isPickup) return 'pickup'
  return null
}

function priceWith(rule: PromoRule, lines: readonly QuoteLine[], goods: number): number | null {
  const inScope = lines.filter(({ row }) => rule.scope === null || rule.scope.has(row.id))
  const scoped = sum(inScope.map(({ amount }) => amount))
  if (rule.bundle) {
    const pieces = sum(inScope.map(({ quantity }) => quantity))
    const bundles = Math.floor(pieces / rule.bundle.quantity)
    const unit = Math.max(0, ...inScope.map(({ unitPrice }) => unitPrice))
    if (inScope.some(({ unitPrice }) => unitPrice !== unit)) return null
    return goods - scoped + bundles * rule.bundle.price + (pieces - bundles * rule.bundle.quantity) * unit
  }
  if (rule.unitPrice !== null) return goods - scoped + sum(inScope.map(({ amount, quantity }) => Math.min(amount, (rule.unitPrice ?? 0) * quantity)))
  if (rule.percent !== null) return Math.max(goods - scoped + reduced(scoped, rule.percent), rule.maxOff === null ? 0 : goods - rule.maxOff)
  if (rule.amountOff !== null) return goods - rule.amountOff
  return null
}

/** The best way to send these goods to a place, or `null` when no row reaches it. */
function shippingFee(index: ShopIndex, wish: Pick<QuoteWish, 'lines' | 'place' | 'method'>, goods: number): ShippingFee | null {
  const { lines, place, method } = wish
  if (!place) return null
  const grams = gramsOf(lines)
  const best = shippingChoices(index, place, lines.map(({ row }) => row), method).find(({ maxKg, boxKg }) => maxKg === null || boxKg !== null || grams <= maxKg * 1000)
  if (!best || (best.only !== null && !lines.every(({ row }) => best.only?.has(row.id)))) return null
  const kg = chargedFor(best, grams)
  const isFree = best.option.price !== null && isFreeTo(index, best, place, goods)
  const fee = isFree ? 0 : best.option.price === null ? null : best.option.price * kg
  return { rule: best, kg, fee, isFree }
}

export const gramsOf = (lines: QuoteWish['lines']): number => sum(lines.map(({ row, quantity }) => row.weightGrams * quantity))

/** Kilograms that an option charges for so many grams, or boxes where its fee is per box. */
export const chargedFor = ({ perKg, minKg, boxKg }: ShippingRule, grams: number): number =>
  perKg ? Math.max(minKg, Math.ceil(grams / 1000)) : Math.max(1, Math.ceil(grams / 1000 / (boxKg ?? Infinity)))

/** Options that reach a place with these goods: the closest area first, then priced ones, then the cheapest. */
export function shippingChoices(index: ShopIndex, place: Place, rows: readonly IndexedVariant[], method: string | null = null): ShippingRule[] {
  const reaching = index.terms.shipping.map((rule) => ({ rule, reach: reaches(rule, place) })).filter(({ reach }) => reach > 0).filter(({ rule }) => !rows.some((row) => rule.never.has(row.id)))
  const forAll = reaching.filter(({ rule }) => rule.only === null || rows.every((row) => rule.only?.has(row.id)))
  const reached = forAll.length > 0 ? forAll : reaching.filter(({ rule }) => rows.some((row) => rule.only?.has(row.id)))
  const wanted = method ? reached.filter(({ rule }) => rule.option.method === method) : []
  return (wanted.length > 0 ? wanted : reached)
    .sort((a, b) => Number(a.rule.option.price === null) - Number(b.rule.option.price === null) || b.reach - a.reach || (a.rule.option.price ?? 0) - (b.rule.option.price ?? 0))
    .map(({ rule }) => rule)
}

/** Whether goods for this much travel free by this option: the shop says from how much, where to and by what. */
export function isFreeTo({ terms }: ShopIndex, rule: ShippingRule, place: Place, goods: number): boolean {
  const free = terms.freeShipping
  if (!free || goods < free.over) return false
  if (free.methods.length > 0 && !free.methods.includes(rule.option.method)) return false
  return free.areas.length === 0 || free.areas.some((area) => place.within.includes(area))
}

function depositFor({ terms }: ShopIndex, lines: readonly QuoteLine[], goods: number, isPreorder: boolean): Quote['deposit'] {
  const isSoldOut = isPreorder || lines.some(({ row, quantity }) => row.stock < quantity)
  const holds = (rule: DepositRule): boolean => {
    const inScope = rule.scope === null ? [] : lines.filter(({ row }) => rule.scope?.has(row.id))
    if (rule.isOverForAll && rule.over !== null && goods > rule.over) return true
    if (inScope.length === 0) return rule.scope === null && rule.over !== null && goods > rule.over
    if (!rule.isOverForAll && rule.over !== null && goods <= rule.over) return false
    return rule.overQuantity === null || sum(inScope.map(({ quantity }) => quantity)) >= rule.overQuantity
  }
  const rule =
    terms.deposits.find(holds) ??
    terms.deposits.find(({ forPreorder }) => forPreorder && isSoldOut) ??
    terms.deposits.find(({ scope, over, forPreorder, forCustom }) => scope === null && over === null && !forPreorder && !forCustom)
  if (!rule) return null
  const amount = rule.percent !== null ? Math.round((goods * rule.percent) / 100) : rule.amount
  return amount === null ? null : { rule, amount }
}
