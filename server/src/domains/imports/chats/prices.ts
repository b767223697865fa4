import { findQuantities } from '#models/language/quantities'
import type { ChatMessage } from '../formats/whatsapp-export/chat.ts'

export interface PricedVariant {
  variantId: string
  productName: string
  variantName: string
  price: number | null
}

/** A price that the shop named in a chat and that is not the one of the list. */
export interface PriceDifference {
  variantId: string
  name: string
  quoted: number
  listed: number
  ts: string
  text: string
}

const mostFound = 50

/**
 * Prices in the shop's own messages that differ from the list, the latest of each product. Only a message that names
 * one product in full and one amount counts: everything else could be a total, shipping or another thing.
 */
export function findPriceDifferences(messages: readonly ChatMessage[], ownSenders: ReadonlySet<string>, variants: readonly PricedVariant[]): PriceDifference[] {
  const products = groupByProduct(variants)
  const found = new Map<string, PriceDifference>()
  for (const message of messages) {
    if (!ownSenders.has(message.sender) || message.media || message.text.length > 300) continue
    const amounts = findQuantities(message.text).flatMap((quantity) => (quantity.type === 'money' && quantity.rupiah >= 500 ? [quantity.rupiah] : []))
    if (amounts.length !== 1 || /ongkir|total|ongkos|dp\b|diskon|kembali|transfer/i.test(message.text)) continue
    const named = nameProduct(message.text, products)
    if (!named) continue
    const [quoted] = amounts
    const prices = named.variants.flatMap((variant) => (variant.price === null ? [] : [variant.price]))
    if (prices.length !== 1 || prices[0] === quoted) continue
    const [variant] = named.variants
    found.set(variant.variantId, { variantId: variant.variantId, name: [variant.productName, variant.variantName].filter(Boolean).join(' · '), quoted, listed: prices[0], ts: message.ts, text: message.text.slice(0, 300) })
  }
  return [...found.values()].sort((a, b) => (a.ts < b.ts ? 1 : -1)).slice(0, mostFound)
}

interface NamedProduct {
  words: string[]
  variants: PricedVariant[]
}

function groupByProduct(variants: readonly PricedVariant[]): NamedProduct[] {
  const products = new Map<string, NamedProduct>()
  for (const variant of variants) {
    // A variant with a name of its own must be named too.
    const words = wordsOf(`${variant.productName} ${variant.variantName}`)
    const key = words.join(' ')
    const product = products.get(key) ?? { words, variants: [] }
    product.variants.push(variant)
    products.set(key, product)
  }
  return [...products.values()].filter(({ words }) => words.length > 0).sort((a, b) => b.words.length - a.words.length)
}

/** The product whose every word stands in the text; none when two unlike ones do. */
function nameProduct(text: string, products: readonly NamedProduct[]): NamedProduct | undefined {
  const words = new Set(wordsOf(text))
  const matching = products.filter((product) => product.words.every((word) => words.has(word)))
  const [longest, second] = matching
  return longest && (!second || second.words.every((word) => longest.words.includes(word))) ? longest : undefined
}

function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].filter((word) => word.length > 1)
}
