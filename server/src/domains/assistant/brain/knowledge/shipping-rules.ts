import { coverage, findPlaces, foldWords, type Place } from '../understand/places.ts'
import type { ShippingOption } from './knowledge.ts'
import { scopeOf } from './scopes.ts'
import { splitSentences } from './sentences.ts'
import type { TermSource } from './shop-terms.ts'

export interface ShippingRule {
  option: ShippingOption
  isPickup: boolean
  /** Places of the area; `luar` in it turns them round. */
  areas: readonly string[]
  isOutside: boolean
  /** Area names that no gazetteer knows, folded. */
  literal: readonly string[]
  everywhere: boolean
  perKg: boolean
  maxKg: number | null
  /** Fewer kilograms are charged as this many. */
  minKg: number
  /** Rows that may be sent this way, or `null` for all. */
  only: ReadonlySet<number> | null
}

export interface FreeShipping {
  over: number
  /** Methods it holds for; empty for all. */
  methods: readonly string[]
  /** Places it holds for; empty for all. */
  areas: readonly string[]
  /** The shop's sentence. */
  text: string
}

export function readShipping({ knowledge, ...names }: TermSource): ShippingRule[] {
  return knowledge.shop.shipping.map((option) => {
    const { areas, literal } = areasIn(option.area)
    const restricted = /\b(?:hanya|khusus|untuk)\b(?! ke\b)([^;.]*)/i.exec(option.note)
    const maxKg = /\b(?:sampai|maks(?:imal)?\.?|hingga)\s+(\d+)\s*kg/i.exec(option.note)
    return {
      option,
      isPickup: option.price === 0 && /ambil|pickup|pick up/i.test(option.method),
      areas,
      isOutside: /\bluar\b/i.test(option.area),
      literal,
      everywhere: /seluruh indonesia|nasional|semua kota|se-?indonesia/i.test(option.area),
      minKg: Number(/\bmin(?:imal|imum|\.)? (\d+) ?kg/i.exec(option.note)?.[1] ?? 1),
      perKg: /\bper\s*(?:kg|kilo)/i.test(option.note),
      maxKg: maxKg ? Number(maxKg[1]) : null,
      only: restricted && !/semua produk(?! \w)/i.test(restricted[1]) ? scopeOf({ ...names }, restricted[1]) : null,
    }
  })
}

/** How well an option reaches a place: 0 not at all, the higher the closer its area describes the place. */
export function reaches(rule: ShippingRule, place: Place): number {
  if (rule.isPickup) return 0
  if (rule.literal.some((name) => place.name.toLowerCase() === name)) return 3
  const best = Math.max(0, ...rule.areas.map((area) => coverage(area, place)))
  if (rule.isOutside) return best > 0 ? 0 : 0.4
  return best > 0 ? best : rule.everywhere ? 0.2 : 0
}

/** The sentences about free shipping say where it holds and by which methods. */
export function readFreeShipping({ knowledge }: TermSource, shipping: readonly ShippingRule[]): FreeShipping | null {
  const { shop } = knowledge
  if (shop.freeShippingOver === null) return null
  const texts = [...shop.faqs.flatMap((faq) => splitSentences(faq.answer)), ...shop.policies.flatMap((policy) => splitSentences(policy.text))]
  const text = texts.find((sentence) => freeWords.test(sentence)) ?? ''
  const folded = text.toLowerCase()
  const methods = [...new Set(shipping.map((rule) => rule.option.method))].filter((method) => folded.includes(method.toLowerCase()))
  return { over: shop.freeShippingOver, methods, areas: findPlaces(foldWords(text)).map((place) => place.name), text }
}

const freeWords = /(?:gratis|bebas|free)\s*(?:biaya\s*)?(?:ong|kirim|pengiriman|antar|pikap|truk|kurir|delivery)/i

function areasIn(text: string): { areas: string[]; literal: string[] } {
  const areas = findPlaces(foldWords(text)).map((place) => place.name)
  const literal: string[] = []
  for (const part of text.split(/,|\/|\bdan\b|&/)) {
    const words = foldWords(part)
    if (words.length > 0 && words.length < 4 && findPlaces(['ke', ...words]).length === 0) literal.push(words.join(' '))
  }
  if (/sekitar/i.test(text)) areas.push(...areas.map((area) => `${area.replace(/^Kota /, '')} Raya`))
  return { areas, literal }
}
