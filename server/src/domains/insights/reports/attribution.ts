import { orderDays, touchDays, type Credit, type OrderPaths } from '../order-paths.ts'
import { findResult } from '../results.ts'
import type { Column, Report } from './report.ts'

/** Fewer orders divide by chance. */
const fewestOrders = 30

const rules: { key: keyof Credit; heading: string }[] = [
  { key: 'first', heading: 'Sentuhan pertama' },
  { key: 'last', heading: 'Sentuhan terakhir' },
  { key: 'linear', heading: 'Rata' },
  { key: 'markov', heading: 'Markov' },
  { key: 'shapley', heading: 'Shapley' },
]

/**
 * Orders divided over the chats, campaigns and visits before them, by five rules. None of them says what a campaign
 * brought about: that is what its group without messages is for. Worked out every night.
 */
export const attribution: Report = {
  key: 'attribution',
  hasPeriod: false,
  async run(tx) {
    const found = await findResult<OrderPaths>(tx, 'order-paths')
    const touched = found?.result.touched ?? 0
    const isEnough = touched >= fewestOrders
    const rows = isEnough ? (found?.result.rows ?? []).toSorted((a, b) => b.inOrders.linear - a.inOrders.linear) : []
    return {
      computedAt: found?.computedAt ?? null,
      missing: isEnough ? null : { what: 'orders', have: touched, need: fewestOrders },
      facts: { orders: found?.result.orders ?? 0, touched, days: orderDays, touchDays },
      columns: [
        { key: 'touch', heading: 'Sebelum pesanan (bukan bukti sebab)', kind: 'text' },
        { key: 'channel', heading: 'Lewat', kind: 'text' },
        ...rules.map(({ key, heading }): Column => ({ key: `${key}Orders`, heading: `${heading} (pesanan)`, kind: 'count' })),
        ...rules.map(({ key, heading }): Column => ({ key: `${key}Amount`, heading: `${heading} (rupiah)`, kind: 'rupiah' })),
      ],
      rows: rows.map(({ kind, name, inOrders, inRupiah }) => [kind, name, ...rules.map(({ key }) => Math.round(inOrders[key] * 100) / 100), ...rules.map(({ key }) => Math.round(inRupiah[key]))]),
      chart: { kind: 'bars', x: 'channel', y: 'linearOrders' },
    }
  },
}
