import type { Transaction } from '#platform/context'
import { resolveByPhone, resolveNamed, type IncomingIdentity } from '#domains/customers'
import type { ImportedOrder } from '#domains/orders'
import type { Change } from '../store.ts'

/**
 * Who bought, as far as the file says it. A phone number that is not masked is a customer of the shop; a marketplace's
 * user name is a customer of that marketplace alone, joined to nobody; a masked name is nobody.
 */
export async function resolveBuyers(tx: Transaction, orders: ImportedOrder[], buyers: readonly (string | null)[]): Promise<Change[]> {
  const withPhone = orders.flatMap((order) => (order.phone ? [{ phone: order.phone, name: order.customerName.includes('*') ? '' : order.customerName, seenAt: order.placedAt }] : []))
  const { byPhone, added } = await resolveByPhone(tx, withPhone)
  const named = orders.flatMap((order, index) => {
    const buyer = buyers[index]
    return !order.phone && isMarketplace(order.source) && buyer !== null && buyer !== '' && !buyer.includes('*') ? [{ order, buyer }] : []
  })
  const identities: IncomingIdentity[] = named.map(({ order, buyer }) => ({ channelType: order.source, externalId: buyer.toLowerCase(), name: buyer, seenAt: order.placedAt }))
  const known = await resolveNamed(tx, identities, { areMasked: true })
  for (const order of orders) if (order.phone) order.customerId = byPhone.get(order.phone) ?? null
  named.forEach(({ order }, index) => {
    order.customerId = known.ids[index]
  })
  return [...added, ...known.added].map((subjectId) => ({ subjectType: 'customer', subjectId, before: null }))
}

function isMarketplace(source: string): boolean {
  return ['shopee', 'tiktok', 'tokopedia', 'lazada'].includes(source)
}
