import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { setStock } from './stock.ts'
import type { ProductRow, Tables, VariantRow } from './tables.ts'

/** One row of a price list: `undefined` leaves what is known as it is. */
export interface CatalogRow {
  sku?: string | undefined
  name: string
  variant: string
  category?: string | undefined
  description?: string | undefined
  price?: number | null | undefined
  stock?: number | undefined
  weightGrams?: number | undefined
}

/** What a bulk write did to one row of ours: `before` is `null` when it was added. */
export interface CatalogChange {
  subjectType: 'product' | 'variant'
  subjectId: string
  before: object | null
}

export interface BulkResult {
  added: number
  changed: number
  unchanged: number
  changes: CatalogChange[]
}

/**
 * Adds or updates up to a few thousand rows with a handful of statements. A row is the same variant when its SKU is, or,
 * without a SKU, when product name and variant name are. The same rows again change nothing.
 */
export async function writeCatalogRows(tx: Transaction, rows: CatalogRow[], options: { reference: string; position: number }): Promise<BulkResult> {
  const result: BulkResult = { added: 0, changed: 0, unchanged: 0, changes: [] }
  const products = await ensureProducts(tx, rows, options.position, result)
  const known = await findVariants(tx, rows, [...products.values()])
  const counts = new Map<string, number>()
  const added: VariantRow[] = []
  for (const [index, row] of rows.entries()) {
    const productId = products.get(nameKey(row.name)) ?? ''
    const existing = (row.sku ? known.bySku.get(row.sku) : undefined) ?? known.byName.get(variantKey(productId, row.variant, row.sku))
    const variantId = existing?.id ?? newId()
    if (existing) await updateVariant(tx, existing, row, result)
    else {
      const variant = toVariant(tx, row, { variantId, productId, position: index })
      added.push(variant)
      known.bySku.set(variant.sku, variant)
      known.byName.set(variantKey(productId, row.variant, row.sku), variant)
      result.added++
      result.changes.push({ subjectType: 'variant', subjectId: variantId, before: null })
    }
    if (row.stock !== undefined) counts.set(variantId, row.stock)
  }
  if (added.length > 0) await tenant<Tables>(tx).insert('variants').values(added).execute()
  await setStock(tx, [...counts].map(([variantId, onHand]) => ({ variantId, onHand })), 'import', options.reference)
  return result
}

/** Puts rows back to what they were before a bulk write, newest change first. */
export async function revertCatalogChanges(tx: Transaction, changes: CatalogChange[], reference: string): Promise<void> {
  const now = tx.now()
  for (const change of changes) {
    const table = change.subjectType === 'product' ? 'products' : 'variants'
    if (change.before === null) {
      await tenant<Tables>(tx).update(table).set({ deletedAt: now, updatedAt: now }).where('id', '=', change.subjectId).execute()
      continue
    }
    const { stock, ...columns } = change.before as { stock?: number }
    await tenant<Tables>(tx).update(table).set({ ...columns, updatedAt: now }).where('id', '=', change.subjectId).execute()
    if (stock !== undefined) await setStock(tx, [{ variantId: change.subjectId, onHand: stock }], 'undo', reference)
  }
}

async function ensureProducts(tx: Transaction, rows: CatalogRow[], position: number, result: BulkResult): Promise<Map<string, string>> {
  const names = [...new Map(rows.map((row) => [nameKey(row.name), row])).values()]
  const existing = await tenant<Tables>(tx)
    .select('products')
    .selectAll()
    .where(sql<boolean>`lower(name) = any(${names.map((row) => nameKey(row.name))})`)
    .where('deletedAt', 'is', null)
    .execute()
  const found = new Map(existing.map((product) => [nameKey(product.name), product]))
  const added: ProductRow[] = []
  const now = tx.now()
  for (const [index, row] of names.entries()) {
    const product = found.get(nameKey(row.name))
    if (product) {
      if (row.category !== undefined && row.category !== '' && row.category !== product.category) {
        result.changes.push({ subjectType: 'product', subjectId: product.id, before: { category: product.category } })
        await tenant<Tables>(tx).update('products').set({ category: row.category, updatedAt: now }).where('id', '=', product.id).execute()
      }
      continue
    }
    const fresh = { businessId: tx.businessId, id: newId(), name: row.name, category: row.category ?? '', description: '', photoKey: null, position: position + index, isSample: false, isForSale: true, createdAt: now, updatedAt: now, deletedAt: null }
    added.push(fresh)
    found.set(nameKey(row.name), fresh)
    result.changes.push({ subjectType: 'product', subjectId: fresh.id, before: null })
  }
  if (added.length > 0) await tenant<Tables>(tx).insert('products').values(added).execute()
  return new Map([...found].map(([key, product]) => [key, product.id]))
}

interface KnownVariant extends VariantRow {
  onHand?: number | null
}

async function findVariants(tx: Transaction, rows: CatalogRow[], productIds: string[]) {
  const skus = rows.flatMap((row) => (row.sku ? [row.sku] : []))
  const found: KnownVariant[] = await tenant<Tables>(tx)
    .select('variants')
    .leftJoin('stockLevels', (join) => join.onRef('stockLevels.businessId', '=', 'variants.businessId').onRef('stockLevels.variantId', '=', 'variants.id'))
    .selectAll('variants')
    .select('stockLevels.onHand')
    .where(sql<boolean>`(variants.sku = any(${skus}) or variants.product_id = any(${productIds}::uuid[]))`)
    .where('variants.deletedAt', 'is', null)
    .execute()
  return {
    bySku: new Map(found.map((variant) => [variant.sku, variant])),
    byName: new Map(found.map((variant) => [variantKey(variant.productId, variant.name, undefined), variant])),
  }
}

async function updateVariant(tx: Transaction, existing: KnownVariant, row: CatalogRow, result: BulkResult): Promise<void> {
  const wanted = {
    ...(row.price === undefined || row.price === null ? {} : { price: row.price }),
    ...(row.description === undefined || row.description === '' ? {} : { description: row.description }),
    ...(row.weightGrams === undefined ? {} : { weightGrams: row.weightGrams }),
    ...(row.sku && row.variant !== '' ? { name: row.variant } : {}),
  }
  const differing = Object.entries(wanted).filter(([key, value]) => existing[key as keyof VariantRow] !== value)
  const isStockNew = row.stock !== undefined && row.stock !== (existing.onHand ?? undefined)
  if (differing.length === 0 && !isStockNew) {
    result.unchanged++
    return
  }
  const before = Object.fromEntries(differing.map(([key]) => [key, existing[key as keyof VariantRow]]))
  result.changes.push({ subjectType: 'variant', subjectId: existing.id, before: { ...before, ...(isStockNew ? { stock: existing.onHand ?? 0 } : {}) } })
  result.changed++
  if (differing.length > 0) await tenant<Tables>(tx).update('variants').set({ ...Object.fromEntries(differing), updatedAt: tx.now() }).where('id', '=', existing.id).execute()
}

/** How a variant of a price list is stocked until the owner says otherwise. */
const plainStock = { stockKind: 'counted', unit: '', leadDays: 0, dailyCapacity: null, availableOn: null, preorderLimit: null, lowStockAt: null, channelBuffer: 0 } as const

function toVariant(tx: Transaction, row: CatalogRow, given: { variantId: string; productId: string; position: number }): VariantRow {
  const now = tx.now()
  return {
    businessId: tx.businessId,
    id: given.variantId,
    productId: given.productId,
    sku: row.sku ?? given.variantId.slice(-12).toUpperCase(),
    name: row.variant,
    description: row.description ?? '',
    price: row.price ?? null,
    cost: null,
    weightGrams: row.weightGrams ?? null,
    ...plainStock,
    position: given.position,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  }
}

function nameKey(name: string): string {
  return name.trim().toLowerCase()
}

/** Rows with a SKU of their own never fall together by name alone. */
function variantKey(productId: string, variant: string, sku: string | undefined): string {
  return `${productId}\u0000${variant.trim().toLowerCase()}\u0000${sku ?? ''}`
}
