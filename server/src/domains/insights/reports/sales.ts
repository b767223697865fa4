import { readShopDays } from '#domains/activity'
import { addDays } from '#models/language/calendar'
import { indonesianCalendar } from '#models/forecasting/calendar-id'
import { before, daysBetween } from '../days.ts'
import { nothingMissing, share, type Report } from './report.ts'

const byWeekFrom = 92

/** Sales by day, or by week for long periods, beside the period before. Dated effects are named where they fall. */
export const sales: Report = {
  key: 'sales',
  hasPeriod: true,
  async run(tx, period) {
    const step = daysBetween(period.from, period.to) + 1 > byWeekFrom ? 7 : 1
    const [now, then] = [await readShopDays(tx, ['order'], period), await readShopDays(tx, ['order'], before(period))]
    const [amount, orders, amountBefore] = [sum(now, 'amount'), sum(now, 'events'), sum(then, 'amount')]
    const rows = []
    for (let day = period.from; day <= period.to; day = addDays(day, step)) {
      const last = addDays(day, step - 1) > period.to ? period.to : addDays(day, step - 1)
      const inside = now.filter((row) => row.day >= day && row.day <= last)
      rows.push([day, sum(inside, 'events'), sum(inside, 'amount'), effectsOf(day, last)])
    }
    return {
      ...nothingMissing,
      facts: { amount, orders, amountBefore, change: share(amount - amountBefore, amountBefore), average: orders === 0 ? null : Math.round(amount / orders), step },
      columns: [
        { key: 'day', heading: 'Tanggal', kind: 'day' },
        { key: 'orders', heading: 'Pesanan', kind: 'count' },
        { key: 'amount', heading: 'Penjualan', kind: 'rupiah' },
        { key: 'effects', heading: 'Hari khusus', kind: 'text' },
      ],
      rows,
      chart: { kind: 'line', x: 'day', y: 'amount' },
    }
  },
}

function sum(rows: { events: number; amount: number }[], of: 'events' | 'amount'): number {
  return rows.reduce((total, row) => total + row[of], 0)
}

function effectsOf(from: string, to: string): string {
  return [...new Set(indonesianCalendar.filter((one) => one.from <= to && one.to >= from).map((one) => one.name))].join(', ')
}
