import type { TermSource } from './indexed-shop.ts'
import type { PromoRule } from './terms.ts'
import { amountIn, amountsIn, percentIn } from './amounts.ts'
import { weekdays } from './knowledge.ts'
import { codeRule } from './code-rules.ts'
import { scopeOf, scopesIn } from './scopes.ts'

export function readPromos({ knowledge, ...names }: TermSource): PromoRule[] {
  const codes = new Map(knowledge.codes?.map((code) => [code.code.toLowerCase(), code]))
  const methods = [...new Set(knowledge.shop.shipping.map((option) => option.method))]
  return knowledge.shop.promos.map((promo) => {
    const { text } = promo
    const code = codes.get(promo.code.toLowerCase())
    if (code) {
      const rule = codeRule(names, code)
      return { ...rule, promo: { ...rule.promo, code: promo.code, text: `${text.replace(/\.$/, '')} (${rule.promo.text})` } }
    }
    const lower = text.toLowerCase()
    const spend = /min(?:imal|imum|\.)?\s+(?:belanja|pembelian|transaksi|order|total)(?:[^.;,]|[.,]\d)*/i.exec(text)?.[0] ?? /min(?:imal|imum|\.)?\s+rp[\s\d.]+/i.exec(text)?.[0] ?? ''
    const cap = /maks(?:imal|imum|\.)?\s+(?:potongan\s+|diskon\s+)?rp[\s\d.]+/i.exec(text)?.[0] ?? null
    const [, barred = ''] = /kecuali ([^.;]*)/i.exec(text) ?? []
    const except = barred ? scopeOf(names, barred) : null
    const rest = text.replace(spend, ' ').replace(/kecuali [^.;]*/i, ' ').replace(cap ?? '', ' ')
    const bundle = /(?:beli|minimal|min\.?|ambil|pembelian|paket|isi)\s+(?:beli\s+|pembelian\s+)?(\d+)\b(?!\s*(?:%|persen|rb|ribu|juta|hari))(?![.,]\d)/i.exec(text)
    const counted = /(?:beli|minimal|min\.?|ambil|pembelian)\s/i.test(bundle?.[0] ?? '')
    const price = /(?:cukup|hanya|bayar|jadi|cuma)\s+(?:bayar\s+)?rp/i.test(text) ? amountIn(rest) : null
    const scope = scopeOf(names, rest)
    const isGift = /gratis\s+(?!ongkir|ongkos|kirim|pengiriman|antar)\S/i.test(text)
    const together = /sekaligus|bersamaan|bareng|sepaket/i.test(text) ? scopesIn(names, rest) : []
    const off = /potong|diskon|hemat|voucher|cashback/i.test(text) && price === null ? amountIn(rest) : null
    return {
      promo,
      percent: percentIn(rest),
      amountOff: percentIn(rest) === null ? off : null,
      bundle: bundle && price !== null ? { quantity: Number(bundle[1]), price } : null,
      unitPrice: price !== null && !bundle && scopesIn(names, rest).length === 1 && percentIn(rest) === null ? price : null,
      isGiftWithPurchase: isGift,
      isFreeShipping: /gratis\s*(?:ongkir|ongkos|kirim)|bebas\s*ong/i.test(text),
      maxOff: cap === null ? null : amountIn(cap),
      minSpend: spend ? amountIn(spend) : /(?:belanja|transaksi|pembelian)\s+(?:di\s?atas|mulai|minimal|min)/i.test(text) ? (amountsIn(text).at(-1)?.amount ?? null) : null,
      // "Donat isi 6 diskon 15%" names a pack, not a number to buy.
      minQuantity: bundle && counted && price === null ? Number(bundle[1]) : null,
      scope: without(names, isGift ? (scopeOf(names, text.split(/gratis/i)[0]) ?? scope) : scope, except),
      together: together.length > 1 ? together : [],
      pickupOnly: /ambil|diambil|datang ke|di tempat|di toko/i.test(text) && !methods.some((method) => !/ambil/i.test(method) && lower.includes(method.toLowerCase())),
      methods: methods.filter((method) => lower.includes(method.toLowerCase())),
      firstOrderOnly: /pembeli(?:an)? pertama|pelanggan baru|order pertama|first/i.test(text),
      weekday: weekdays.find((day) => new RegExp(`\\b(?:setiap|tiap|hari|khusus|hanya)\\s+(?:hari\\s+)?${day}`, 'i').test(text)) ?? null,
      readyOnly: /barang siap|ready/i.test(text),
      isConditional: /pembayaran|bayar (?:pakai|lewat|dengan)|qris|\bvia\b|member|ulang tahun|\btag\b|story|follow|ulasan|review|kartu pelajar|mahasiswa|struk/i.test(text),
      isCounted: false,
    }
  })
}

const without = ({ variants }: Pick<TermSource, 'variants'>, scope: ReadonlySet<number> | null, except: ReadonlySet<number> | null): ReadonlySet<number> | null =>
  except === null ? scope : new Set([...(scope ?? variants.keys())].filter((id) => !except.has(id)))

export const isRunning = ({ promo }: PromoRule, today: string): boolean =>
  (promo.from === null || promo.from <= today) && (promo.to === null || today <= promo.to)
