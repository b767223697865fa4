import { surveyOrders } from '../../domains/imports/formats/order-layout.ts'
import type { OrderLine } from '../../domains/imports/formats/order-format.ts'
import { findOrderFormat, orderFormats } from '../../domains/imports/formats/order-registry.ts'
import { readOrderRows } from '../../domains/imports/formats/order-rows.ts'
import { openFile } from '../files.ts'
import { parseOptions } from '../options.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** Every row of an order file as the import understands it, then what was skipped and the revenue. */
export const task: EvaluateTask = {
  usage: 'parse-orders FILE   (CSV or XLSX of Shopee, TikTok Shop/Tokopedia, Lazada or a till)',
  async *run(args) {
    const { positionals } = parseOptions(args, {})
    if (positionals.length !== 1) throw new UsageError('Sebutkan satu berkas pesanan.')
    const file = await openFile(positionals[0])
    // The first pass reads to the end, so that a damaged file prints nothing at all.
    const layout = await surveyOrders(file, orderFormats)
    const format = layout && findOrderFormat(layout.format)
    if (!layout || !format) throw new UsageError(`Bukan berkas pesanan yang dikenal: ${positionals[0]}`)
    const totals = createTotals()
    const skipped: { line: number; reason: string }[] = []
    for await (const row of readOrderRows(file, layout, format)) {
      if (row.kind === 'unread') {
        skipped.push({ line: row.row.line, reason: row.row.reason })
        continue
      }
      totals.add(row.line)
      yield present(row.line)
    }
    yield { kind: 'summary', source: format.source, ...totals.figures(), skipped, format: format.format }
  },
}

function present(line: OrderLine): object {
  const { source, orderId, status, createdAt, sku, name, variation, quantity, returned, unitPrice, subtotal, orderTotal, buyer, phone, city, province } = line
  return { kind: 'line', source, orderId, status, createdAt, sku, name, variation, quantity, returned, unitPrice, subtotal, orderTotal, buyer, phone, city, province }
}

function createTotals() {
  const orderTotals = new Map<string, number>()
  let lines = 0
  let byLines = 0
  let hasPrices = false
  return {
    add(line: OrderLine): void {
      lines++
      const counts = line.status !== 'unpaid' && line.status !== 'cancelled'
      // Totals repeat on every row of an order: the highest is taken once.
      orderTotals.set(line.orderId, Math.max(orderTotals.get(line.orderId) ?? 0, counts ? (line.orderTotal ?? 0) : 0))
      if (line.unitPrice !== null) hasPrices = true
      if (counts) byLines += soldAmount(line)
    },
    figures() {
      const byOrders = [...orderTotals.values()].reduce((sum, total) => sum + total, 0)
      return { lines, orders: orderTotals.size, revenue: hasPrices ? byLines : byOrders, revenueBasis: hasPrices ? 'lines' : 'orders' }
    },
  }
}

/** Price after discount × pieces kept; the subtotal knows the rupiah that a rounded price has lost. */
function soldAmount({ quantity, returned, unitPrice, subtotal }: OrderLine): number {
  if (quantity === null || quantity === 0) return 0
  const kept = quantity - (returned ?? 0)
  if (kept === quantity && subtotal !== null) return subtotal
  const exact = subtotal === null ? (unitPrice ?? 0) * kept : (subtotal * kept) / quantity
  return Math.round(exact)
}
