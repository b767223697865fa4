import type { KnownOrder } from './knowledge.ts'

/** Digits of an Indonesian number without country code or leading zero: `0812…`, `62812…`, `+62 812-…` are one. */
function bareNumber(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  if (digits.startsWith('620')) return digits.slice(3)
  if (digits.startsWith('62')) return digits.slice(2)
  return digits.startsWith('0') ? digits.slice(1) : digits
}

/** The orders placed from a number, newest first. */
export function ordersOfPhone(orders: readonly KnownOrder[], phone: string): KnownOrder[] {
  const own = bareNumber(phone)
  if (own.length < 8) return []
  return orders.filter((order) => bareNumber(order.phone) === own).sort((a, b) => b.date.localeCompare(a.date))
}
