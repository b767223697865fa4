import type { ImportedOrder, OrderStatus } from '#domains/orders'
import type { ImportedStatus, OrderLine, UnreadRow } from '../formats/order-format.ts'
import type { GroupedOrder } from './grouping.ts'

const statuses: Record<ImportedStatus, OrderStatus> = { unpaid: 'unpaid', to_ship: 'processing', shipped: 'shipped', completed: 'completed', cancelled: 'cancelled', returned: 'completed' }

/** One order of the file as ours, or the reason why it cannot be one. Nothing is guessed: what is missing is said. */
export function toOrder({ orderId, lines }: GroupedOrder): { order: ImportedOrder } | { unread: UnreadRow[] } {
  const [first] = lines
  const refuse = (reason: string) => ({ unread: lines.map((line) => ({ line: line.line, reason, original: [line.orderId, line.statusText, line.name, line.quantity].map((part) => part ?? '').join(' | ') })) })
  const placedAt = first.createdAt
  if (placedAt === null) return refuse('Tanggal pesanan kosong.')
  const status = statusOf(lines)
  if (status === undefined) return refuse(first.statusText === null ? 'Status pesanan kosong.' : `Status "${first.statusText}" belum dikenal.`)
  if (lines.some((line) => (line.quantity ?? 1) < 0)) return refuse('Jumlah di bawah nol. Mungkin baris retur.')
  const total = highest(lines.map((line) => line.orderTotal))
  const shippingFee = Math.max(0, first.shippingFee ?? 0)
  const goods = withSolePrice(lines.filter((line) => (line.quantity ?? 1) > 0), total === null ? null : total - shippingFee).map((line) => toLine(line, status))
  const subtotal = goods.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  const at = (text: string | null) => (text === null ? null : new Date(text))
  return {
    order: {
      number: orderId,
      source: first.source,
      customerName: first.buyer ?? first.recipient ?? '',
      phone: first.phone,
      status: statuses[status],
      lines: goods,
      // The marketplace's total is the truth; what lies between it and the lines is discount, or a charge on top.
      discount: total === null ? 0 : subtotal + shippingFee - total,
      shippingFee,
      paymentMethod: first.paymentMethod ?? '',
      courier: first.courier ?? '',
      trackingNumber: first.trackingNumber,
      address: first.address ?? '',
      city: first.city ?? '',
      province: first.province ?? '',
      placedAt: new Date(placedAt),
      paidAt: at(first.paidAt),
      shippedAt: at(first.shippedAt),
      completedAt: at(first.completedAt),
      cancelReason: first.cancelReason,
    },
  }
}

/** Pieces of one order may end apart: it is cancelled only when all of them are, and done when the last one is. */
function statusOf(lines: readonly OrderLine[]): ImportedStatus | undefined {
  const known: (ImportedStatus | null)[] = lines.map((line) => line.status)
  if (known.includes(null)) return undefined
  const furthest: ImportedStatus[] = ['unpaid', 'to_ship', 'shipped', 'completed', 'returned']
  return furthest.find((status) => known.includes(status)) ?? 'cancelled'
}

/** A file without line prices still tells the price of a thing that was bought alone. */
function withSolePrice(lines: OrderLine[], amount: number | null): OrderLine[] {
  const [line] = lines
  if (lines.length !== 1 || amount === null || line.unitPrice !== null || line.subtotal !== null || !line.quantity || amount % line.quantity !== 0) return lines
  return [{ ...line, unitPrice: amount / line.quantity }]
}

function toLine(line: OrderLine, status: ImportedStatus): ImportedOrder['lines'][number] {
  const name = [line.name ?? line.sku ?? 'Barang', line.variation].filter(Boolean).join(' · ').slice(0, 300)
  const given = line.quantity ?? 1
  // Half a kilo is one line of its own price: pieces are whole.
  const isWhole = Number.isInteger(given)
  const quantity = isWhole ? given : 1
  const unitPrice = Math.max(0, isWhole ? (line.unitPrice ?? 0) : (line.subtotal ?? Math.round((line.unitPrice ?? 0) * given)))
  const isLost = status !== 'cancelled' && line.status === 'cancelled'
  const returned = isLost || line.status === 'returned' ? quantity : Math.min(quantity, Math.max(0, Math.round(line.returned ?? 0)))
  return { sku: line.sku ?? '', name: isWhole ? name : `${name} (${String(given).replace('.', ',')})`, quantity, unitPrice, returnedQuantity: returned }
}

function highest(amounts: (number | null)[]): number | null {
  const known = amounts.filter((amount) => amount !== null)
  return known.length === 0 ? null : Math.max(...known)
}
