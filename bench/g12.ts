/**
 * G12: how many customers a segment has. Ours asks profiles and days; peers group the same events anew, in the same
 * PostgreSQL and in DuckDB (one thread, its own column store, loaded beforehand). Rules mix lifetime and window
 * conditions; the answers are compared.
 */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { countRule, type Rule } from '../server/src/domains/activity/index.ts'
import { ninetyFifth, openActivityBench, today, type ActivityShop, type ShopSize } from './activity-shop.ts'
import { bySize, compare, exponent, score } from './harness.ts'

const goal = 'G12'
const size: ShopSize = bySize({ small: { events: 100_000, customers: 5_000, days: 365 }, normal: { events: 1_000_000, customers: 50_000, days: 365 }, full: { events: 10_000_000, customers: 500_000, days: 730 } })
/** Short runs are repeated: the times of processes come in hundredths of a second. */
const repeats = bySize({ small: 5, normal: 1, full: 1 })
const counts = 20 * repeats

/** Twenty rules as owners make them: who spent, who is late, who bought lately. */
const rules = Array.from({ length: counts }, (_, at) => at % 20).map((index) => ({ orders: 1 + (index % 5), spend: 100_000 * (1 + (index % 7)), quiet: 10 + index * 3, window: 30 + index, within: 1 + (index % 2) }))
const toRule = ({ orders, spend, quiet, window, within }: (typeof rules)[number]): Rule => ({
  any: [
    { all: [{ field: 'orders', operator: 'atLeast', value: orders }, { field: 'spend', operator: 'atLeast', value: spend }, { field: 'daysSinceLastOrder', operator: 'atLeast', value: quiet }] },
    { field: 'ordersWithin', days: window, operator: 'atLeast', value: within },
  ],
})
const rawSql = (of: (typeof rules)[number], events: string, day: string) => `
  select count(*)::int as count from (
    select customer_id, count(*) filter (where type = 'order') as orders, sum(amount) filter (where type = 'order') as spend, max(day) filter (where type = 'order') as last,
      count(*) filter (where type = 'order' and day > ${day} - ${of.window}) as lately
    from ${events} group by customer_id) p
  where (orders >= ${of.orders} and spend >= ${of.spend} and ${day} - last >= ${of.quiet}) or lately >= ${of.within}`

await using bench = await openActivityBench(goal)
const shop = await bench.shop(size)
const ours = (one: ActivityShop, some = rules) => one.ctx.transaction(async (tx) => {
  const found = []
  for (const rule of some) found.push(await countRule(tx, toRule(rule)))
  return found.join()
})
const raw = async (some = rules) => {
  const found = []
  for (const rule of some) found.push((await shop.query<{ count: number }>(rawSql(rule, `(select * from activity_events where business_id = '${shop.ctx.businessId}') e`, `date '${today}'`)))[0]?.count)
  return found.join()
}
const differs = (a: string, b: string) => (a === b ? undefined : `${a} and ${b}`)
await compare<string, string>({ goal, what: 'segment count', against: 'GROUP BY over the events in the same PostgreSQL', n: counts, unit: 'counts/CPU-s', target: { ratioAtLeast: 10 }, ours: () => bench.used(() => ours(shop)), peer: () => bench.used(() => raw()), differs })
await compare<string, string>({
  goal, what: 'segment count', against: 'a scan of the profile table', n: counts, unit: 'counts/CPU-s', target: { ratioAtLeast: 0.5 },
  ours: () => bench.used(() => shop.ctx.transaction(async (tx) => {
    for (const { orders, spend } of rules) await countRule(tx, { all: [{ field: 'orders', operator: 'atLeast', value: orders }, { field: 'spend', operator: 'atLeast', value: spend }] })
    return ''
  })),
  peer: () => bench.used(async () => {
    for (let index = 0; index < counts; index++) await shop.query(`select count(*) from customer_profiles p where business_id = '${shop.ctx.businessId}' and spend >= 0`)
    return ''
  }),
  differs,
  note: 'rules on the lifetime alone; those with days ask one index more',
})
await againstDuck()
const times: number[] = []
for (let round = 0; round < 5; round++) {
  for (const rule of rules) {
    const start = performance.now()
    await ours(shop, [rule])
    times.push(performance.now() - start)
  }
}
score({ goal, what: 'one count, 95 of 100', against: 'limit', n: size.events, unit: 'ms', ours: ninetyFifth(times), peer: size.events > 1_000_000 ? 300 : 100, target: { atMost: size.events > 1_000_000 ? 300 : 100 }, note: `${size.customers} customers` })

const history = new Map<number, ActivityShop>()
for (const years of [1, 3, 9]) history.set(years * 30_000, await bench.shop({ events: years * 30_000, customers: 2_000, days: years * 120 }))
await exponent({ goal, what: 'segment count', unit: 'events of a longer past', sizes: [...history.keys()], rounds: 3, atMost: 0.1, prepare: (events) => () => bench.used(() => ours(history.get(events) ?? shop)) })

async function againstDuck(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'laris-g12-'))
  const file = join(folder, 'events.csv')
  const out = createWriteStream(file)
  out.write('customer_id,type,day,amount\n')
  for (const row of await shop.query<{ line: string }>(`select concat_ws(',', customer_id, type, day, amount) as line from activity_events where business_id = '${shop.ctx.businessId}'`)) out.write(`${row.line}\n`)
  await new Promise<void>((resolve) => out.end(resolve))
  const duck = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
  await duck.run(`create table events as select customer_id::uuid as customer_id, type, day::date as day, amount::bigint as amount from read_csv('${file}', header = true)`)
  await compare<string, string>({
    goal, what: 'segment count', against: 'DuckDB over the events, one thread', n: counts, unit: 'counts/CPU-s', target: { ratioAtLeast: 1 },
    ours: () => bench.used(() => ours(shop)),
    peer: () => bench.used(async () => {
      const found = []
      for (const rule of rules) found.push(String((await duck.runAndReadAll(rawSql(rule, 'events', `date '${today}'`))).getRows()[0]?.[0]))
      return found.join()
    }),
    differs,
  })
  duck.closeSync()
  rmSync(folder, { recursive: true, force: true })
}
