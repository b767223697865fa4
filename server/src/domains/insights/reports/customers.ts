import { countBuyers, listSegments } from '#domains/activity'
import { before } from '../days.ts'
import { nothingMissing, share, type Report } from './report.ts'

/** Who bought: new and returning people, and how many are in each ready group now. */
export const customers: Report = {
  key: 'customers',
  hasPeriod: true,
  async run(tx, period) {
    const [now, then] = [await countBuyers(tx, period), await countBuyers(tx, before(period))]
    const segments = await listSegments(tx)
    return {
      ...nothingMissing,
      facts: { fresh: now.fresh, returning: now.returning, repeat: share(now.returning, now.fresh + now.returning), repeatBefore: share(then.returning, then.fresh + then.returning) },
      columns: [
        { key: 'segment', heading: 'Kelompok', kind: 'text' },
        { key: 'people', heading: 'Orang', kind: 'count' },
        { key: 'boughtSince', heading: 'Beli dalam 30 hari (%)', kind: 'percent' },
        { key: 'then', heading: 'Dari berapa orang', kind: 'count' },
      ],
      rows: segments.map(({ name, members, figure }) => [name, members, figure && figure.members >= 10 ? share(figure.bought, figure.members) : null, figure?.members ?? null]),
      chart: { kind: 'bars', x: 'segment', y: 'people' },
    }
  },
}
