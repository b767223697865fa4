import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { KnownOrder, Product, ShopFacts, ShopKnowledge } from './knowledge.ts'

interface ShopFiles {
  productsCsv: string
  shopJson: string
  ordersJson: string
}

/** Reads the knowledge out of the texts of `products.csv`, `shop.json` and `orders.json`; throws on a wrong shape. */
export function knowledgeFromFiles(files: ShopFiles, today: string): ShopKnowledge {
  return {
    today,
    shop: readShop(files.shopJson),
    products: readProducts(files.productsCsv),
    orders: readOrders(files.ordersJson),
    lessons: [],
  }
}

function readProducts(csv: string): Product[] {
  const rows = productRows.parse(parse(csv, { columns: true, bom: true, skip_empty_lines: true, trim: true }))
  const products = new Map<string, Product>()
  for (const row of rows) {
    const key = `${row.category}\n${row.name}`
    const product = products.get(key) ?? { name: row.name, category: row.category, variants: [] }
    product.variants.push({
      sku: row.sku,
      label: row.variant,
      price: row.price,
      stock: row.stock,
      weightGrams: row.weight_grams,
      description: row.description,
    })
    products.set(key, product)
  }
  return [...products.values()]
}

function readShop(json: string): ShopFacts {
  const shop = shopFile.parse(parseJson(json))
  return {
    name: shop.name,
    sector: shop.sector,
    city: shop.city,
    address: shop.address,
    mapsHint: shop.maps_hint,
    phone: shop.phone,
    instagram: shop.instagram,
    hours: shop.hours,
    paymentMethods: shop.payment_methods,
    shipping: shop.shipping,
    freeShippingOver: shop.free_shipping_over,
    policies: Object.entries(shop.policies).map(([kind, text]) => ({ kind, text })),
    promos: shop.promos,
    faqs: shop.faqs.map(({ q, a }) => ({ question: q, answer: a })),
  }
}

function readOrders(json: string): KnownOrder[] {
  return z.array(orderFile).parse(parseJson(json)).map((order) => ({
    number: order.number,
    customerName: order.customer_name,
    phone: order.phone,
    date: order.date,
    status: order.status,
    items: order.items.map(({ sku, qty, price }) => ({ sku, quantity: qty, price })),
    total: order.total,
    courier: order.courier ?? '',
    trackingNumber: order.tracking_number,
    eta: order.eta,
  }))
}

const parseJson = (text: string): unknown => JSON.parse(text.replace(/^\uFEFF/, ''))

const rupiah = z.coerce.number().int().nonnegative()
const text = z.string().default('')

const productRows = z.array(
  z.object({
    sku: z.string().min(1),
    name: z.string().min(1),
    category: text,
    variant: text,
    price: z.union([z.literal('').transform(() => null), rupiah]),
    stock: z.union([z.literal('').transform(() => Infinity), z.coerce.number().int()]).default(0),
    weight_grams: z.coerce.number().nonnegative().default(0),
    description: text,
  }),
)

const shopFile = z.object({
  name: z.string(),
  sector: text,
  city: text,
  address: text,
  maps_hint: text,
  phone: text,
  instagram: text,
  hours: z.record(z.string(), z.string()).default({}),
  payment_methods: z.array(z.string()).default([]),
  shipping: z
    .array(z.object({ method: z.string(), area: text, price: rupiah.nullable(), eta: text, note: text }))
    .default([]),
  free_shipping_over: rupiah.nullable().default(null),
  policies: z.record(z.string(), z.string()).default({}),
  promos: z
    .array(z.object({ code: text, text: z.string(), from: z.string().nullable().default(null), to: z.string().nullable().default(null) }))
    .default([]),
  faqs: z.array(z.object({ q: z.string(), a: z.string() })).default([]),
})

const orderFile = z.object({
  number: z.string(),
  customer_name: text,
  phone: text,
  date: z.string(),
  status: z.enum(['menunggu_pembayaran', 'diproses', 'dikirim', 'selesai', 'dibatalkan']),
  items: z.array(z.object({ sku: z.string(), qty: z.number(), price: z.number() })).default([]),
  total: rupiah,
  courier: z.string().nullable().default(null),
  tracking_number: z.string().nullable().default(null),
  eta: z.string().nullable().default(null),
})
