import type { Facts } from './facts.ts'

const keys: Record<string, keyof Facts> = {
  address: 'address',
  maps_hint: 'mapsHint',
  phone: 'phone',
  instagram: 'instagram',
  hours: 'hours',
  payment_methods: 'paymentMethods',
  shipping: 'shipping',
  free_shipping_over: 'freeShippingOver',
  policies: 'policies',
  promos: 'promos',
  faqs: 'faqs',
}

/** The facts of a `shop.json`, over those in the form; `undefined` when it is none. The server checks every field on saving. */
export function readShopFile(text: string, current: Facts): Facts | undefined {
  try {
    const file: unknown = JSON.parse(text)
    if (typeof file !== 'object' || file === null) return undefined
    const found = Object.entries(file).flatMap(([key, value]) => (Object.hasOwn(keys, key) && value !== null && value !== undefined ? [[keys[key], value] as const] : []))
    if (found.length === 0) return undefined
    // Checked in full by the server before anything is stored.
    return { ...current, ...(Object.fromEntries(found) as Partial<Facts>) }
  } catch {
    return undefined
  }
}
