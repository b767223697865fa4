import type { JsonValue } from './context.ts'

/**
 * Text that PostgreSQL can hold: no NUL characters and no lone surrogates, cut to `maxLength` UTF-16 units. Text from
 * outside passes here once, where it enters: one such character would otherwise fail the whole transaction.
 */
export function storableText(text: string, maxLength: number): string {
  const clean = text.includes('\0') ? text.replaceAll('\0', '') : text
  return (clean.length > maxLength ? clean.slice(0, maxLength) : clean).toWellFormed()
}

/** The same for a JSON value, keys included; `depth` levels at most, deeper ones become `null`. */
export function storableJson(value: JsonValue, depth = 12): JsonValue {
  if (typeof value === 'string') return storableText(value, 20_000)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (value === null || typeof value !== 'object') return value
  if (depth <= 0) return null
  if (Array.isArray(value)) return value.map((item) => storableJson(item, depth - 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key, 200), storableJson(item, depth - 1)]))
}
