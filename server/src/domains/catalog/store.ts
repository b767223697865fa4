import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { cutPage, fromCursor } from '#platform/http/paging'
import { readAvailable } from './availability.ts'
import type { ProductRow, StockKind, Tables } from './tables.ts'

export interface Variant {
  variantId: string
  sku: string
  name: string
  description: string
  price: number | null
  cost: number | null
  weightGrams: number | null
  /** Pieces that can be promised (on hand − reserved, never below zero); `null` when the shop does not count this. */
  stock: number | null
  /** Pieces on the shelf, promised ones included. */
  onHand: number | null
  reserved: number
  stockKind: StockKind
  unit: string
  leadDays: number
  dailyCapacity: number | null
  availableOn: string | null
}

export interface Product {
  productId: string
  name: string
  category: string
  description: string
  photoKey: string | null
  isSample: boolean
  isForSale: boolean
  updatedAt: Date
  variants: Variant[]
}

/** A page of products in the shop's own order; `search` matches name, category or SKU. */
export async function listProducts(tx: Transaction, input: { search?: string | undefined; cursor?: string | undefined; limit: number }): Promise<{ items: Product[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx).select('products').selectAll().where('deletedAt', 'is', null).orderBy('position').orderBy('id').limit(input.limit + 1)
  const search = input.search?.trim().replace(/[\\%_]/g, '\\$&')
  if (search) {
    query = query.where((where) =>
      where.or([
        where('name', 'ilike', `%${search}%`),
        where('category', 'ilike', `%${search}%`),
        where.exists(where.selectFrom('variants').select('variants.id').whereRef('variants.productId', '=', 'products.id').whereRef('variants.businessId', '=', 'products.businessId').where('variants.sku', 'ilike', `%${search}%`)),
      ]),
    )
  }
  if (input.cursor) {
    const [position, id] = fromCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('position', 'id'), '>', where.tuple(Number(position), String(id))))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.position, row.id])
  return { items: await withVariants(tx, page), nextCursor }
}

/** The whole catalogue on sale, in the shop's order: what the assistant knows. Ingredients are not on sale. */
export async function readCatalog(tx: Transaction): Promise<Product[]> {
  const rows = await tenant<Tables>(tx).select('products').selectAll().where('deletedAt', 'is', null).where('isForSale', '=', true).orderBy('position').orderBy('id').execute()
  return withVariants(tx, rows, true)
}

export async function getProductWithVariants(tx: Transaction, productId: string): Promise<Product> {
  const row = await tenant<Tables>(tx).select('products').selectAll().where('id', '=', productId).where('deletedAt', 'is', null).executeTakeFirst()
  if (!row) throw notFound('Barang')
  return (await withVariants(tx, [row]))[0]
}

/** Variant ids by SKU, for those of the given SKUs that are on sale. */
export async function findVariantIdsBySku(tx: Transaction, skus: string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(skus.map((sku) => sku.trim()).filter(Boolean))]
  if (wanted.length === 0) return new Map()
  const rows = await tenant<Tables>(tx).select('variants').select(['sku', 'id']).where('sku', 'in', wanted).where('deletedAt', 'is', null).execute()
  return new Map(rows.map((row) => [row.sku, row.id]))
}

/** When anything of the catalogue last changed; an empty catalogue answers `undefined`. */
export async function findCatalogChange(tx: Transaction): Promise<{ structure: Date | undefined; stock: Date | undefined }> {
  const rows = tenant<Tables>(tx)
  const latest = async (query: { execute(): Promise<{ at: Date | null }[]> }) => (await query.execute())[0]?.at ?? undefined
  const products = await latest(rows.select('products').select((select) => select.fn.max('updatedAt').as('at')))
  const variants = await latest(rows.select('variants').select((select) => select.fn.max('updatedAt').as('at')))
  const stock = await latest(rows.select('stockLevels').select((select) => select.fn.max('updatedAt').as('at')))
  return { structure: products && variants ? (products > variants ? products : variants) : (products ?? variants), stock }
}

/** Stock that changed at or after a moment, to refresh what is held in memory. */
export async function listStockSince(tx: Transaction, since: Date): Promise<{ sku: string; stock: number }[]> {
  const rows = await tenant<Tables>(tx)
    .select('stockLevels')
    .innerJoin('variants', (join) => join.onRef('variants.businessId', '=', 'stockLevels.businessId').onRef('variants.id', '=', 'stockLevels.variantId'))
    .select(['variants.id', 'variants.sku', 'variants.stockKind', 'stockLevels.onHand', 'stockLevels.reserved'])
    .where('stockLevels.updatedAt', '>=', since)
    .execute()
  const counted = rows.filter((row) => row.stockKind === 'counted').map((row) => ({ sku: row.sku, stock: Math.max(0, row.onHand - row.reserved) }))
  return [...counted, ...(await composedStock(tx, rows.map((row) => row.id)))]
}

/** What can be promised of bundles and recipes that contain one of these variants. */
async function composedStock(tx: Transaction, componentIds: string[]): Promise<{ sku: string; stock: number }[]> {
  if (componentIds.length === 0) return []
  const composed = await tenant<Tables>(tx).select('variants').select(['id', 'sku']).where('stockKind', '=', 'composed').where('deletedAt', 'is', null).execute()
  const available = await readAvailable(tx, composed.map((variant) => variant.id))
  return composed.flatMap(({ id, sku }) => {
    const stock = available.get(id)
    return stock === null || stock === undefined ? [] : [{ sku, stock }]
  })
}

async function withVariants(tx: Transaction, products: ProductRow[], isWholeCatalog = false): Promise<Product[]> {
  if (products.length === 0) return []
  let query = tenant<Tables>(tx)
    .select('variants')
    .leftJoin('stockLevels', (join) => join.onRef('stockLevels.businessId', '=', 'variants.businessId').onRef('stockLevels.variantId', '=', 'variants.id'))
    .selectAll('variants')
    .select(['stockLevels.onHand', 'stockLevels.reserved'])
    .where('variants.deletedAt', 'is', null)
    .orderBy('variants.position')
    .orderBy('variants.id')
  if (!isWholeCatalog) query = query.where('variants.productId', 'in', products.map((product) => product.id))
  const byProduct = new Map<string, Variant[]>()
  const changedAt = new Map(products.map((product) => [product.id, product.updatedAt]))
  const rows = await query.execute()
  const composed = await readAvailable(tx, rows.filter((row) => row.stockKind === 'composed').map((row) => row.id))
  for (const row of rows) {
    const variants = byProduct.get(row.productId) ?? []
    variants.push({
      variantId: row.id,
      sku: row.sku,
      name: row.name,
      description: row.description,
      price: row.price,
      cost: row.cost,
      weightGrams: row.weightGrams,
      stock: row.stockKind === 'composed' ? (composed.get(row.id) ?? null) : row.stockKind !== 'counted' || row.onHand === null ? null : Math.max(0, row.onHand - (row.reserved ?? 0)),
      onHand: row.stockKind === 'counted' ? row.onHand : null,
      reserved: row.reserved ?? 0,
      stockKind: row.stockKind,
      unit: row.unit,
      leadDays: row.leadDays,
      dailyCapacity: row.dailyCapacity,
      availableOn: row.availableOn,
    })
    byProduct.set(row.productId, variants)
    if (row.updatedAt > (changedAt.get(row.productId) ?? row.updatedAt)) changedAt.set(row.productId, row.updatedAt)
  }
  return products.map((product) => ({
    productId: product.id,
    name: product.name,
    category: product.category,
    description: product.description,
    photoKey: product.photoKey,
    isSample: product.isSample,
    isForSale: product.isForSale,
    updatedAt: changedAt.get(product.id) ?? product.updatedAt,
    variants: byProduct.get(product.id) ?? [],
  }))
}
