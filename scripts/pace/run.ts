/**
 * `npm run pace [-- --rates 20,80,1000 --seconds 20 --seed N]`: campaigns at three paces of a provider that answers 429
 * and 503 now and then, while a person works in the inbox. Prints a table of Markdown; ends with 1 when a promise is broken.
 */
import { availableParallelism, loadavg } from 'node:os'
import { databaseSeconds, ownSeconds } from '../../bench/process-times.ts'
import { parseArgs } from 'node:util'
import { campaignOf, oneRowEach } from '../faults/campaign.ts'
import { manyPeople } from '../faults/many-people.ts'
import { ensure, pause } from '../faults/fault.ts'
import { aFaultShop } from '../faults/shop.ts'
import { percentile } from '../../bench/webhook-load.ts'
import { useInbox } from './inbox.ts'
import { startMeasuredProvider } from './measured-provider.ts'
import type { Taken } from './provider.ts'

const { values } = parseArgs({ options: { rates: { type: 'string', default: '20,80,1000' }, seconds: { type: 'string', default: '20' }, seed: { type: 'string', default: '20261124' } } })
const [seconds, seed] = [Number(values.seconds), Number(values.seed)]
const rates = values.rates.split(',').map(Number)
const leavers = 20
/** Of the window measured; the rest of the audience is there so that it does not end inside. */
const spareSeconds = 4

interface Line {
  rate: number
  /** Messages a second while the provider did not ask to wait, and over the whole time. */
  open: number
  whole: number
  /** Seconds in which it had asked to wait. */
  closedSeconds: number
  /** The most that it took in any second. */
  peak: number
  refused: number
  overRate: number
  idleMs: number
  busyMs: number
  idleWebhookMs: number
  busyWebhookMs: number
  pauseMs: number
  doubles: number
  uncertain: number
  late: number
  load: number
  /** Processors used meanwhile. */
  processors: Record<'laris' | 'database' | 'provider' | 'measuring', number>
}

process.stdout.write(`Seed ${seed}, ${seconds} s at each pace\n`)
const lines: Line[] = []
for (const rate of rates) {
  const line = await measure(rate)
  lines.push(line)
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
process.stdout.write(`\n${table(lines)}\n`)
const broken = lines.filter((line) => Math.abs(line.open / line.rate - 1) > 0.02 || line.overRate > 0 || line.busyMs > 2 * line.idleMs || line.pauseMs > 2_000 || line.doubles > 0 || line.late > 0)
process.stdout.write(broken.length === 0 ? 'All promises held.\n' : `Not held at ${broken.map((line) => `${line.rate}/s`).join(', ')}.\n`)
process.exit(broken.length === 0 ? 0 : 1)

async function measure(rate: number): Promise<Line> {
  await using provider = await startMeasuredProvider(rate, seed)
  await using shop = await aFaultShop({ WHATSAPP_API_URL: provider.url })
  const { laris, deliver } = shop
  const phones = await manyPeople(shop, rate * (seconds + spareSeconds))
  const regulars = Array.from({ length: 60 }, (_, index) => `62857${1_000_000 + index}`)
  for (const [index, phone] of regulars.entries()) await deliver(`first-${index}`, phone, 'halo')
  await useInbox(shop, 3, 'warm', regulars)
  const idle = await useInbox(shop, seconds, 'idle', regulars)
  const used = () => ({ laris: ownSeconds(laris.pid()), database: databaseSeconds(laris.dataDir), provider: ownSeconds(provider.pid), measuring: ownSeconds(process.pid) })
  const campaignId = await campaignOf(shop, `pace-${rate}`, { holdoutPercent: 0 })
  while ((await provider.taken()).at.length === 0) await pause(50)
  const leaving = Promise.all(phones.toReversed().slice(0, leavers).map(async (phone, index) => {
    await pause((index * seconds * 1_000) / leavers)
    await deliver(`stop-${index}`, phone, 'STOP')
  }))
  const usedBefore = used()
  const busy = await useInbox(shop, seconds, 'busy', regulars)
  const usedAfter = used()
  await leaving
  const askedAt = Date.now()
  const paused = await laris.send('POST', `/api/campaigns/${campaignId}/pause`, {})
  ensure(paused.status === 200, `the pause was refused: ${JSON.stringify(paused.body)}`)
  await pause(4_000)
  const { at } = await provider.taken()
  const resumed = await laris.send('POST', `/api/campaigns/${campaignId}/resume`, {})
  ensure(resumed.status === 200, `going on was refused: ${JSON.stringify(resumed.body)}`)
  while (Number((await laris.query("select count(*)::int as n from campaign_deliveries where campaign_id = $1 and status in ('planned', 'handed')", [campaignId]))[0]?.['n']) > 0) await pause(500)
  const end = await provider.taken()
  const wrong = await oneRowEach(shop, campaignId, new Map(end.heard))
  ensure(wrong.length === 0, wrong.slice(0, 5).join('; '))
  const [{ n: late } = { n: -1 }] = await laris.query(
    `select count(*)::int as n from messages m join conversations c on c.business_id = m.business_id and c.id = m.conversation_id
     join consents k on k.business_id = c.business_id and k.customer_id = c.customer_id and not k.is_granted where m.client_id like 'campaign:%' and m.attempted_at > k.at and m.delivery <> 'cancelled'`,
  )
  const [{ n: uncertain } = { n: -1 }] = await laris.query("select count(*)::int as n from campaign_deliveries where campaign_id = $1 and status = 'uncertain'", [campaignId])
  const share = (name: keyof typeof usedBefore) => (usedAfter[name] - usedBefore[name]) / seconds
  return {
    rate,
    ...paceOf(end),
    refused: end.tooMany + end.unavailable,
    overRate: end.overRate,
    idleMs: percentile(idle.reads, 0.99),
    busyMs: percentile(busy.reads, 0.99),
    idleWebhookMs: percentile(idle.webhooks, 0.95),
    busyWebhookMs: percentile(busy.webhooks, 0.95),
    pauseMs: Math.max(0, (at[at.length - 1] ?? 0) - askedAt),
    doubles: end.heard.filter(([, times]) => times > 1).length,
    uncertain: Number(uncertain),
    late: Number(late),
    load: loadavg()[0] ?? 0,
    processors: { laris: share('laris'), database: share('database'), provider: share('provider'), measuring: share('measuring') },
  }
}

/** From the first message on. What arrives while it was asked to wait counts for nothing, and neither does that time. */
function paceOf({ at, closed }: Taken): Pick<Line, 'open' | 'whole' | 'closedSeconds' | 'peak'> {
  const from = at[0] ?? 0
  const until = from + seconds * 1_000
  const isClosed = (moment: number) => closed.some(([begin, end]) => begin <= moment && moment < end)
  const within = at.filter((moment) => moment < until)
  let closedMs = 0
  let seen = from
  for (const [begin, end] of closed) {
    closedMs += Math.max(0, Math.min(end, until) - Math.max(begin, seen))
    seen = Math.max(seen, end)
  }
  let peak = 0
  for (let first = 0, last = 0; last < at.length; last++) {
    while ((at[last] ?? 0) - (at[first] ?? 0) >= 1_000) first++
    peak = Math.max(peak, last - first + 1)
  }
  return { open: within.filter((moment) => !isClosed(moment)).length / (seconds - closedMs / 1_000), whole: within.length / seconds, closedSeconds: closedMs / 1_000, peak }
}

function table(all: Line[]): string {
  const head = `| Asked, a second | Left while open | Left over all | Asked to wait | Most in a second | 429 and 503 | Over the rate | Inbox p99 idle → meanwhile | Webhook p95 idle → meanwhile | Last one after a pause | Twice | After an opt-out | *Belum pasti* | Processors: Laris, database, stand-in, measuring | Load on ${availableParallelism()} cores |`
  const off = (achieved: number, rate: number) => `${achieved.toFixed(1)} (${((achieved / rate - 1) * 100).toFixed(1)} %)`
  const row = (line: Line) =>
    `| ${line.rate} | ${off(line.open, line.rate)} | ${off(line.whole, line.rate)} | ${line.closedSeconds.toFixed(1)} s | ${line.peak} | ${line.refused} | ${line.overRate} | ${line.idleMs.toFixed(1)} → ${line.busyMs.toFixed(1)} ms (${(line.busyMs / line.idleMs).toFixed(1)}×) | ${line.idleWebhookMs.toFixed(0)} → ${line.busyWebhookMs.toFixed(0)} ms | ${(line.pauseMs / 1_000).toFixed(2)} s | ${line.doubles} | ${line.late} | ${line.uncertain} | ${Object.values(line.processors).map((share) => share.toFixed(2)).join(', ')} | ${line.load.toFixed(1)} |`
  return [head, `|${'---|'.repeat(15)}`, ...all.map(row)].join('\n')
}
