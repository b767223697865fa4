import type { Context } from '#platform/context'
import { findVariantIdsBySku } from '#domains/catalog'
import type { ImportFile } from '../files/file.ts'
import type { ImportedStatus, OrderFormat, OrderLine, UnreadRow } from '../formats/order-format.ts'
import type { OrderLayout } from '../formats/order-layout.ts'
import { readOrderRows } from '../formats/order-rows.ts'
import { groupOrders } from './grouping.ts'
import { toOrder } from './to-order.ts'

export interface OrdersSummary {
  source: string
  orders: number
  lines: number
  unread: number
  /** SKUs of the file that the catalogue knows, and that it does not. */
  matchedVariants: number
  unknownVariants: number
  statuses: Partial<Record<ImportedStatus, number>>
  from: string | null
  to: string | null
  /** Orders with a phone number that is not masked, and orders that bring one. */
  phones: number
  sample: Pick<OrderLine, 'line' | 'orderId' | 'status' | 'createdAt' | 'name' | 'quantity' | 'unitPrice' | 'orderTotal' | 'buyer'>[]
  unreadRows: UnreadRow[]
}

const mostShown = 20
const mostSkus = 50_000

/** Reads a file through as the import will, and says what would happen. */
export async function previewOrders(ctx: Context, file: ImportFile, layout: OrderLayout, format: OrderFormat): Promise<OrdersSummary> {
  const summary: OrdersSummary = { source: format.source, orders: 0, lines: 0, unread: 0, matchedVariants: 0, unknownVariants: 0, statuses: {}, from: null, to: null, phones: 0, sample: [], unreadRows: [] }
  const skus = new Set<string>()
  const phones = new Set<string>()
  const noteUnread = (rows: readonly UnreadRow[]) => {
    summary.unread += rows.length
    summary.unreadRows.push(...rows.slice(0, mostShown - summary.unreadRows.length))
  }
  for await (const batch of groupOrders(readOrderRows(file, layout, format))) {
    noteUnread(batch.unread)
    for (const grouped of batch.orders) {
      const read = toOrder(grouped)
      if ('unread' in read) {
        noteUnread(read.unread)
        continue
      }
      const [first] = grouped.lines
      summary.orders++
      summary.lines += grouped.lines.length
      if (first.status) summary.statuses[first.status] = (summary.statuses[first.status] ?? 0) + 1
      if (first.phone && phones.size < mostSkus) phones.add(first.phone)
      for (const line of grouped.lines) {
        if (line.sku !== null && skus.size < mostSkus) skus.add(line.sku)
        if (line.createdAt !== null && (summary.from === null || line.createdAt < summary.from)) summary.from = line.createdAt
        if (line.createdAt !== null && (summary.to === null || line.createdAt > summary.to)) summary.to = line.createdAt
      }
      if (summary.sample.length < mostShown) {
        const { line, orderId, status, createdAt, name, quantity, unitPrice, orderTotal, buyer } = first
        summary.sample.push({ line, orderId, status, createdAt, name, quantity, unitPrice, orderTotal, buyer })
      }
    }
  }
  const matchedVariants = await countKnown(ctx, [...skus])
  return { ...summary, phones: phones.size, matchedVariants, unknownVariants: skus.size - matchedVariants }
}

async function countKnown(ctx: Context, skus: readonly string[]): Promise<number> {
  let known = 0
  for (let start = 0; start < skus.length; start += 5_000) known += (await ctx.transaction((tx) => findVariantIdsBySku(tx, skus.slice(start, start + 5_000)))).size
  return known
}
