import type { Transaction } from '#platform/context'
import { normalisePhone, resolveByPhone, resolveNamed, type IncomingIdentity } from '#domains/customers'
import type { ImportedOrder } from './imported-orders.ts'

const marketplaces = ['shopee', 'tiktok', 'tokopedia', 'lazada']

/**
 * Sets who bought, as far as it is told, and returns the ids of new customers. A phone number that is not masked is a
 * customer of the shop; a marketplace's name for a buyer is a customer of that marketplace alone, joined to nobody; a
 * masked name is nobody.
 */
export async function resolveBuyers(tx: Transaction, orders: ImportedOrder[], buyers: readonly (string | null)[]): Promise<string[]> {
  const phones = orders.map((order) => (order.phone && !order.phone.includes('*') ? (normalisePhone(order.phone) ?? null) : null))
  const withPhone = orders.flatMap((order, index) => {
    const phone = phones[index]
    return phone ? [{ phone, name: order.customerName.includes('*') ? '' : order.customerName, seenAt: order.placedAt }] : []
  })
  const { byPhone, added } = await resolveByPhone(tx, withPhone)
  const named = orders.flatMap((order, index) => {
    const buyer = buyers[index]
    return !phones[index] && marketplaces.includes(order.source) && buyer !== null && buyer !== '' && !buyer.includes('*') ? [{ order, buyer }] : []
  })
  const identities: IncomingIdentity[] = named.map(({ order, buyer }) => ({ channelType: order.source, externalId: buyer.toLowerCase(), name: buyer, seenAt: order.placedAt }))
  const known = await resolveNamed(tx, identities, { areMasked: true })
  orders.forEach((order, index) => {
    const phone = phones[index]
    if (phone) order.customerId = byPhone.get(phone) ?? null
  })
  named.forEach(({ order }, index) => {
    order.customerId = known.ids[index]
  })
  return [...added, ...known.added]
}
