import { tenant } from '#platform/database/tenant'
import type { Transaction } from '#platform/context'
import { revertCatalogChanges } from '#domains/catalog'
import { removeUntouchedCustomers } from '#domains/customers'
import { revertImportedOrders } from '#domains/orders'
import { dropChanges, latestChanges, lockImport, setStatus, type Change } from './store.ts'
import type { ImportKind, Tables } from './tables.ts'

const changesAtOnce = 1_000

/** What `addedCount` and `changedCount` count, other than the products and buyers that came along. */
const counted: Partial<Record<ImportKind, string>> = { catalog: 'variant', orders: 'order', chat: 'customer' }

/** Takes back the newest changes that still stand; `false` when the last one is gone and the import is undone. */
export async function undoSome(tx: Transaction, importId: string): Promise<boolean> {
  const row = await lockImport(tx, importId)
  if (row.status !== 'undoing') return false
  const changes = await latestChanges(tx, importId, changesAtOnce)
  if (changes.length > 0) {
    await revert(tx, changes, importId)
    await dropChanges(tx, changes.map((change) => change.id))
    await setStatus(tx, importId, 'undoing', { doneCount: row.doneCount + changes.filter((change) => change.subjectType === counted[row.kind]).length })
    if (changes.length === changesAtOnce) return true
  }
  await tenant<Tables>(tx).delete('importResponses').where('importId', '=', importId).execute()
  await tenant<Tables>(tx).delete('importFindings').where('importId', '=', importId).where('status', '!=', 'taken').execute()
  await setStatus(tx, importId, 'undone', { doneCount: 0 })
  if (row.kind === 'catalog') {
    await tx.emit({ type: 'product.changed', payload: { importId } })
    await tx.notify({ topic: 'product' })
  }
  return false
}

async function revert(tx: Transaction, changes: readonly Change[], reference: string): Promise<void> {
  const of = (...types: string[]) => changes.filter((change) => types.includes(change.subjectType))
  const products = of('product', 'variant')
  if (products.length > 0) await revertCatalogChanges(tx, products.map((change) => ({ ...change, subjectType: change.subjectType === 'product' ? 'product' : 'variant' })), reference)
  const orders = of('order')
  if (orders.length > 0) await revertImportedOrders(tx, orders.map(({ subjectId, before }) => ({ subjectType: 'order', subjectId, before })), reference)
  // Customers stand before the orders of their batch, so their orders are gone by now.
  await removeUntouchedCustomers(tx, of('customer').map((change) => change.subjectId))
}
