import { readShopDays } from '#domains/activity'
import { nothingMissing, share, type Report } from './report.ts'

/** Messages, orders and money by where they came in. */
export const channels: Report = {
  key: 'channels',
  hasPeriod: true,
  async run(tx, period) {
    const days = await readShopDays(tx, ['order', 'message'], period)
    const total = days.filter((row) => row.type === 'order').reduce((sum, row) => sum + row.amount, 0)
    const rows = [...Map.groupBy(days, (row) => row.channel)]
      .map(([channel, list]) => {
        const sum = (type: string, of: 'events' | 'amount') => list.filter((row) => row.type === type).reduce((part, row) => part + row[of], 0)
        return { channel, messages: sum('message', 'events'), orders: sum('order', 'events'), amount: sum('order', 'amount') }
      })
      .sort((a, b) => b.amount - a.amount || b.messages - a.messages)
    return {
      ...nothingMissing,
      facts: { channels: rows.length, first: rows[0]?.channel ?? null, firstShare: share(rows[0]?.amount ?? 0, total) },
      columns: [
        { key: 'channel', heading: 'Kanal', kind: 'text' },
        { key: 'messages', heading: 'Pesan masuk', kind: 'count' },
        { key: 'orders', heading: 'Pesanan', kind: 'count' },
        { key: 'amount', heading: 'Penjualan', kind: 'rupiah' },
        { key: 'share', heading: 'Bagian (%)', kind: 'percent' },
      ],
      rows: rows.map((row) => [row.channel, row.messages, row.orders, row.amount, share(row.amount, total)]),
      chart: { kind: 'bars', x: 'channel', y: 'amount' },
    }
  },
}
