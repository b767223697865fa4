import type { Transaction } from '#platform/context'
import { findOwnBusiness } from '#domains/businesses'
import { findVariantFacts } from '#domains/catalog'
import { readStockAdvice } from './goods-forecasts.ts'

/** The order list as people send it to a supplier: one line a thing, whole pieces. */
export async function supplierText(tx: Transaction): Promise<{ text: string; goods: number }> {
  const wanted = (await readStockAdvice(tx)).filter((row) => row.orderQuantity > 0)
  const facts = await findVariantFacts(tx, wanted.map((row) => row.variantId))
  const lines = wanted.flatMap((row) => {
    const fact = facts.get(row.variantId)
    return fact && !fact.isGone ? [`- ${fact.name}: ${row.orderQuantity}`] : []
  })
  const name = (await findOwnBusiness(tx))?.name ?? ''
  return { goods: lines.length, text: lines.length === 0 ? '' : `Halo, ${name} mau pesan:\n${lines.join('\n')}\nMohon kabari harga dan kapan bisa dikirim. Terima kasih.` }
}
