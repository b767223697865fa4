import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { GlobalDatabase, Services } from './platform/context.ts'
import type { Context } from './platform/context.ts'
import type { ContextFactory } from './platform/context-factory.ts'
import { openRoute } from './platform/http/route.ts'
import type { DomainModule } from './platform/module.ts'
import { addMember, createBusiness, listAccounts, listBusinesses, removeBusiness, requireOperator, saveShopFacts, shopFactsFromFile } from '#domains/businesses'
import { addProduct, type ProductInput } from '#domains/catalog'
import { connectChannel, receiveSample } from '#domains/conversations'
import { recordOrder, type OrderStatus } from '#domains/orders'
import { addPast } from './demo/add-past.ts'

const folder = join(import.meta.dirname, '../demo/shops')

const routes = {
  loadDemo: openRoute({
    method: 'POST',
    path: '/api/demo',
    summary: 'Load the three example businesses; only for whoever set this Laris up',
    access: 'signed-in',
    reason: 'Example businesses belong to nobody yet',
    limitPerMinute: 5,
    answer: z.object({}),
    handle: async (ctx) => {
      await requireOperator(ctx)
      await loadDemo({ ...ctx })
      return {}
    },
  }),
  removeDemo: openRoute({
    method: 'DELETE',
    path: '/api/demo',
    summary: 'Remove the example businesses with everything in them; only for whoever set this Laris up',
    access: 'signed-in',
    reason: 'Example businesses belong to nobody in particular',
    limitPerMinute: 5,
    answer: z.object({}),
    handle: async (ctx) => {
      await requireOperator(ctx)
      for (const business of await listBusinesses(ctx)) if (business.isDemo) await removeBusiness(ctx, business.id)
      return {}
    },
  }),
}

/** The example businesses as part of the product: loaded and removed with one tap. */
export const demo = { name: 'demo', routes, jobs: [{ name: 'add-example-year', handle: addYear }] } satisfies DomainModule

/** Loads the three example businesses, marked as examples, once; their past year follows in the background. Every account becomes their owner. */
export async function loadDemo(installation: Services & GlobalDatabase & ContextFactory): Promise<void> {
  const existing = (await listBusinesses(installation)).filter((business) => business.isDemo)
  const shops = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  for (const [index, name] of shops.sort().entries()) await loadShop(installation, { name, seed: index + 1 }, existing.map((business) => business.name))
  for (const business of await listBusinesses(installation)) {
    if (!business.isDemo) continue
    for (const account of await listAccounts(installation)) await addMember(installation, business.id, account.id, account.name, 'owner')
  }
}

async function loadShop(installation: Services & GlobalDatabase & ContextFactory, example: { name: string; seed: number }, known: string[]): Promise<void> {
  const read = (file: string) => readFile(join(folder, example.name, file), 'utf8')
  const shop = z.object({ name: z.string(), sector: z.string(), city: z.string() }).loose().parse(JSON.parse(await read('shop.json')))
  if (known.includes(shop.name)) return
  const businessId = await createBusiness(installation, { name: shop.name, sector: shop.sector, city: shop.city, isDemo: true }, undefined)
  const ctx = installation.forBusiness(businessId, { kind: 'system' })
  const products = groupProducts(await readVariants(example.name))
  await ctx.transaction(async (tx) => {
    await saveShopFacts(tx, shopFactsFromFile(shop))
    for (const [position, product] of products.entries()) await addProduct(tx, product, { position, isSample: true, reference: 'contoh' })
    for (const order of orderRows.parse(JSON.parse(await read('orders.json')))) await recordOrder(tx, toOrder(order, products))
  })
  const channel = await connectChannel(ctx, { type: 'webchat', settings: { name: 'Chat situs (contoh)' } })
  await addConversations(ctx, channel.channelId, await read('chat.jsonl'))
  const year: z.infer<typeof yearPayload> = { ...example, sector: shop.sector, channelId: channel.channelId }
  await ctx.transaction((tx) => tx.enqueue({ name: 'add-example-year', payload: year, key: 'add-example-year', onceKey: 'add-example-year' }))
}

const yearPayload = z.object({ name: z.string(), seed: z.number().int(), sector: z.string(), channelId: z.string() })

/** Thousands of rows: nobody waits for them. */
async function addYear(ctx: Context, payload: unknown): Promise<void> {
  const { name, ...shop } = yearPayload.parse(payload)
  await addPast(ctx, { ...shop, variants: await readVariants(name) })
}

async function readVariants(name: string): Promise<z.infer<typeof productRows>> {
  return productRows.parse(parse(await readFile(join(folder, name, 'products.csv'), 'utf8'), { columns: true, bom: true }))
}

/** A dozen of the example questions arrive on a web chat, as if customers had just written. */
async function addConversations(ctx: Context, channelId: string, jsonLines: string): Promise<void> {
  const cases = jsonLines.split('\n').filter(Boolean).map((line) => chatCase.parse(JSON.parse(line)))
  const chosen = cases.filter((_, index) => index % 5 === 3).slice(0, customerNames.length)
  for (const [index, { turns, customer_phone }] of chosen.entries()) {
    await receiveSample(ctx, channelId, {
      name: customerNames[index],
      ...(customer_phone ? { phone: customer_phone } : {}),
      texts: turns.map((turn) => turn.user),
      at: new Date(ctx.now().getTime() - (chosen.length - index) * 60_000),
    })
  }
}

const customerNames = ['Rina', 'Pak Agus', 'Bu Lestari', 'Dewi', 'Mas Fajar', 'Mbak Wulan', 'Bu Tutik', 'Hendra', 'Sari', 'Pak Joko', 'Maya', 'Bayu']

const chatCase = z.object({ turns: z.array(z.object({ user: z.string() })), customer_phone: z.string().optional() })

const productRows = z.array(
  z.object({
    sku: z.string(),
    name: z.string(),
    category: z.string(),
    variant: z.string(),
    price: z.coerce.number().int(),
    stock: z.coerce.number().int(),
    weight_grams: z.coerce.number().int(),
    description: z.string(),
  }),
)

/** Rows with one name are variants of one product; the description stays with the variant. */
function groupProducts(rows: z.infer<typeof productRows>): ProductInput[] {
  const products = new Map<string, ProductInput>()
  for (const [index, row] of rows.entries()) {
    const product = products.get(row.name) ?? { name: row.name, category: row.category, description: '', variants: [] }
    product.variants.push({ sku: row.sku, name: row.variant, description: row.description, price: row.price, cost: costOf(row.price, index), stock: row.stock, weightGrams: row.weight_grams })
    products.set(row.name, product)
  }
  return [...products.values()]
}

/** Invented, between half and two thirds of the price; one in eight is not known, as in most shops. */
function costOf(price: number, index: number): number | null {
  return index % 8 === 5 ? null : Math.round((price * (0.52 + (index % 5) * 0.035)) / 500) * 500
}

const orderRows = z.array(
  z.object({
    number: z.string(),
    customer_name: z.string(),
    phone: z.string(),
    date: z.string(),
    status: z.string(),
    items: z.array(z.object({ sku: z.string(), qty: z.number(), price: z.number() })),
    total: z.number(),
    courier: z.string().nullable(),
    tracking_number: z.string().nullable(),
    eta: z.string().nullable(),
  }),
)

const statuses: Record<string, OrderStatus> = { menunggu_pembayaran: 'unpaid', diproses: 'processing', dikirim: 'shipped', selesai: 'completed', dibatalkan: 'cancelled' }

function toOrder(order: z.infer<typeof orderRows>[number], products: ProductInput[]) {
  const names = new Map(products.flatMap((product) => product.variants.map((variant) => [variant.sku ?? '', `${product.name} ${variant.name}`.trim()])))
  const lines = order.items.map((item) => ({ sku: item.sku, name: names.get(item.sku) ?? item.sku, quantity: item.qty, unitPrice: item.price }))
  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  return {
    number: order.number,
    source: 'contoh',
    customerName: order.customer_name,
    phone: order.phone,
    status: statuses[order.status] ?? 'processing',
    lines,
    discount: Math.max(0, subtotal - order.total),
    shippingFee: Math.max(0, order.total - subtotal),
    courier: order.courier,
    trackingNumber: order.tracking_number,
    promisedOn: order.eta,
    placedAt: new Date(`${order.date}T10:00:00+07:00`),
    isSample: true,
  }
}
