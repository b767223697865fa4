import type { Transaction } from '#platform/context'
import { invalidInput, notFound } from '#platform/errors'
import { getShopFacts, type ShopFacts } from '#domains/businesses'
import { readGoods, type Good } from '#domains/catalog'
import { listDiscountRules } from './discount-rules.ts'
import { codeProblem } from './discount-codes.ts'
import { priceUnknown, shippingUnknown, weightUnknown } from './errors.ts'
import type { NewOrder } from './new-order.ts'
import { getOrderSettings, today } from './order-settings.ts'
import { priceCart, type Price } from './pricing.ts'
import type { OrderLineRow } from './tables.ts'

type NewLine = Omit<OrderLineRow, 'businessId' | 'id' | 'orderId' | 'position'>

export interface OrderPrice extends Price {
  lines: NewLine[]
  shippingFee: number
  courier: string
  total: number
  /** What must arrive before work starts; 0 for the whole. */
  depositDue: number
}

interface PricedAs {
  takenOn?: string | undefined
  /** An order that this one takes the place of: its code is free again. */
  exceptOrderId?: string | undefined
  /** Played for the owner, by nobody. */
  isRehearsal?: boolean | undefined
}

type PricedInput = Pick<NewOrder, 'lines' | 'customLines' | 'code' | 'customerId' | 'phone' | 'discount' | 'delivery' | 'shipping' | 'shippingFee' | 'city' | 'depositRule'>

/**
 * What an order costs by the shop's own rows, without taking it: the same sum that `placeOrder` writes. A code that does
 * not count is refused with its reason. `takenOn`: an order whose lines change is priced as on the day it was taken, and
 * loses a code that its new lines no longer meet.
 */
export async function priceOrder(tx: Transaction, input: PricedInput, { takenOn, exceptOrderId, isRehearsal }: PricedAs = {}): Promise<OrderPrice> {
  const goods = await readGoods(tx, input.lines.map((line) => line.variantId))
  const lines = linesOf(input, goods)
  const [rules, day] = [await listDiscountRules(tx), takenOn ?? (await today(tx))]
  const { code, customerId, phone } = input
  const problem = code?.trim() ? await codeProblem(tx, rules, { code, lines, today: day, customerId, phone, exceptOrderId, isRehearsal }) : undefined
  if (problem && takenOn === undefined) throw problem
  const price = priceCart(lines, rules, { today: day, code: problem ? undefined : code })
  const { facts } = await getShopFacts(tx)
  const shipping = shippingOf(tx, input, { facts, goods, subtotal: price.subtotal })
  const discount = input.discount ?? price.discount
  if (discount > price.subtotal) throw invalidInput('Potongan lebih besar dari harga barang.')
  const total = price.subtotal - discount + shipping.fee
  const percent = termsOf(facts, input.depositRule) ?? (await getOrderSettings(tx)).depositPercent
  return { lines, subtotal: price.subtotal, discount, discountNote: input.discount === undefined ? price.discountNote : '', discountCode: input.discount === undefined ? price.discountCode : null, shippingFee: shipping.fee, courier: shipping.courier, total, depositDue: Math.ceil((total * percent) / 100) }
}

function linesOf(input: Pick<NewOrder, 'lines' | 'customLines'>, goods: Map<string, Good>): NewLine[] {
  const own = input.lines.map((line): NewLine => {
    const good = goods.get(line.variantId)
    if (!good) throw notFound('Barang')
    if (good.price === null) throw priceUnknown(good.name)
    return { variantId: line.variantId, sku: good.sku, name: good.name, quantity: line.quantity, unitPrice: good.price, unitCost: good.cost, neededOn: line.neededOn ?? null, note: line.note ?? '', returnedQuantity: 0 }
  })
  const custom = (input.customLines ?? []).map((line): NewLine => ({ ...line, variantId: null, sku: '', unitCost: null, neededOn: null, note: line.note ?? '', returnedQuantity: 0 }))
  return [...own, ...custom]
}

/** The fee from the shop's own rates, free above its limit; a rate without a price is asked for, never guessed. */
function shippingOf(tx: Transaction, input: Pick<NewOrder, 'lines' | 'delivery' | 'shipping' | 'shippingFee' | 'city'>, { facts, goods, subtotal }: { facts: ShopFacts; goods: Map<string, Good>; subtotal: number }): { fee: number; courier: string } {
  if (input.delivery !== 'ship') return { fee: 0, courier: '' }
  if (input.shippingFee !== undefined) return { fee: input.shippingFee, courier: input.shipping?.method ?? '' }
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()
  const rate = input.shipping && facts.shipping.find((row) => same(row.method, input.shipping?.method ?? '') && same(row.area, input.shipping?.area ?? ''))
  if (!rate || rate.price === null) throw shippingUnknown(input.shipping?.area ?? input.city ?? '')
  const isFree = facts.freeShippingOver !== null && subtotal >= facts.freeShippingOver
  if (isFree) return { fee: 0, courier: rate.method }
  return { fee: rate.price * (/\bper\s*(?:kg|kilo)/i.test(rate.note) ? kilosOf(tx, input.lines, goods, rate.note) : 1), courier: rate.method }
}

/** Kilograms begun, at least what the rate asks for. A person who does not know a weight pays the least; nobody else guesses. */
function kilosOf(tx: Transaction, lines: NewOrder['lines'], goods: Map<string, Good>, note: string): number {
  const unweighed = lines.map((line) => goods.get(line.variantId)).find((good) => !good?.weightGrams)
  if (unweighed && tx.actor.kind !== 'member') throw weightUnknown(unweighed.name)
  const grams = lines.reduce((sum, line) => sum + line.quantity * (goods.get(line.variantId)?.weightGrams ?? 0), 0)
  const least = Number(/\bmin(?:imal|imum|\.)? (\d+) ?kg/i.exec(note)?.[1] ?? 1)
  return Math.max(least, Math.ceil(grams / 1_000))
}

/** The part that a sentence asks for beforehand, when it really stands in the shop's terms and says so. */
function termsOf(facts: ShopFacts, rule: NewOrder['depositRule']): number | undefined {
  if (!rule || !Object.values(facts.policies).some((policy) => policy.includes(rule.text))) return undefined
  const said = rule.text.match(/\d{1,3}(?= ?(?:%|persen))/gi)?.map(Number) ?? []
  const isSaid = said.includes(rule.percent) || (rule.percent === 50 && /setengah|separuh|separo/i.test(rule.text)) || (rule.percent === 100 && /lunas|penuh/i.test(rule.text))
  return isSaid && rule.percent >= 1 && rule.percent <= 100 ? rule.percent : undefined
}
