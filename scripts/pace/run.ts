/**
 * `npm run pace [-- --rates 20,80,1000 --seconds 30 --seed N]`: campaigns at three paces of a provider that answers 429
 * and 503 now and then, while a person works in the inbox. Prints a table of Markdown; ends with 1 when a promise is broken.
 */
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { campaignOf, oneRowEach } from '../faults/campaign.ts'
import { manyPeople } from '../faults/many-people.ts'
import { ensure, pause } from '../faults/fault.ts'
import { aFaultShop } from '../faults/shop.ts'
import { percentile } from '../../bench/webhook-load.ts'
import { useInbox } from './inbox.ts'
import { startMeasuredProvider } from './measured-provider.ts'

const { values } = parseArgs({ options: { rates: { type: 'string', default: '20,80,1000' }, seconds: { type: 'string', default: '30' }, seed: { type: 'string', default: '20261124' } } })
const [seconds, seed] = [Number(values.seconds), Number(values.seed)]
const rates = values.rates.split(',').map(Number)
const leavers = 20
/** Of the window measured; the rest of the audience is there so that it does not end inside. */
const spareSeconds = 6

interface Line {
  rate: number
  achieved: number
  refused: number
  idleMs: number
  busyMs: number
  idleWebhookMs: number
  busyWebhookMs: number
  pauseMs: number
  doubles: number
  uncertain: number
  late: number
  load: number
}

process.stdout.write(`Seed ${seed}, ${seconds} s at each pace\n`)
const lines: Line[] = []
for (const rate of rates) {
  const line = await measure(rate)
  lines.push(line)
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
process.stdout.write(`\n${table(lines)}\n`)
const broken = lines.filter((line) => Math.abs(line.achieved / line.rate - 1) > 0.02 || line.busyMs > 2 * line.idleMs || line.pauseMs > 2_000 || line.doubles > 0 || line.late > 0)
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
  const campaignId = await campaignOf(shop, `pace-${rate}`, { holdoutPercent: 0 })
  while ((await provider.taken()).at.length === 0) await pause(50)
  const leaving = Promise.all(phones.toReversed().slice(0, leavers).map(async (phone, index) => {
    await pause((index * seconds * 1_000) / leavers)
    await deliver(`stop-${index}`, phone, 'STOP')
  }))
  const busy = await useInbox(shop, seconds, 'busy', regulars)
  await leaving
  const { at: [first = 0] } = await provider.taken()
  const askedAt = Date.now()
  const paused = await laris.send('POST', `/api/campaigns/${campaignId}/pause`, {})
  ensure(paused.status === 200, `the pause was refused: ${JSON.stringify(paused.body)}`)
  await pause(4_000)
  const { at } = await provider.taken()
  const within = at.filter((moment) => moment < first + seconds * 1_000)
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
  return {
    rate,
    achieved: within.length / seconds,
    refused: end.tooMany + end.unavailable,
    idleMs: percentile(idle.reads, 0.99),
    busyMs: percentile(busy.reads, 0.99),
    idleWebhookMs: percentile(idle.webhooks, 0.95),
    busyWebhookMs: percentile(busy.webhooks, 0.95),
    pauseMs: Math.max(0, (at[at.length - 1] ?? 0) - askedAt),
    doubles: end.heard.filter(([, times]) => times > 1).length,
    uncertain: Number(uncertain),
    late: Number(late),
    load: loadavg()[0] ?? 0,
  }
}

function table(all: Line[]): string {
  const head = '| Asked, a second | Left, a second | off by | 429 and 503 | inbox p99 idle → meanwhile | webhook p95 idle → meanwhile | last one after a pause | twice | after an opt-out | *belum pasti* | load of 2 |'
  const row = (line: Line) =>
    `| ${line.rate} | ${line.achieved.toFixed(1)} | ${((line.achieved / line.rate - 1) * 100).toFixed(1)} % | ${line.refused} | ${line.idleMs.toFixed(1)} → ${line.busyMs.toFixed(1)} ms (${(line.busyMs / line.idleMs).toFixed(1)}×) | ${line.idleWebhookMs.toFixed(0)} → ${line.busyWebhookMs.toFixed(0)} ms | ${(line.pauseMs / 1_000).toFixed(2)} s | ${line.doubles} | ${line.late} | ${line.uncertain} | ${line.load.toFixed(1)} |`
  return [head.replace('load of 2', `load on ${availableParallelism()} cores`), `|${'---|'.repeat(11)}`, ...all.map(row)].join('\n')
}
