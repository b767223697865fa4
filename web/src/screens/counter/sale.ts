import { rupiah, zone } from '../../ui/format.ts'
import type { Catalogue } from './catalogue.ts'
import { counterWords } from './words.ts'

export interface Line {
  variantId: string
  name: string
  quantity: number
  unitPrice: number
  isMadeToOrder: boolean
}

export type Good = Catalogue['goods'][number]

export const subtotalOf = (lines: Line[]) => lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)

export function addGood(lines: Line[], good: Good): Line[] {
  if (good.price === null) return lines
  const { variantId, name, price: unitPrice, isMadeToOrder } = good
  if (!lines.some((line) => line.variantId === variantId)) return [...lines, { variantId, name, quantity: 1, unitPrice, isMadeToOrder }]
  return changeQuantity(lines, variantId, 1)
}

export function changeQuantity(lines: Line[], variantId: string, by: number): Line[] {
  return lines.map((line) => (line.variantId === variantId ? { ...line, quantity: line.quantity + by } : line)).filter((line) => line.quantity > 0)
}

/** Every word must begin a word of the name or the code; an exact code comes first. */
export function findGoods(goods: Good[], asked: string): Good[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  const exact = goods.filter((good) => good.sku !== '' && good.sku.toLowerCase() === asked.trim().toLowerCase())
  if (exact.length > 0) return exact
  return goods.filter((good) => {
    const parts = `${good.name} ${good.sku}`.toLowerCase().split(/[\s\-/()]+/)
    return words.every((word) => parts.some((part) => part.startsWith(word)))
  })
}

export interface Sold {
  code: string
  at: Date
  lines: Line[]
  discount: number
  payments: { provider: 'cash' | 'qris' | 'transfer'; amount: number }[]
  change: number
}

/** A receipt of 32 columns, for a 58 mm printer and for a chat. */
export function receiptText(sold: Sold, shop: Catalogue['shop']): string {
  const words = counterWords()
  const total = subtotalOf(sold.lines) - sold.discount
  const paid = sold.payments.reduce((sum, { amount }) => sum + amount, 0)
  const row = (left: string, amount: number) => `${left.slice(0, 31 - rupiah(amount).length).padEnd(32 - rupiah(amount).length)}${rupiah(amount)}`
  const rule = '-'.repeat(32)
  return [
    ...wrapped(shop.name), ...wrapped(shop.address), shop.phone, rule, `${sold.code}  ${sold.at.toLocaleString('id-ID', { dateStyle: 'short', timeStyle: 'short', timeZone: zone })}`, rule,
    ...sold.lines.flatMap((line) => [...wrapped(line.name), row(`  ${line.quantity} x ${rupiah(line.unitPrice)}`, line.quantity * line.unitPrice)]), rule,
    ...(sold.discount > 0 ? [row(words.discount.replace(/ \(.*/, ''), -sold.discount)] : []), row(words.total, total),
    ...sold.payments.map(({ provider, amount }) => row(words.payWords[provider], amount)),
    ...(paid < total ? [row(words.rest, total - paid)] : []), ...(sold.change > 0 ? [words.change(rupiah(sold.change))] : []), rule, words.thanks,
  ].filter(Boolean).join('\n')
}

/** Lines of at most 32 columns; a word that is longer alone is cut. */
function wrapped(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).flatMap((one) => one.match(/.{1,32}/gu) ?? [])) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= 32) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
