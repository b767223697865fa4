import type { Order } from './queries.ts'
import type { OrderStatus } from './filter.ts'

type Dated = Pick<Order, 'promisedOn' | 'status'>

/** Days after the promised one; 0 while there is time, or when it is done. */
export function lateDays(order: Dated, now = new Date()): number {
  if (!order.promisedOn || order.status === 'completed' || order.status === 'cancelled') return 0
  return Math.max(0, Math.round((Date.parse(today(now)) - Date.parse(order.promisedOn)) / 86_400_000))
}

export function isDueToday(order: Dated, now = new Date()): boolean {
  return order.promisedOn === today(now) && order.status !== 'completed' && order.status !== 'cancelled'
}

export function dueOf(order: Pick<Order, 'total' | 'paidTotal'>): number {
  return Math.max(0, order.total - order.paidTotal)
}

/** The step after this one; what is picked up or sold over the counter is not sent. */
export function nextStatus(order: Pick<Order, 'status' | 'delivery'>): OrderStatus | undefined {
  if (order.status === 'unpaid') return 'processing'
  if (order.status === 'processing') return 'ready'
  if (order.status === 'ready') return order.delivery === 'ship' ? 'shipped' : 'completed'
  return order.status === 'shipped' ? 'completed' : undefined
}

export const statusTones = { unpaid: 'warn', processing: 'primary', ready: 'primary', shipped: 'primary', completed: 'good', cancelled: 'bad' } as const

function today(now: Date): string {
  return now.toLocaleDateString('en-CA', { timeZone: 'Asia/Jakarta' })
}
