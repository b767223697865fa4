import { readPlaces } from '#domains/activity'
import { nothingMissing, share, type Report } from './report.ts'

/** Buyers and turnover by place; the unknown are counted as unknown. */
export const places: Report = {
  key: 'places',
  hasPeriod: false,
  async run(tx) {
    const found = await readPlaces(tx, 500)
    const people = found.reduce((sum, row) => sum + row.people, 0)
    const known = found.filter((row) => row.place !== '')
    return {
      ...nothingMissing,
      facts: { people, places: known.length, first: known[0]?.place ?? null, unknown: share(found.find((row) => row.place === '')?.people ?? 0, people) },
      columns: [
        { key: 'place', heading: 'Tempat', kind: 'text' },
        { key: 'people', heading: 'Pembeli', kind: 'count' },
        { key: 'orders', heading: 'Pesanan', kind: 'count' },
        { key: 'amount', heading: 'Penjualan', kind: 'rupiah' },
      ],
      rows: found.map((row) => [row.place, row.people, row.orders, row.spend]),
      chart: { kind: 'bars', x: 'place', y: 'people' },
    }
  },
}
