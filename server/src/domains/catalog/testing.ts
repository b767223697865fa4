import type { Context } from '#platform/context'
import type { TestApp } from '#platform/database/testing'
import { addProduct } from './products.ts'
import { saveStockSettings, type StockSettings } from './stock-settings.ts'

/** A product with one variant; `stock` pieces on hand, or `null` when it is not counted. */
export async function aGood(ctx: Context, name: string, stock: number | null, settings: Partial<StockSettings> = {}): Promise<string> {
  return ctx.transaction(async (tx) => {
    const product = await addProduct(tx, { name, category: '', description: '', variants: [{ name: '', price: 20_000, stock }] })
    const { variantId } = product.variants[0]
    const plain: StockSettings = { stockKind: 'counted', unit: '', leadDays: 0, dailyCapacity: null, availableOn: null, preorderLimit: null, lowStockAt: null, channelBuffer: 0, components: [] }
    if (Object.keys(settings).length > 0) await saveStockSettings(tx, variantId, { ...plain, ...settings })
    return variantId
  })
}

/** I4 over everything a business holds: what is wrong, or nothing. */
export async function stockFaults(laris: TestApp, businessId: string): Promise<Record<string, unknown>[]> {
  return laris.superQuery(
    `select l.variant_id, l.on_hand, l.reserved, coalesce(m.moved, 0)::int as moved, coalesce(r.held, 0)::int as held
     from stock_levels l
     left join (select variant_id, sum(quantity) as moved from stock_movements where business_id = $1 group by 1) m using (variant_id)
     left join (select variant_id, sum(quantity) as held from reservations where business_id = $1 and status = 'held' and day is null group by 1) r using (variant_id)
     where l.business_id = $1 and (l.on_hand < 0 or l.on_hand <> coalesce(m.moved, 0) or l.reserved <> coalesce(r.held, 0))`,
    [businessId],
  )
}

export async function levelOf(laris: TestApp, variantId: string): Promise<{ onHand: number; reserved: number } | undefined> {
  const [row] = await laris.superQuery('select on_hand, reserved from stock_levels where variant_id = $1', [variantId])
  return row ? { onHand: Number(row['on_hand']), reserved: Number(row['reserved']) } : undefined
}
