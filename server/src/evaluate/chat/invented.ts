import type { ShopKnowledge } from '../../domains/assistant/brain/knowledge/knowledge.ts'
import { plainNumbers } from './matching.ts'

/** The shop's files as text and as rows; written apart from the assistant's own check, to judge it. */
export interface Evidence {
  texts: readonly string[]
  knowledge: ShopKnowledge
}

/**
 * The rupiah amounts of at least 1,000 in an answer that stand neither in the shop's files nor in the customer's
 * messages, and are no total of quantity × price of named items with documented shipping and discount.
 */
export function inventedAmounts(answer: string, messages: readonly string[], products: readonly string[], evidence: Evidence): number[] {
  const known = new Set([...evidence.texts, ...messages].flatMap(numbersIn))
  const unknown = amountsIn(answer).filter((amount) => !known.has(amount))
  if (unknown.length === 0) return []
  const goods = documentedGoods(answer, messages, products, evidence)
  const fees = evidence.knowledge.shop.shipping.flatMap(({ price, note }) => {
    const most = /per (?:kg|kilo|box|boks|dus|koli)/i.test(note) ? mostKg : 1
    return price ? Array.from({ length: most }, (_, i) => ({ times: i + 1, fee: price * (i + 1) })) : []
  })
  // A fee alone is documented when its weight is told beside it.
  const isFee = (amount: number) => fees.some(({ times, fee }) => fee === amount && new RegExp(`(?<!\\d)${times} (?:kg|box)`).test(answer))
  return unknown.filter((amount) => !goods.has(amount) && !isFee(amount) && !fees.some(({ fee }) => amount > fee && goods.has(amount - fee)))
}

const numbersIn = (text: string): number[] => (plainNumbers(text).match(/\d+/g) ?? []).map(Number)

/** Numbers from 1,000 that are money: not years, phone numbers, order or tracking numbers. */
const amountsIn = (answer: string): number[] =>
  [...plainNumbers(answer).matchAll(/(?<![\p{L}\d-])(rp ?)?(\d{4,9})(?![\d-])/gu)]
    .filter(([, sign, digits]) => !digits.startsWith('0') && (sign !== undefined || !/^(?:19|20)\d\d$/.test(digits)))
    .map(([, , digits]) => Number(digits))

/** Fees per kilogram are followed up to this weight. */
const mostKg = 30
/** Sums are followed up to this number; an order of a chat has few lines. */
const mostSums = 50_000

/** Totals of named items, plain and with one documented discount. */
function documentedGoods(answer: string, messages: readonly string[], products: readonly string[], { knowledge, texts }: Evidence): Set<number> {
  const variants = knowledge.products.flatMap((product) => product.variants.flatMap(({ sku, price }) => (price === null ? [] : [{ sku, price, name: product.name }])))
  const lower = answer.toLowerCase()
  const named = variants.filter(({ sku, name }) => products.includes(sku) && lower.includes(name.toLowerCase()))
  const multiples = [...answer.matchAll(/(\d{1,4}) ?[x×] /g)].map(([, digits]) => Number(digits))
  const quantities = new Set([1, ...multiples, ...messages.flatMap(numbersIn).filter((number) => number > 0 && number < 2_000)])
  const documented = texts.join('\n')
  const percents = [...new Set([...documented.matchAll(/(\d{1,2}(?:[.,]\d)?) ?%/g)].map(([, digits]) => Number(digits.replace(',', '.'))))]
  const off = [...documented.matchAll(/(?:potong(?:an)?|diskon|hemat|lebih murah)\D{0,12}rp ?([\d.]+)|rp ?([\d.]+) lebih murah/gi)].map(([, before, after]) => Number((before ?? after).replace(/\D/g, '')))
  const wholesale = knowledge.shop.policies.filter(({ kind }) => kind === 'wholesale').flatMap(({ text }) => numbersIn(text).filter((amount) => amount >= 1_000))
  const bundles = [...documented.matchAll(/beli (\d+)[^.]*?rp ?([\d.]+)/gi)].map(([, count, digits]) => ({ count: Number(count), price: Number(digits.replace(/\D/g, '')) }))
  const totals = new Set<number>()
  for (const goods of sumsOf(named, [...quantities], { percents, off, wholesale, bundles })) {
    if (goods === 0) continue
    totals.add(goods)
    for (const percent of percents) {
      totals.add(Math.round((goods * (100 - percent)) / 100))
      totals.add(Math.round((goods * percent) / 100))
    }
    for (const amount of off) totals.add(goods - amount)
  }
  return totals
}

interface Terms {
  percents: readonly number[]
  /** Taken off a price. */
  off: readonly number[]
  /** Instead of a price. */
  wholesale: readonly number[]
  bundles: readonly { count: number; price: number }[]
}

/** Sums over up to six named items, each in a quantity that was said, plain or with a documented discount. */
function sumsOf(items: readonly { price: number }[], quantities: readonly number[], { percents, off, wholesale, bundles }: Terms): Set<number> {
  let sums = new Set([0])
  for (const { price } of items.slice(0, 6)) {
    const unitPrices = [price, ...percents.map((percent) => Math.round((price * (100 - percent)) / 100)), ...off.map((each) => price - each), ...wholesale.filter((each) => each < price)]
    const amounts = new Set<number>()
    for (const quantity of quantities) {
      for (const unitPrice of unitPrices) amounts.add(unitPrice * quantity)
      for (const { count, price: together } of bundles) if (quantity >= count) amounts.add(Math.floor(quantity / count) * together + (quantity % count) * price)
    }
    const next = new Set(sums)
    for (const sum of sums) for (const amount of amounts) if (next.size < mostSums) next.add(sum + amount)
    sums = next
  }
  return sums
}
