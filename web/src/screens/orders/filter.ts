export const orderStatuses = ['unpaid', 'processing', 'ready', 'shipped', 'completed', 'cancelled'] as const
export type OrderStatus = (typeof orderStatuses)[number]

/** What the list of orders shows; it lives in the address, so that going back finds it again. */
export interface OrderFilter {
  cari?: string
  status?: OrderStatus
  asal?: string
  terlambat?: boolean
}

/** Reads an address; what it does not know it leaves out. */
export function readOrderFilter(search: Record<string, unknown>): OrderFilter {
  const status = orderStatuses.find((one) => one === search['status'])
  // Digits alone in the address are still the text that was searched for.
  const text = typeof search['cari'] === 'number' ? String(search['cari']) : search['cari']
  return {
    ...(typeof text === 'string' && text !== '' ? { cari: text } : {}),
    ...(status ? { status } : {}),
    ...(typeof search['asal'] === 'string' ? { asal: search['asal'] } : {}),
    ...(search['terlambat'] === true ? { terlambat: true } : {}),
  }
}

/** A new order that was agreed in a chat. */
export function readNewOrderSearch(search: Record<string, unknown>): { percakapan?: string } {
  return typeof search['percakapan'] === 'string' ? { percakapan: search['percakapan'] } : {}
}
