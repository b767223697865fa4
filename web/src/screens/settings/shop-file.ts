import type { Facts } from './facts.ts'
import { readShopText } from './shop-text.ts'

const text = (value: unknown): boolean => typeof value === 'string'
const amount = (value: unknown): boolean => value === null || (typeof value === 'number' && Number.isInteger(value) && value >= 0)
const texts = (value: unknown): boolean => isRecord(value) && Object.values(value).every(text)
const rows = (...fields: string[]) => (value: unknown) => Array.isArray(value) && value.every((row) => isRecord(row) && fields.every((field) => text(row[field])))

/** The keys of a `shop.json`, and what the form can show of each. */
const keys: Record<string, [keyof Facts, (value: unknown) => boolean]> = {
  address: ['address', text],
  maps_hint: ['mapsHint', text],
  phone: ['phone', text],
  instagram: ['instagram', text],
  hours: ['hours', texts],
  payment_methods: ['paymentMethods', (value) => Array.isArray(value) && value.every(text)],
  shipping: ['shipping', (value) => rows('method', 'area')(value) && (value as Record<string, unknown>[]).every((row) => amount(row['price']))],
  free_shipping_over: ['freeShippingOver', amount],
  policies: ['policies', texts],
  promos: ['promos', rows('code', 'text', 'from', 'to')],
  faqs: ['faqs', rows('q', 'a')],
}

export interface ReadFile {
  facts: Facts
  /** Lines, or names of fields, that were not understood and left as they are in the form. */
  unread: string[]
}

/** What a file says about the shop, over what is in the form; `undefined` when it says nothing. The server checks all of it on saving. */
export function readShopFile(bytes: Uint8Array, current: Facts): ReadFile | undefined {
  const written = decode(bytes)
  if (written.includes('\0')) return undefined
  if (!/^\s*[{[]/.test(written)) return readShopText(written, current)
  try {
    const file: unknown = JSON.parse(written)
    if (!isRecord(file)) return undefined
    const given = Object.entries(file).flatMap(([name, value]) => (Object.hasOwn(keys, name) && value !== null && value !== undefined ? [{ name, value, field: keys[name][0], isFine: keys[name][1](value) }] : []))
    const found = given.filter(({ isFine }) => isFine)
    if (found.length === 0) return undefined
    // Each value passed the check of its key.
    return { facts: { ...current, ...(Object.fromEntries(found.map(({ field, value }) => [field, value])) as Partial<Facts>) }, unread: given.filter(({ isFine }) => !isFine).map(({ name }) => name) }
  } catch {
    return undefined
  }
}

/** UTF-8, UTF-16 with its mark, else Windows-1252. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
