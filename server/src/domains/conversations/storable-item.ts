import { storableText } from '#platform/text'
import type { InboundItem } from './channels/inbound-item.ts'

const mostDepth = 12

/** An item whose every text the database can hold. Providers pass on what people type, NUL and broken emoji included. */
export function storableItem(item: InboundItem): InboundItem {
  const maxLength = item.type === 'unreadable' ? 262_144 : 20_000
  // The shape stays as it is; only texts change.
  return clean(item, maxLength, mostDepth) as InboundItem
}

function clean(value: unknown, maxLength: number, depth: number): unknown {
  if (typeof value === 'string') return storableText(value, maxLength)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth === 0) return null
  if (Array.isArray(value)) return value.map((one) => clean(one, maxLength, depth - 1))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [storableText(key, 200), clean(one, maxLength, depth - 1)]))
}
