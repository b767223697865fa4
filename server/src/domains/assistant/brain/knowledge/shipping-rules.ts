import type { TermSource } from './indexed-shop.ts'
import type { FreeShipping, ShippingRule } from './terms.ts'
import { coverage, findPlaces, foldWords, type Place } from '../understand/places.ts'
import { scopeOf } from './scopes.ts'
import { splitSentences } from './sentences.ts'

export function readShipping({ knowledge, ...names }: TermSource): ShippingRule[] {
  return knowledge.shop.shipping.map((option) => {
    const { areas, outside, literal } = areasIn(option.area, knowledge.shop.city)
    const barred = /(?:tidak|bukan|belum) (?:bisa )?(?:untuk |melayani |menerima )?([^;.]*)|kecuali\b([^;.]*)/i.exec(option.note)
    const restricted = barred ? null : /\b(?:hanya|khusus|untuk)\b(?! ke\b)([^;.]*)|(?:^|[;,.] ?)(?:produk|barang) ([^;.]*)/i.exec(option.note)
    const maxKg = /\b(?:sampai|maks(?:imal)?\.?|hingga)\s+(\d+)\s*kg/i.exec(option.note)
    return {
      option,
      isPickup: option.price === 0 && /ambil|pickup|pick up/i.test(option.method),
      areas,
      outside,
      literal,
      everywhere: /seluruh indonesia|nasional|semua kota|se-?indonesia/i.test(option.area),
      minKg: Number(/\bmin(?:imal|imum|\.)? (\d+) ?kg/i.exec(option.note)?.[1] ?? 1),
      perKg: /\bper\s*(?:kg|kilo)/i.test(option.note),
      noted: scopeOf({ ...names }, option.note) ?? new Set(),
      never: (barred && scopeOf({ ...names }, barred[1] ?? barred[2])) ?? new Set(),
      boxKg: boxOf(option.note),
      maxKg: maxKg ? Number(maxKg[1]) : null,
      only: restricted && !/semua produk(?! \w)/i.test(restricted[0]) ? scopeOf({ ...names }, restricted[1] ?? restricted[2]) : null,
    }
  })
}

/** How well an option reaches a place: 0 not at all, the higher the closer its area describes the place. */
export function reaches(rule: ShippingRule, place: Place): number {
  if (rule.isPickup) return 0
  if (rule.literal.some((name) => place.name.toLowerCase() === name)) return 3
  const best = Math.max(0, ...rule.areas.map((area) => coverage(area, place)))
  if (rule.outside.length > 0 && best === 0) return rule.outside.some((area) => coverage(area, place) > 0) ? 0 : 0.4
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

/** `per box (maksimal 5 kg)`, `per koli 10 kg` */
function boxOf(note: string): number | null {
  const match = /per (?:box|boks|dus|koli|kardus|styrofoam|paket|kotak)\D{0,25}?(\d+) ?kg/i.exec(note)
  return match ? Number(match[1]) : null
}

function areasIn(area: string, city: string): { areas: string[]; outside: string[]; literal: string[] } {
  const text = area.replace(/[-–]/g, ' ')
  const words = foldWords(text)
  const areas: string[] = []
  const outside: string[] = []
  for (const { name, start } of findPlaces(words)) {
    // `luar Jawa`, `luar Pulau Jawa`, `Luar Jawa Tengah dan DIY`, but not `luar kota lain di Jawa`.
    const isOutside = words[start - 1] === 'luar' || (words[start - 2] === 'luar' && words[start - 1] === 'pulau') || (outside.length > 0 && words[start - 1] === 'dan')
    ;(isOutside ? outside : areas).push(name)
  }
  if (areas.length === 0 && /radius|dalam kota|sekitar toko|sekitar sini/i.test(text)) areas.push(...findPlaces(['ke', ...foldWords(city)]).map((place) => place.name))
  const literal: string[] = []
  for (const part of text.split(/,|\/|\bdan\b|&/)) {
    const named = foldWords(part)
    if (named.length > 0 && named.length < 4 && findPlaces(['ke', ...named]).length === 0) literal.push(named.join(' '))
  }
  if (/sekitar/i.test(text)) areas.push(...areas.map((name) => `${name.replace(/^Kota /, '')} Raya`))
  return { areas, outside, literal }
}
