import { readGoodsSold, type GoodsFigure } from '#domains/activity'
import { findVariantFacts, type VariantFacts } from '#domains/catalog'
import { before } from '../days.ts'
import { nothingMissing, share, type Report } from './report.ts'

const most = 500

/** What sold, most money first, beside the period before; margin where a cost is known. */
export const products: Report = {
  key: 'products',
  hasPeriod: true,
  async run(tx, period) {
    const sold = await readGoodsSold(tx, period, most)
    const earlier = new Map((await readGoodsSold(tx, before(period), 5_000)).map((row) => [row.variantId, row.quantity]))
    const facts = await findVariantFacts(tx, sold.map((row) => row.variantId))
    const total = sold.reduce((sum, row) => sum + row.amount, 0)
    const rows = sold.map((row) => {
      const fact = facts.get(row.variantId)
      return [fact?.name ?? '', row.orders, row.quantity, earlier.get(row.variantId) ?? 0, row.amount, marginOf(fact, row)]
    })
    return {
      ...nothingMissing,
      facts: { goods: sold.length, first: rows[0]?.[0] ?? null, firstShare: share(sold[0]?.amount ?? 0, total), pieces: sold.reduce((sum, row) => sum + row.quantity, 0) },
      columns: [
        { key: 'name', heading: 'Barang', kind: 'text' },
        { key: 'orders', heading: 'Pesanan', kind: 'count' },
        { key: 'pieces', heading: 'Jumlah', kind: 'count' },
        { key: 'piecesBefore', heading: 'Jumlah sebelumnya', kind: 'count' },
        { key: 'amount', heading: 'Penjualan', kind: 'rupiah' },
        { key: 'margin', heading: 'Laba kotor', kind: 'rupiah' },
      ],
      rows,
      chart: { kind: 'bars', x: 'name', y: 'amount' },
    }
  },
}

function marginOf(fact: VariantFacts | undefined, { amount, quantity }: GoodsFigure): number | null {
  return fact === undefined || fact.cost === null ? null : amount - fact.cost * quantity
}
