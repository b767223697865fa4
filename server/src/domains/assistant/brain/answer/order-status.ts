import type { KnownOrder } from '../knowledge/knowledge.ts'
import { ordersOfPhone } from '../knowledge/phones.ts'
import { section, type Section } from './draft.ts'
import { nameOf, type Speaker } from './goods.ts'
import { orderSource } from './sources.ts'

interface StatusAnswer {
  sections: Section[]
  needsPerson: boolean
  order: KnownOrder | null
}

/** Where an order is: told only to the number it was placed with; nobody else learns even whether it exists. */
export function statusSections(speaker: Speaker, phone: string | null): StatusAnswer {
  const { index, request, say } = speaker
  const own = phone === null ? [] : ordersOfPhone(index.knowledge.orders, phone)
  const { orderNumber } = request.details
  if (orderNumber !== null) {
    const order = own.find(({ number }) => number === orderNumber)
    if (!order) return { sections: [section(say.orderNotYours())], needsPerson: true, order: null }
    return { sections: [orderSection(speaker, order)], needsPerson: false, order }
  }
  if (own.length === 0) return { sections: [section(phone === null ? say.orderNotYours() : say.orderNotFound())], needsPerson: true, order: null }
  const meant = own.filter((order) => isMeant(speaker, order))
  const shown = (meant.length > 0 ? meant : openFirst(own)).slice(0, 2)
  return { sections: shown.map((order) => orderSection(speaker, order)), needsPerson: false, order: shown[0] }
}

/** The customer's own order that a message is about, by its products or as the only one. */
export function ownOrder(speaker: Speaker, phone: string | null): KnownOrder | null {
  const own = phone === null ? [] : ordersOfPhone(speaker.index.knowledge.orders, phone)
  return own.find((order) => isMeant(speaker, order)) ?? openFirst(own)[0] ?? null
}

function isMeant({ index, request }: Speaker, order: KnownOrder): boolean {
  const products = new Set(request.mentions.flatMap((mention) => mention.rows.map((id) => index.variants[id].productId)))
  return order.items.some(({ sku }) => products.has(index.bySku.get(sku)?.productId ?? -1))
}

const openFirst = (orders: readonly KnownOrder[]): KnownOrder[] => [...orders].sort((a, b) => rank(a) - rank(b))
const rank = ({ status }: KnownOrder): number => ['dikirim', 'diproses', 'menunggu_pembayaran', 'dibatalkan', 'selesai'].indexOf(status)

export function orderSection({ index, say }: Speaker, order: KnownOrder): Section {
  const { number, status, courier, trackingNumber, eta, items, total } = order
  const parts = [say.orderIs(number, say.status[status])]
  const names = items.map(({ sku, quantity }) => {
    const row = index.bySku.get(sku)
    return `${quantity} x ${row ? nameOf(say, row) : sku}`
  })
  parts.push(say.orderItems(names))
  if (courier && status !== 'dibatalkan') parts.push(say.byCourier(courier, trackingNumber))
  if (eta && (status === 'dikirim' || status === 'diproses')) parts.push((status === 'dikirim' ? say.expected : say.expectedReady)(say.dates(eta)))
  if (status === 'menunggu_pembayaran') parts.push(say.orderTotal(total))
  const rows = items.flatMap(({ sku }) => index.bySku.get(sku) ?? [])
  return section(parts.join(' '), [orderSource(order), ...rows.map((row) => ({ kind: 'product' as const, ref: row.sku, text: nameOf(say, row) }))], rows.map((row) => row.sku))
}
