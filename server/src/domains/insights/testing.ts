import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import { addDays } from '#models/language/calendar'
import { seededRandom } from '#models/randomness/seeded-random'
import { recordActivity, type KeyedFact } from '#domains/activity'
import { addProduct, listProducts } from '#domains/catalog'
import { resolveCustomers } from '#domains/customers'

export interface SimulatedShop {
  customerIds: string[]
  variantIds: string[]
  facts: KeyedFact[]
}

/**
 * A shop with a past of `days`: customers with a rhythm, a favourite and a day of their own, of whom some stop on the way,
 * and messages before many of the orders. The same for the same seed.
 */
export async function aShopWithPast(ctx: Context, { today, customers = 120, days = 240, seed = 5 }: { today: string; customers?: number; days?: number; seed?: number }): Promise<SimulatedShop> {
  const random = seededRandom(seed)
  await ctx.transaction((tx) => addProduct(tx, { name: 'Sambal', category: 'Sambal', description: '', variants: ['Bawang', 'Teri', 'Cumi', 'Ijo'].map((name, index) => ({ name, price: 20_000 + index * 5_000, stock: 6 + index })) }))
  const products = await ctx.transaction((tx) => listProducts(tx, { limit: 10 }))
  const variants = products.items.flatMap((product) => product.variants.map((variant) => ({ variantId: variant.variantId, price: variant.price ?? 0 })))
  const customerIds = await ctx.transaction((tx) => resolveCustomers(tx, Array.from({ length: customers }, (_, index) => ({ channelType: 'webchat', externalId: `langganan-${seed}-${index}`, name: `Pelanggan ${index + 1}`, seenAt: ctx.now() }))))
  const facts: KeyedFact[] = []
  for (const customerId of customerIds) {
    const gap = 6 + random() * 24
    const favourite = variants[Math.floor(random() * variants.length)]
    const stops = random() < 0.35 ? random() * days : days + 1
    const place = random() < 0.6 ? 'Semarang' : random() < 0.5 ? 'Kendal' : ''
    for (let day = random() * 40; day < Math.min(days, stops); day += gap * (0.7 + random() * 0.6)) {
      const date = addDays(today, Math.floor(day) - days)
      const good = random() < 0.75 ? favourite : variants[Math.floor(random() * variants.length)]
      const quantity = 1 + Math.floor(random() * 3)
      const at = new Date(`${date}T0${1 + Math.floor(random() * 8)}:00:00Z`)
      const amount = quantity * good.price
      facts.push({ key: `order:${newId()}`, fact: { type: 'order', customerId, at, channel: random() < 0.7 ? 'webchat' : 'kasir', amount, quantity, goods: [{ amount, quantity, variantId: good.variantId }], place } })
      if (random() < 0.7) facts.push({ key: `message:${newId()}`, fact: { type: 'message', customerId, at: new Date(at.getTime() - 600_000), channel: 'webchat' } })
      if (random() < 0.7) facts.push({ key: `answer:${newId()}`, fact: { type: day > days / 2 ? 'answer-assistant' : 'answer-person', customerId: null, at, channel: 'webchat', amount: day > days / 2 ? 5 + Math.floor(random() * 20) : 300 + Math.floor(random() * 3_000) } })
    }
  }
  for (let start = 0; start < facts.length; start += 2_000) await ctx.transaction((tx) => recordActivity(tx, facts.slice(start, start + 2_000)))
  return { customerIds, variantIds: variants.map((variant) => variant.variantId), facts }
}
