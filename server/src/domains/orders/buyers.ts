import type { Transaction } from '#platform/context'
import { normalisePhone, resolveByPhone, resolveNamed, type IncomingIdentity } from '#domains/customers'
import type { ImportedOrder } from './imported-orders.ts'

/**
 * Whose order it is when a person of the shop writes it down: whom they chose, else who has this number, made where there
 * is none. Without one the order would count for nobody, in no segment and no journey.
 */
export async function resolveBuyer(tx: Transaction, { customerId, phone, name, at }: { customerId?: string | null | undefined; phone: string | null; name: string; at: Date }): Promise<string | null> {
  if (customerId || phone === null) return customerId ?? null
  return (await resolveByPhone(tx, [{ phone, name, seenAt: at }])).byPhone.get(phone) ?? null
}

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
