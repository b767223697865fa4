import { readNeighbourhoods } from '#domains/orders'
import { nothingMissing, share, type Report } from './report.ts'

const shownRows = 500

/** Buyers and turnover by kelurahan or village, as far as an address names one; nothing is looked up or guessed. */
export const neighbourhoods: Report = {
  key: 'neighbourhoods',
  hasPeriod: true,
  async run(tx, period) {
    const { rows, addresses } = await readNeighbourhoods(tx, period)
    const named = rows.reduce((sum, row) => sum + row.orders, 0)
    return {
      ...nothingMissing,
      facts: { orders: addresses, named: share(named, addresses), places: rows.length, first: rows[0]?.name ?? null },
      columns: [
        { key: 'neighbourhood', heading: 'Kelurahan atau desa', kind: 'text' },
        { key: 'place', heading: 'Kota', kind: 'text' },
        { key: 'people', heading: 'Pembeli', kind: 'count' },
        { key: 'orders', heading: 'Pesanan', kind: 'count' },
        { key: 'amount', heading: 'Penjualan', kind: 'rupiah' },
      ],
      rows: rows.slice(0, shownRows).map((row) => [row.name, row.city, row.people, row.orders, row.amount]),
      chart: { kind: 'bars', x: 'neighbourhood', y: 'people' },
    }
  },
}
