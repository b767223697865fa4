import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { setColumns } from './set-columns.ts'
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
  // Foreign keys are checked with a plan that the connection keeps: one made while the catalogue was small reads all of it for each row.
  await sql`discard plans`.execute(tx.db)
  const products = await ensureProducts(tx, rows, options.position, result)
  const known = await findVariants(tx, rows, [...products.values()])
  const counts = new Map<string, number>()
  const added: VariantRow[] = []
  const updated = new Map<string, object>()
  for (const [index, row] of rows.entries()) {
    const productId = products.get(nameKey(row.name)) ?? ''
    const existing = (row.sku ? known.bySku.get(row.sku) : undefined) ?? known.byName.get(variantKey(productId, row.variant, row.sku))
    const variantId = existing?.id ?? newId()
    if (existing) updateVariant(existing, row, result, updated)
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
  const many = manyRows(variantColumns, added)
  if (added.length > 0) await sql`insert into variants ${many.columns} ${many.values}`.execute(tx.db)
  await setColumns(tx, 'variants', updated)
  await setStock(tx, [...counts].map(([variantId, onHand]) => ({ variantId, onHand })), 'import', options.reference)
  return result
}

/** Puts rows back to what they were before a bulk write, newest change first. */
export async function revertCatalogChanges(tx: Transaction, changes: CatalogChange[], reference: string): Promise<void> {
  const values = { product: new Map<string, object>(), variant: new Map<string, object>() }
  const counts = new Map<string, number>()
  for (const { subjectType, subjectId, before } of changes) {
    const { stock, ...columns } = (before ?? { deletedAt: tx.now() }) as { stock?: number }
    values[subjectType].set(subjectId, { ...values[subjectType].get(subjectId), ...columns })
    if (stock !== undefined) counts.set(subjectId, stock)
  }
  await setColumns(tx, 'variants', values.variant)
  await setColumns(tx, 'products', values.product)
  await setStock(tx, [...counts].map(([variantId, onHand]) => ({ variantId, onHand })), 'undo', reference)
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
  const updated = new Map<string, object>()
  const now = tx.now()
  for (const [index, row] of names.entries()) {
    const product = found.get(nameKey(row.name))
    if (product) {
      if (row.category !== undefined && row.category !== '' && row.category !== product.category) {
        result.changes.push({ subjectType: 'product', subjectId: product.id, before: { category: product.category } })
        updated.set(product.id, { category: row.category })
      }
      continue
    }
    const fresh = { businessId: tx.businessId, id: newId(), name: row.name, category: row.category ?? '', description: '', photoKey: null, position: position + index, isSample: false, isForSale: true, createdAt: now, updatedAt: now, deletedAt: null }
    added.push(fresh)
    found.set(nameKey(row.name), fresh)
    result.changes.push({ subjectType: 'product', subjectId: fresh.id, before: null })
  }
  const many = manyRows(productColumns, added)
  if (added.length > 0) await sql`insert into products ${many.columns} ${many.values}`.execute(tx.db)
  await setColumns(tx, 'products', updated)
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

function updateVariant(existing: KnownVariant, row: CatalogRow, result: BulkResult, updated: Map<string, object>): void {
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
  updated.set(existing.id, { ...updated.get(existing.id), ...Object.fromEntries(differing) })
}

const sharedColumns = { businessId: 'uuid', id: 'uuid', name: 'text', description: 'text', position: 'integer', createdAt: 'timestamptz', updatedAt: 'timestamptz', deletedAt: 'timestamptz' } as const
const productColumns = { ...sharedColumns, category: 'text', photoKey: 'text', isSample: 'boolean', isForSale: 'boolean' } as const
const variantColumns = {
  ...sharedColumns, productId: 'uuid', sku: 'text', price: 'bigint', cost: 'bigint', weightGrams: 'integer', stockKind: 'text', unit: 'text', leadDays: 'integer', dailyCapacity: 'integer',
  availableOn: 'date', preorderLimit: 'integer', lowStockAt: 'integer', channelBuffer: 'integer',
} as const

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
