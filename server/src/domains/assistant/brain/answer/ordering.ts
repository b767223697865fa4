import type { IndexedVariant } from '../knowledge/indexed-shop.ts'
import { section, type Section } from './draft.ts'
import { leadSections, nameOf, type Speaker } from './goods.ts'
import { quote, refusal, type Quote, type QuoteWish } from './quote.ts'
import { productSource, promoSource, shippingSource } from './sources.ts'
import { promosToTry } from './promo-choice.ts'
import { rupiah } from './rupiah.ts'

/** What the customer wants, as lines of rows and numbers: collected wishes, else what was named, one each. */
export function wishOf({ index, request }: Speaker): QuoteWish {
  const { wanted, mentions, place, isPickup, isFirstOrder, method } = request
  const counted = wanted.some((line) => line.quantity !== null) ? wanted : []
  const covered = (rows: readonly number[]) => counted.some((line) => line.rows.some((id) => rows.includes(id)))
  const uncounted = mentions.filter((mention) => (request.isNamed || counted.length === 0) && !covered(mention.rows))
  const promos = promosToTry(index, request)
  const choose = (rows: readonly number[]) => {
    const reduced = rows.filter((id) => promos.some(({ scope }) => scope?.has(id)))
    return chooseRow(index.variants, reduced.length > 0 ? reduced : rows)
  }
  const lines = [
    ...counted.map(({ rows, quantity }) => ({ row: choose(rows), quantity: quantity ?? 1 })),
    ...uncounted.map((mention) => ({ row: choose(mention.rows), quantity: mention.quantity ?? 1 })),
  ]
  return { lines, promos, place, isPickup, isFirstOrder, method, days: request.days, isPreorder: / preorder /.test(request.reading.line) || request.previous.isPreorder }
}

/** Of rows that fit equally one that is there, and of those the cheapest, which is the plain one; the reply names it, so that a customer can object. */
const chooseRow = (variants: readonly IndexedVariant[], rows: readonly number[]): IndexedVariant => {
  const fitting = rows.map((id) => variants[id])
  const there = fitting.filter(({ stock }) => stock > 0)
  return (there.length > 0 ? there : fitting).reduce((best, row) => (isCheaper(row, best) ? row : best))
}

const isCheaper = (row: IndexedVariant, than: IndexedVariant): boolean => row.price !== null && (than.price === null || row.price < than.price)

/** Whether no row of the shop says how these goods get where they are wanted. */
export const needsPersonToShip = (speaker: Speaker, wish = wishOf(speaker)): boolean => {
  const { shipping } = quote(speaker.index, wish)
  return wish.lines.length > 0 && wish.place !== null && !wish.isPickup && shipping === null
}

/** The sum of an order line by line, with what was asked about shipping and promotions. */
export function totalSections(speaker: Speaker, wish = wishOf(speaker)): Section[] {
  if (wish.lines.length === 0) return []
  const { index, say } = speaker
  const result = quote(index, wish)
  const { lines, applied, goods, total } = result
  if (result.unpriced.length > 0) return unpricedSections(speaker, result)
  const items = lines.map((line) => say.line(line.quantity, nameOf(say, line.row), line.unitPrice, line.amount))
  const derived = [...lines.flatMap((line) => [line.amount, line.unitPrice, line.quantity]), result.subtotal, goods, total]
  const sources = lines.map((line) => productSource(line.row))
  const skus = lines.map((line) => line.row.sku)
  const sections = [section(`${say.yourOrder()}\n${items.join('\n')}`, sources, skus, derived)]
  const wholesale = lines.find((line) => line.wholesale)?.wholesale
  if (wholesale) sections.push(section(say.withWholesale(wholesale.byAmount ? rupiah(wholesale.from) : String(wholesale.from)), [{ kind: 'policy', ref: 'wholesale', text: wholesale.text }]))
  for (const rule of applied) sections.push(section(say.withPromo(rule.promo.code, goods), [promoSource(rule.promo)], [], [goods]))
  sections.push(...shippingLines(speaker, result, wish))
  if (wish.promos.length === 0) sections.push(...promoOffer(speaker, result, wish))
  for (const rule of result.belowMinimum) sections.push(section(say.minimum(rule.quantity, rule.unit), [{ kind: 'policy', ref: 'minimum', text: rule.text }]))
  if (wish.lines.length === 1) sections.push(...leadSections(speaker, lines[0].row))
  for (const line of lines) {
    if (line.row.stock < line.quantity) sections.push(section(line.row.stock === 0 ? say.isOut(nameOf(say, line.row)) : say.onlyLeft(nameOf(say, line.row), line.row.stock), [productSource(line.row)]))
  }
  return sections
}

/** The lines that have a price, and that the others are asked for; no sum. */
function unpricedSections({ say }: Speaker, { lines, unpriced }: Quote): Section[] {
  const priced = lines.map((line) => section(say.line(line.quantity, nameOf(say, line.row), line.unitPrice, line.amount), [productSource(line.row)], [line.row.sku], [line.amount, line.unitPrice, line.quantity]))
  return [...priced, ...unpriced.map((row) => section(say.priceOf(nameOf(say, row), null), [productSource(row)], [row.sku]))]
}

/** A running promotion that the order meets as it is, with the sum it would make; the plain sum stands before it. */
function promoOffer({ index, say }: Speaker, plain: Quote, wish: QuoteWish): Section[] {
  const offers = index.terms.promos.filter((rule) => (!rule.firstOrderOnly || wish.isFirstOrder) && (!rule.pickupOnly || wish.isPickup) && refusal(index, rule, wish, plain.lines) === null)
  const priced = offers.map((rule) => ({ rule, ...quote(index, { ...wish, promos: [rule] }) })).filter(({ applied, total }) => applied.length > 0 && total < plain.total)
  const [best] = priced.sort((a, b) => a.total - b.total)
  return best ? [section(say.withPromo(best.rule.promo.code, best.total), [promoSource(best.rule.promo)], [], [best.goods, best.total])] : []
}

function shippingLines({ request, say }: Speaker, { goods, shipping, total }: Quote, wish: QuoteWish): Section[] {
  const place = wish.place?.name ?? ''
  if (wish.isPickup) return [section(say.totalPickup(goods), [], [], [goods])]
  if (!shipping && request.place) return [section(say.totalGoods(goods), [], [], [goods]), section(say.notReached(place)), section(say.adminWillAnswer())]
  if (!shipping) return [section(say.totalGoods(goods), [], [], [goods]), section(say.deliverOrPickup())]
  const { rule, fee, isFree, kg } = shipping
  const source = [shippingSource(rule.option)]
  if (isFree) return [section(`${say.feeFree(rule.option.method, place, rule.option.eta)} ${say.totalFree(goods)}`, source, [], [goods])]
  if (fee === null) return [section(say.totalGoods(goods), [], [], [goods]), section(say.feeOpen(rule.option.method, place, rule.option.note), source)]
  const price = rule.option.price ?? 0
  const note = say.fee(rule.option.method, place, price, rule.perKg, rule.option.eta)
  const asksFee = / (?:total ongkir|ongkir total|ongkir berapa|berapa ongkir) /.test(request.reading.line)
  const weight = kg > 1 ? (asksFee ? ` ${say.feeForWeight(kg, fee)}` : ` (${kg} kg)`) : ''
  return [section(`${note}${weight} ${say.totalSent(total)}`, source, [], [total, kg, fee])]
}

/** The deposit of what is wanted, computed, with the shop's sentence. */
export function depositSections(speaker: Speaker): Section[] {
  const { index, say } = speaker
  const policy = index.terms.deposits
  const wish = wishOf(speaker)
  const result = wish.lines.length > 0 ? quote(index, wish) : null
  if (result?.deposit && result.unpriced.length === 0) {
    const { rule, amount } = result.deposit
    const sources = [{ kind: 'policy' as const, ref: 'deposit', text: rule.text }, ...result.lines.map((line) => productSource(line.row))]
    const items = result.lines.map((line) => say.line(line.quantity, nameOf(say, line.row), line.unitPrice, line.amount))
    return [section(`${items.join('\n')}\n${say.quoted([rule.text])} ${say.deposit(rule.percent, amount, result.goods)}`, sources, result.lines.map((line) => line.row.sku), [amount, result.goods, ...result.lines.flatMap((line) => [line.amount, line.unitPrice, line.quantity])])]
  }
  return policy.slice(0, 2).map((rule) => section(say.quoted([rule.text]), [{ kind: 'policy', ref: 'deposit', text: rule.text }]))
}
