import { localTime, type TimeZone } from '#platform/clock'
import type { Context, Transaction } from '#platform/context'
import { findOwnBusiness, getShopFacts, type ShopFacts } from '#domains/businesses'
import { findCatalogChange, listStockSince, readCatalog, type Product } from '#domains/catalog'
import { findOrdersByPhone, listDiscountRules, type DiscountRuleRow, type OrderStatus, type OrderWithLines } from '#domains/orders'
import { intentClassifier } from './brain/intent-model.ts'
import type { KnownCode, KnownOrder, ShopKnowledge, ShopFacts as KnownFacts } from './brain/knowledge/knowledge.ts'
import { indexShopInPieces, type ShopIndex } from './brain/knowledge/shop-index.ts'
import type { Brain } from './brain/respond.ts'
import { listLessons } from './lessons.ts'

interface Held {
  index: ShopIndex
  /** What the index was built from; any difference means building anew. */
  builtFrom: string
  /** Stock was read up to here. */
  stockReadAt: Date
}

/** Shops held in memory, most recently used last. */
const held = new Map<string, Held>()
const mostHeld = 200

const building = new Map<string, Promise<Held>>()

/**
 * The brain of one shop as its rows say now. Names, prices and texts are indexed once a change; stock, which changes with
 * every sale, is patched in from the rows changed since. Only the asking phone's orders are ever known.
 */
export async function readBrain(tx: Transaction, phone: string | null): Promise<Brain> {
  const facts = await getShopFacts(tx)
  const business = await findOwnBusiness(tx)
  const change = await findCatalogChange(tx)
  const lessons = await listLessons(tx)
  const codes = (await listDiscountRules(tx)).filter((rule) => rule.code !== null)
  const today = localTime(tx.now(), (business?.timeZone ?? 'Asia/Jakarta') as TimeZone).date
  const builtFrom = JSON.stringify([facts.version, change.structure, lessons.map((lesson) => lesson.lessonId), business?.name, codes.map((rule) => rule.id), today])
  let entry = held.get(tx.businessId)
  if (entry?.builtFrom !== builtFrom) {
    entry = await buildOnce(tx.businessId, builtFrom, async () => {
      const products = await readCatalog(tx)
      const index = await indexShopInPieces({
        today,
        shop: toKnownFacts(facts.facts, { name: business?.name ?? '', sector: business?.sector ?? '', city: business?.city ?? '' }),
        products: products.map(toKnownProduct).filter((product) => product.variants.length > 0),
        orders: [],
        codes: codes.map((rule) => toKnownCode(rule, products)),
        lessons: lessons.map(({ lessonId, question, answer }) => ({ id: lessonId, question, answer })),
      })
      return { index, builtFrom, stockReadAt: change.stock ?? new Date(0) }
    })
  }
  await refreshStock(tx, entry, change.stock)
  hold(tx.businessId, entry)
  const orders = phone ? (await findOrdersByPhone(tx, phone)).map(toKnownOrder) : []
  return { index: { ...entry.index, knowledge: { ...entry.index.knowledge, orders } }, classifier: intentClassifier() }
}

/** The same in a transaction of its own. */
export const loadBrain = (ctx: Context, phone: string | null): Promise<Brain> => ctx.transaction((tx) => readBrain(tx, phone))

/** Messages that come while an index is built wait for that one. */
function buildOnce(businessId: string, builtFrom: string, build: () => Promise<Held>): Promise<Held> {
  const key = `${businessId} ${builtFrom}`
  const begun = building.get(key) ?? build().finally(() => building.delete(key))
  building.set(key, begun)
  return begun
}

async function refreshStock(tx: Transaction, entry: Held, changedAt: Date | undefined): Promise<void> {
  if (!changedAt || changedAt <= entry.stockReadAt) return
  // Transactions commit out of order: read a little further back than the last seen change.
  const fresh = await listStockSince(tx, new Date(entry.stockReadAt.getTime() - 10_000))
  const bySku = new Map(fresh.map(({ sku, stock }) => [sku, stock]))
  for (const row of entry.index.variants) {
    const stock = bySku.get(row.sku)
    if (stock !== undefined) row.stock = stock
  }
  entry.stockReadAt = changedAt
}

function hold(businessId: string, entry: Held): void {
  held.delete(businessId)
  held.set(businessId, entry)
  const [oldest] = held.keys()
  if (held.size > mostHeld && oldest !== undefined) held.delete(oldest)
}

function toKnownProduct(product: Product): ShopKnowledge['products'][number] {
  return {
    name: product.name,
    category: product.category,
    variants: product.variants.map((variant) => ({
      sku: variant.sku,
      label: variant.name,
      price: variant.price,
      stock: variant.stock ?? Infinity,
      weightGrams: variant.weightGrams ?? 0,
      description: [product.description, variant.description].filter(Boolean).join(' '),
    })),
  }
}

function toKnownCode({ code, variantId, minSubtotal, startsOn, endsOn, kind, value, minQuantity, oncePerCustomer }: DiscountRuleRow, products: Product[]): KnownCode {
  // A good that is no longer sold has no row: nothing meets the code.
  const sku = variantId === null ? null : (products.flatMap((product) => product.variants).find((variant) => variant.variantId === variantId)?.sku ?? '')
  return { code: code ?? '', kind, value, sku, minQuantity, minSpend: minSubtotal, from: startsOn, to: endsOn, oncePerCustomer }
}

function toKnownFacts(facts: ShopFacts, business: { name: string; sector: string; city: string }): KnownFacts {
  return {
    ...business,
    address: facts.address,
    mapsHint: facts.mapsHint,
    phone: facts.phone,
    instagram: facts.instagram,
    hours: facts.hours,
    paymentMethods: facts.paymentMethods,
    shipping: facts.shipping,
    freeShippingOver: facts.freeShippingOver,
    policies: Object.entries(facts.policies).map(([kind, text]) => ({ kind, text })),
    promos: facts.promos,
    faqs: facts.faqs.map(({ q, a }) => ({ question: q, answer: a })),
  }
}

const statusWords: Record<OrderStatus, KnownOrder['status']> = {
  unpaid: 'menunggu_pembayaran',
  processing: 'diproses',
  ready: 'diproses',
  shipped: 'dikirim',
  completed: 'selesai',
  cancelled: 'dibatalkan',
}

function toKnownOrder(order: OrderWithLines): KnownOrder {
  return {
    number: order.number,
    customerName: order.customerName,
    phone: order.phone ?? '',
    date: order.placedAt.toISOString().slice(0, 10),
    status: statusWords[order.status],
    items: order.lines.map((line) => ({ sku: line.sku, quantity: line.quantity, price: line.unitPrice })),
    total: order.total,
    courier: order.courier,
    trackingNumber: order.trackingNumber,
    eta: order.promisedOn,
  }
}
