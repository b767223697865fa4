/**
 * G16: the figures of the home page. Ours reads days of the shop and of customers; the peer counts the same events anew in
 * the same PostgreSQL. The answers are compared.
 */
import { readHome } from '../server/src/domains/insights/home.ts'
import { ninetyFifth, openActivityBench, today, type ActivityShop, type ShopSize } from './activity-shop.ts'
import { bySize, compare, exponent, score } from './harness.ts'

const goal = 'G16'
const size: ShopSize = bySize({ small: { events: 100_000, customers: 5_000, days: 365 }, normal: { events: 1_000_000, customers: 50_000, days: 365 }, full: { events: 10_000_000, customers: 500_000, days: 730 } })
const pages = 10

await using bench = await openActivityBench(goal)
const shop = await bench.shop(size)
const page = async (one: ActivityShop) => {
  const { yesterday, week, weekBefore } = await one.ctx.transaction(readHome)
  return [yesterday, week, weekBefore].map(({ chats, ordering, orders, amount }) => [chats, ordering, orders, amount].join()).join(' ')
}
const rawPage = async () => {
  const periods = [['2026-11-23', '2026-11-23'], ['2026-11-23', today], ['2026-11-16', '2026-11-17']]
  const found = []
  for (const [from, to] of periods) {
    const [row] = await shop.query<{ chats: number; ordering: number; orders: number; amount: number }>(
      `with own as (select * from activity_events where business_id = $1),
       wrote as (select customer_id, min(day) as day from own where type = 'message' and day between $2 and $3 group by customer_id),
       bought as (select customer_id, day from own where type = 'order' group by customer_id, day)
       select (select count(*) from wrote)::int as chats,
         (select count(distinct w.customer_id) from wrote w join bought b on b.customer_id = w.customer_id and b.day between w.day and $3::date + 3)::int as ordering,
         (select count(*) from own where type = 'order' and day between $2 and $3)::int as orders, (select coalesce(sum(amount), 0) from own where type = 'order' and day between $2 and $3)::bigint as amount`,
      [shop.ctx.businessId, from, to],
    )
    found.push([row?.chats, row?.ordering, row?.orders, row?.amount].join())
  }
  return found.join(' ')
}
const repeat = async (work: () => Promise<string>) => {
  let answer = ''
  for (let index = 0; index < pages; index++) answer = await work()
  return answer
}
await compare<string, string>({ goal, what: 'figures of the home page', against: 'the events counted anew in the same PostgreSQL', n: pages, unit: 'pages/CPU-s', rounds: 3, target: { ratioAtLeast: 20 }, ours: () => bench.used(() => repeat(() => page(shop))), peer: () => bench.used(() => repeat(rawPage)), differs: (a, b) => (a === b ? undefined : `${a} and ${b}`) })
const times: number[] = []
for (let index = 0; index < 100; index++) {
  const start = performance.now()
  await page(shop)
  times.push(performance.now() - start)
}
score({ goal, what: 'one home page, 95 of 100', against: 'limit', n: size.events, unit: 'ms', ours: ninetyFifth(times), peer: 50, target: { atMost: 50 }, note: `${size.customers} customers` })
const history = new Map<number, ActivityShop>()
for (const years of [1, 3, 9]) history.set(years * 30_000, await bench.shop({ events: years * 30_000, customers: 2_000, days: years * 120 }))
await exponent({ goal, what: 'figures of the home page', unit: 'events of a longer past', sizes: [...history.keys()], rounds: 3, atMost: 0.1, prepare: (events) => () => bench.used(() => repeat(() => page(history.get(events) ?? shop))) })
