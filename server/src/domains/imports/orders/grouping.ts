import type { OrderLine, OrderRow, UnreadRow } from '../formats/order-format.ts'
import { createSeenIds } from '../seen-ids.ts'

/** All rows of one order, in the order of the file. */
export interface GroupedOrder {
  orderId: string
  lines: OrderLine[]
}

export interface OrderBatch {
  orders: GroupedOrder[]
  unread: UnreadRow[]
  /** Rows of the file that this batch and those before it hold. */
  rowsDone: number
}

/** Rows of an order may stand apart this far, as pieces of one parcel do in some exports. */
const farthestRows = 5_000

/**
 * Rows into whole orders, a batch at a time. The same file gives the same batches, so that a run that was killed finds
 * its place again.
 */
export async function* groupOrders(rows: AsyncIterable<OrderRow>, batchSize = 1_000): AsyncGenerator<OrderBatch> {
  const open = new Map<string, { order: GroupedOrder; lastRow: number }>()
  const closed = createSeenIds()
  let batch: OrderBatch = { orders: [], unread: [], rowsDone: 0 }
  let rowsRead = 0
  let rowsClosed = 0

  function close(orderId: string, order: GroupedOrder): void {
    open.delete(orderId)
    closed.add(orderId)
    batch.orders.push(order)
    rowsClosed += order.lines.length
  }
  function take(): OrderBatch {
    const full = { ...batch, rowsDone: rowsClosed }
    batch = { orders: [], unread: [], rowsDone: 0 }
    return full
  }

  for await (const row of rows) {
    rowsRead++
    if (row.kind === 'unread') {
      batch.unread.push(row.row)
      rowsClosed++
    } else {
      const { line } = row
      const known = open.get(line.orderId)
      if (known) {
        known.order.lines.push(line)
        known.lastRow = rowsRead
        // The oldest stay in front, so that only the front is looked at.
        open.delete(line.orderId)
        open.set(line.orderId, known)
      } else if (closed.has(line.orderId)) {
        batch.unread.push({ line: line.line, reason: `Baris pesanan ${line.orderId} ini jauh dari baris lainnya. Urutkan berkas menurut nomor pesanan, lalu masukkan lagi.`, original: [line.orderId, line.name, line.quantity].join(' | ') })
        rowsClosed++
      } else open.set(line.orderId, { order: { orderId: line.orderId, lines: [line] }, lastRow: rowsRead })
    }
    for (const [orderId, { order, lastRow }] of open) {
      if (rowsRead - lastRow < farthestRows) break
      close(orderId, order)
    }
    if (batch.orders.length >= batchSize || batch.unread.length >= batchSize) yield take()
  }
  for (const [orderId, { order }] of open) {
    close(orderId, order)
    if (batch.orders.length >= batchSize) yield take()
  }
  if (batch.orders.length > 0 || batch.unread.length > 0) yield take()
}
