import type { IndexedVariant, Sentence } from '../knowledge/indexed-shop.ts'
import type { KnownOrder, Promo, ShippingOption } from '../knowledge/knowledge.ts'
import type { Source } from './draft.ts'

export const productSource = (row: IndexedVariant): Source => ({
  kind: 'product',
  ref: row.sku,
  text: [row.product.name, row.label, row.price ?? 'harga belum ada', row.stock === Infinity ? 'stok tidak dicatat' : `stok ${row.stock}`, `${row.weightGrams} gram`, row.description].join(' | '),
})

export const shippingSource = ({ method, area, price, eta, note }: ShippingOption): Source => ({
  kind: 'shipping',
  ref: `${method}, ${area}`,
  text: [method, area, price ?? '-', eta, note].join(' | '),
})

export const promoSource = ({ code, text, from, to }: Promo): Source => ({ kind: 'promo', ref: code, text: [code, text, from, to].join(' | ') })

export const orderSource = (order: KnownOrder): Source => ({
  kind: 'order',
  ref: order.number,
  text: [order.number, order.date, order.status, order.total, order.courier, order.trackingNumber, order.eta, ...order.items.map((item) => `${item.quantity} ${item.sku} ${item.price}`)].join(' | '),
})

export const sentenceSource = (sentence: Sentence): Source => ({ kind: sentence.kind, ref: sentence.ref, text: sentence.text })
