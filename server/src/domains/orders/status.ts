import { orderStatuses, type OrderStatus } from './tables.ts'

/** Whether an order may still go on: done and cancelled are ends. */
export function isOpen(status: OrderStatus): boolean {
  return status !== 'completed' && status !== 'cancelled'
}

/** The further of two statuses; what has ended stays ended, and nothing goes back. */
export function laterStatus(current: OrderStatus, reported: OrderStatus): OrderStatus {
  return isOpen(current) && orderStatuses.indexOf(reported) > orderStatuses.indexOf(current) ? reported : current
}
