import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { componentsMissing, madeOfItself } from './errors.ts'
import { deepestRecipe, readGoods } from './goods.ts'
import type { StockKind, Tables } from './tables.ts'

export interface StockSettings {
  stockKind: StockKind
  unit: string
  leadDays: number
  dailyCapacity: number | null
  availableOn: string | null
  preorderLimit: number | null
  lowStockAt: number | null
  channelBuffer: number
  components: { variantId: string; quantity: number }[]
}

export async function getStockSettings(tx: Transaction, variantId: string): Promise<StockSettings> {
  const row = await tenant<Tables>(tx)
    .select('variants')
    .select(['stockKind', 'unit', 'leadDays', 'dailyCapacity', 'availableOn', 'preorderLimit', 'lowStockAt', 'channelBuffer'])
    .where('id', '=', variantId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound('Varian')
  const components = await tenant<Tables>(tx).select('variantComponents').select(['componentId', 'quantity']).where('variantId', '=', variantId).orderBy('componentId').execute()
  return { ...row, components: components.map((component) => ({ variantId: component.componentId, quantity: component.quantity })) }
}

/** How a variant is stocked and what it is made of. A recipe never contains itself, however deep. */
export async function saveStockSettings(tx: Transaction, variantId: string, { components, ...settings }: StockSettings): Promise<StockSettings> {
  const before = await getStockSettings(tx, variantId)
  if (settings.stockKind === 'composed' && components.length === 0) throw componentsMissing()
  await tenant<Tables>(tx).update('variants').set({ ...settings, updatedAt: tx.now() }).where('id', '=', variantId).execute()
  await tenant<Tables>(tx).delete('variantComponents').where('variantId', '=', variantId).execute()
  const summed = new Map<string, number>()
  for (const component of components) summed.set(component.variantId, (summed.get(component.variantId) ?? 0) + component.quantity)
  if (summed.size > 0) {
    await readGoods(tx, [...summed.keys()])
    await tenant<Tables>(tx).insert('variantComponents').values([...summed].map(([componentId, quantity]) => ({ businessId: tx.businessId, id: newId(), variantId, componentId, quantity }))).execute()
  }
  await refuseCircles(tx, variantId)
  const after = await getStockSettings(tx, variantId)
  await recordAudit(tx, { action: 'stock-settings.update', subjectType: 'variant', subjectId: variantId, before, after })
  await tx.emit({ type: 'product.changed', payload: { variantId } })
  await tx.notify({ topic: 'stock' })
  return after
}

async function refuseCircles(tx: Transaction, variantId: string): Promise<void> {
  const goods = await readGoods(tx, [variantId])
  const visit = (id: string, depth: number): void => {
    if (depth > deepestRecipe) throw madeOfItself()
    for (const component of goods.get(id)?.components ?? []) {
      if (component.variantId === variantId) throw madeOfItself()
      visit(component.variantId, depth + 1)
    }
  }
  visit(variantId, 1)
}
