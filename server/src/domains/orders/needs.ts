import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { readAvailable, readGoods, sumIngredients } from '#domains/catalog'
import type { Tables } from './tables.ts'

export interface Need {
  variantId: string
  name: string
  unit: string
  needed: number
  /** `null` when the shop does not count it. */
  available: number | null
  /** What has to be bought. */
  missing: number
}

/** What the recipes of orders in work ask for, up to a day, against what is there; the most missing first. */
export async function listNeeds(tx: Transaction, until: string | undefined): Promise<Need[]> {
  let query = tenant<Tables>(tx)
    .select('orderLines')
    .innerJoin('orders', (join) => join.onRef('orders.businessId', '=', 'orderLines.businessId').onRef('orders.id', '=', 'orderLines.orderId'))
    .select(['orderLines.variantId', (select) => select.fn.sum<number>('orderLines.quantity').as('quantity')])
    .where('orders.status', '=', 'processing')
    .where('orders.stockState', '=', 'held')
    .where('orderLines.variantId', 'is not', null)
    .groupBy('orderLines.variantId')
  // What has no day is wanted as soon as possible.
  if (until) query = query.where((where) => where.or([where('orderLines.neededOn', '<=', until), where.and([where('orderLines.neededOn', 'is', null), where.or([where('orders.promisedOn', 'is', null), where('orders.promisedOn', '<=', until)])])]))
  const ordered = (await query.execute()).flatMap(({ variantId, quantity }) => (variantId ? [{ variantId, quantity }] : []))
  const goods = await readGoods(tx, ordered.map((line) => line.variantId))
  const needed = sumIngredients(goods, ordered.filter((line) => goods.get(line.variantId)?.kind === 'made_to_order'))
  const available = await readAvailable(tx, [...needed.keys()])
  return [...needed]
    .map(([variantId, quantity]): Need => {
      const free = available.get(variantId) ?? null
      const good = goods.get(variantId)
      return { variantId, name: good?.name ?? '', unit: good?.unit ?? '', needed: quantity, available: free, missing: free === null ? 0 : Math.max(0, quantity - free) }
    })
    .sort((a, b) => b.missing - a.missing || a.name.localeCompare(b.name, 'id'))
}
