import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { cutPage, fromTimeCursor, type PageInput } from '#platform/http/paging'
import type { OrderReturnRow, PaymentRow, RefundRow, Tables } from './tables.ts'

interface Page<Row> {
  items: Row[]
  nextCursor: string | null
}

interface OfOrder {
  number: string
  customerName: string
}

/** Every payment that was asked for, newest first. */
export async function listAllPayments(tx: Transaction, input: PageInput): Promise<Page<PaymentRow & OfOrder>> {
  let query = tenant<Tables>(tx).select('payments').innerJoin('orders', (join) => join.onRef('orders.businessId', '=', 'payments.businessId').onRef('orders.id', '=', 'payments.orderId'))
    .selectAll('payments').select(['orders.number', 'orders.customerName']).orderBy('payments.requestedAt', 'desc').orderBy('payments.id', 'desc').limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('payments.requestedAt', 'payments.id'), '<', where.tuple(...after)))
  }
  return toPage(await query.execute(), input.limit, (row) => row.requestedAt)
}

/** All money that had to be given back, newest first. */
export async function listAllRefunds(tx: Transaction, input: PageInput): Promise<Page<RefundRow & OfOrder>> {
  let query = tenant<Tables>(tx).select('refunds').innerJoin('orders', (join) => join.onRef('orders.businessId', '=', 'refunds.businessId').onRef('orders.id', '=', 'refunds.orderId'))
    .selectAll('refunds').select(['orders.number', 'orders.customerName']).orderBy('refunds.createdAt', 'desc').orderBy('refunds.id', 'desc').limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('refunds.createdAt', 'refunds.id'), '<', where.tuple(...after)))
  }
  return toPage(await query.execute(), input.limit, (row) => row.createdAt)
}

/** All goods that came back, newest first. */
export async function listAllReturns(tx: Transaction, input: PageInput): Promise<Page<OrderReturnRow & OfOrder & { sku: string; name: string }>> {
  let query = tenant<Tables>(tx).select('orderReturns')
    .innerJoin('orders', (join) => join.onRef('orders.businessId', '=', 'orderReturns.businessId').onRef('orders.id', '=', 'orderReturns.orderId'))
    .innerJoin('orderLines', (join) => join.onRef('orderLines.businessId', '=', 'orderReturns.businessId').onRef('orderLines.orderId', '=', 'orderReturns.orderId').onRef('orderLines.id', '=', 'orderReturns.lineId'))
    .selectAll('orderReturns').select(['orders.number', 'orders.customerName', 'orderLines.sku', 'orderLines.name']).orderBy('orderReturns.createdAt', 'desc').orderBy('orderReturns.id', 'desc').limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('orderReturns.createdAt', 'orderReturns.id'), '<', where.tuple(...after)))
  }
  return toPage(await query.execute(), input.limit, (row) => row.createdAt)
}

function toPage<Row extends { id: string }>(rows: Row[], limit: number, timeOf: (row: Row) => Date): Page<Row> {
  const { page, nextCursor } = cutPage(rows, limit, (row) => [timeOf(row), row.id])
  return { items: page, nextCursor }
}
