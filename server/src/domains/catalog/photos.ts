import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { recordAudit } from '#domains/businesses'
import type { Tables } from './tables.ts'

/** The key of a product's photo; `null` without one. */
export async function findPhoto(tx: Transaction, productId: string): Promise<string | null> {
  const row = await tenant<Tables>(tx).select('products').select('photoKey').where('id', '=', productId).executeTakeFirst()
  if (!row) throw notFound('Barang')
  return row.photoKey
}

/** Returns the key that it had before; its file is for the caller to remove, once this is committed. */
export async function setPhoto(tx: Transaction, productId: string, photoKey: string | null): Promise<string | null> {
  const row = await tenant<Tables>(tx).select('products').select('photoKey').where('id', '=', productId).forUpdate().executeTakeFirst()
  if (!row) throw notFound('Barang')
  await tenant<Tables>(tx).update('products').set({ photoKey, updatedAt: tx.now() }).where('id', '=', productId).execute()
  await recordAudit(tx, { action: photoKey === null ? 'product.remove-photo' : 'product.photo', subjectType: 'product', subjectId: productId })
  await tx.notify({ topic: 'product', id: productId })
  return row.photoKey
}

/** The photo of the one product that these are variants of, with what else is sold of it; nothing for several, or without one. */
export async function findPhotoOf(tx: Transaction, skus: readonly string[]): Promise<{ name: string; photoKey: string; skus: string[] } | undefined> {
  if (skus.length === 0) return undefined
  const rows = await tenant<Tables>(tx).select('variants').select(['productId']).distinct().where('sku', 'in', [...new Set(skus)]).where('deletedAt', 'is', null).execute()
  if (rows.length !== 1) return undefined
  const [{ productId }] = rows
  const product = await tenant<Tables>(tx).select('products').select(['name', 'photoKey']).where('id', '=', productId).executeTakeFirst()
  if (!product?.photoKey) return undefined
  const siblings = await tenant<Tables>(tx).select('variants').select('sku').where('productId', '=', productId).execute()
  return { name: product.name, photoKey: product.photoKey, skus: siblings.map(({ sku }) => sku) }
}

/** The photos of these products, by product; of those that have one. */
export async function readPhotos(tx: Transaction, productIds: string[]): Promise<Map<string, string>> {
  if (productIds.length === 0) return new Map()
  const rows = await tenant<Tables>(tx).select('products').select(['id', 'photoKey']).where('id', 'in', productIds).where('photoKey', 'is not', null).execute()
  return new Map(rows.flatMap(({ id, photoKey }) => (photoKey === null ? [] : [[id, photoKey]])))
}
