import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { productChanged, skuTaken } from './errors.ts'
import { setStock } from './stock.ts'
import { findVariantIdsBySku, getProductWithVariants, type Product } from './store.ts'
import type { Tables } from './tables.ts'

export interface VariantInput {
  variantId?: string | undefined
  sku?: string | undefined
  name: string
  description?: string | undefined
  price: number | null
  cost?: number | null | undefined
  weightGrams?: number | null | undefined
  /** Pieces on hand; `null` leaves the stock as it is. */
  stock: number | null
}

export interface ProductInput {
  name: string
  category: string
  description: string
  /** `false` for ingredients; as it was when left out. */
  isForSale?: boolean | undefined
  variants: VariantInput[]
}

/** Adds a product with its variants. */
export async function addProduct(tx: Transaction, input: ProductInput, options: { position?: number; isSample?: boolean; reference?: string } = {}): Promise<Product> {
  const productId = newId()
  const now = tx.now()
  await tenant<Tables>(tx)
    .insert('products')
    .values({
      businessId: tx.businessId,
      id: productId,
      name: input.name,
      category: input.category,
      description: input.description,
      photoKey: null,
      position: options.position ?? 0,
      isSample: options.isSample ?? false,
      isForSale: input.isForSale ?? true,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    })
    .execute()
  await saveVariants(tx, productId, input.variants, options.reference)
  await recordAudit(tx, { action: 'product.create', subjectType: 'product', subjectId: productId, after: input })
  await announce(tx, productId)
  return getProductWithVariants(tx, productId)
}

/**
 * Replaces a product's text and variants; variants left out are taken off sale, never erased, and what is left out of a
 * variant stays as it was. `seenAt` is the `updatedAt` that the writer saw: what somebody else has changed since is not lost (F37).
 */
export async function updateProduct(tx: Transaction, productId: string, input: ProductInput, seenAt?: Date): Promise<Product> {
  await tenant<Tables>(tx).select('products').select('id').where('id', '=', productId).forUpdate().executeTakeFirst()
  const before = await getProductWithVariants(tx, productId)
  if (seenAt && seenAt.getTime() !== before.updatedAt.getTime()) throw productChanged()
  await tenant<Tables>(tx)
    .update('products')
    .set({ name: input.name, category: input.category, description: input.description, ...(input.isForSale === undefined ? {} : { isForSale: input.isForSale }), updatedAt: tx.now() })
    .where('id', '=', productId)
    .execute()
  const kept = new Set(input.variants.map((variant) => variant.variantId))
  const removed = before.variants.filter((variant) => !kept.has(variant.variantId)).map((variant) => variant.variantId)
  if (removed.length > 0) await tenant<Tables>(tx).update('variants').set({ deletedAt: tx.now(), updatedAt: tx.now() }).where('id', 'in', removed).execute()
  await saveVariants(tx, productId, input.variants)
  await recordAudit(tx, { action: 'product.update', subjectType: 'product', subjectId: productId, before, after: input })
  await announce(tx, productId)
  return getProductWithVariants(tx, productId)
}

/** Takes a product off sale, or puts it back: the undo of the first. */
export async function setProductDeleted(tx: Transaction, productId: string, isDeleted: boolean): Promise<void> {
  const result = await tenant<Tables>(tx)
    .update('products')
    .set({ deletedAt: isDeleted ? tx.now() : null, updatedAt: tx.now() })
    .where('id', '=', productId)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) throw notFound('Barang')
  await recordAudit(tx, { action: isDeleted ? 'product.delete' : 'product.restore', subjectType: 'product', subjectId: productId })
  await announce(tx, productId)
}

async function saveVariants(tx: Transaction, productId: string, variants: VariantInput[], reference?: string): Promise<void> {
  const now = tx.now()
  const taken = await findVariantIdsBySku(tx, variants.map((variant) => variant.sku ?? ''))
  const counts: { variantId: string; onHand: number }[] = []
  for (const [position, variant] of variants.entries()) {
    const variantId = variant.variantId ?? newId()
    const sku = variant.sku?.trim() || (variant.variantId ? undefined : variantId.slice(-12).toUpperCase())
    const holder = sku && taken.get(sku)
    if (holder && holder !== variantId) throw skuTaken(sku)
    if (sku) taken.set(sku, variantId)
    const { name, description, price, cost, weightGrams } = variant
    const values = { name, price, position, updatedAt: now, deletedAt: null }
    if (variant.variantId) {
      // What is `undefined` is not written.
      const updated = await tenant<Tables>(tx).update('variants').set({ ...values, sku, description, cost, weightGrams }).where('id', '=', variantId).where('productId', '=', productId).executeTakeFirst()
      if (updated.numUpdatedRows === 0n) throw notFound('Varian')
    } else {
      await tenant<Tables>(tx).insert('variants').values({ businessId: tx.businessId, id: variantId, productId, createdAt: now, ...values, sku: sku ?? '', description: description ?? '', cost: cost ?? null, weightGrams: weightGrams ?? null }).execute()
    }
    if (variant.stock !== null) counts.push({ variantId, onHand: variant.stock })
  }
  await setStock(tx, counts, reference ? 'import' : 'count', reference)
}

async function announce(tx: Transaction, productId: string): Promise<void> {
  await tx.emit({ type: 'product.changed', key: productId, payload: { productId } })
  await tx.notify({ topic: 'product', id: productId })
}
