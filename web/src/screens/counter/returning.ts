import type { Answer } from '../../api/client.ts'

/** A sale that goods may come back from, as the device or the server knows it. Lines stand in the order of the receipt. */
export interface PastSale {
  saleId: string
  code: string
  at: string
  lines: { name: string; quantity: number; unitPrice: number; returned: number }[]
  total: number
  refunded: number
}

/** Kept on the device, so that a receipt of today is found without a network. */
export const keptSales = 200

type Order = Answer<'listOrders'>['items'][number]

export function fromOrder(order: Order): PastSale {
  return {
    saleId: order.orderId,
    code: order.note.startsWith('K-') ? order.note : order.number,
    at: order.placedAt,
    lines: order.lines.map(({ name, quantity, unitPrice, returnedQuantity }) => ({ name, quantity, unitPrice, returned: returnedQuantity })),
    total: order.total,
    refunded: order.refundedTotal,
  }
}

/** Both lists, newest first. What came back counts as either of them knows it: the server may lag behind the device. */
export function mergeSales(own: PastSale[], known: PastSale[]): PastSale[] {
  const merged = new Map(own.map((sale) => [sale.saleId, sale]))
  for (const sale of known) {
    const mine = merged.get(sale.saleId)
    merged.set(sale.saleId, mine ? { ...sale, refunded: Math.max(sale.refunded, mine.refunded), lines: sale.lines.map((line, at) => ({ ...line, returned: Math.max(line.returned, mine.lines[at]?.returned ?? 0) })) } : sale)
  }
  return [...merged.values()].sort((a, b) => b.at.localeCompare(a.at))
}

export const canComeBack = (sale: PastSale) => sale.lines.some((line) => line.returned < line.quantity)

/** What was paid for these pieces: their share of a total that something was taken off; the last ones get what is left. */
export function refundFor(sale: PastSale, quantities: number[]): number {
  const worth = (count: (line: PastSale['lines'][number], at: number) => number) => sale.lines.reduce((sum, line, at) => sum + count(line, at) * line.unitPrice, 0)
  const whole = worth((line) => line.quantity)
  if (whole === 0) return 0
  const share = (value: number) => Math.round((value * sale.total) / whole)
  const earlier = worth((line) => line.returned)
  const left = Math.max(0, sale.total - Math.max(sale.refunded, share(earlier)))
  const isAll = sale.lines.every((line, at) => line.returned + (quantities[at] ?? 0) >= line.quantity)
  return isAll ? left : Math.min(left, share(worth((_, at) => quantities[at] ?? 0)))
}

/** The sale after these pieces came back. */
export function afterReturn(sale: PastSale, quantities: number[], refund: number): PastSale {
  return { ...sale, refunded: sale.refunded + refund, lines: sale.lines.map((line, at) => ({ ...line, returned: line.returned + (quantities[at] ?? 0) })) }
}
