import { countBuyers, countChats, readShopDays } from '#domains/activity'
import { before } from '../days.ts'
import { chatToOrderDays } from '../home.ts'
import { nothingMissing, share, type Report } from './report.ts'

/** From people who wrote to people who came back. Only known people can be followed. */
export const funnel: Report = {
  key: 'funnel',
  hasPeriod: true,
  async run(tx, period) {
    const [now, then] = await countChats(tx, [period, before(period)], chatToOrderDays)
    const buyers = await countBuyers(tx, period)
    const orders = (await readShopDays(tx, ['order'], period)).reduce((sum, row) => sum + row.events, 0)
    const steps: [string, number][] = [['wrote', now.people], ['ordered', now.ordering], ['bought', buyers.fresh + buyers.returning], ['returned', buyers.returning]]
    return {
      ...nothingMissing,
      facts: { people: now.people, ordering: now.ordering, rate: share(now.ordering, now.people), rateBefore: share(then.ordering, then.people), orders, days: chatToOrderDays },
      columns: [
        { key: 'step', heading: 'Langkah', kind: 'text' },
        { key: 'people', heading: 'Orang', kind: 'count' },
      ],
      rows: steps,
      chart: { kind: 'bars', x: 'step', y: 'people' },
    }
  },
}
