/**
 * One way of building a campaign in a process of its own: `node bench/campaign-runner.ts <ours | launch | mustache | copy> <target>`.
 * Reads `prepare <n>` and `build <n>` a line and answers each with a JSON line: n customers and an empty table, then n rows. Peers know
 * their customers in memory, fill the same text, and write the same columns under the same unique key; they judge nobody. Nobody stores the text: it is
 * written as it leaves, when stock and names may have changed.
 */
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import mustache from 'mustache'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { createApp } from '../server/src/app.ts'
import { createBusiness } from '../server/src/domains/businesses/index.ts'
import { addCampaign } from '../server/src/domains/campaigns/campaigns.ts'
import { drawArms } from '../server/src/domains/campaigns/drawing.ts'
import { launchCampaign } from '../server/src/domains/campaigns/launching.ts'
import { insertDeliveries, type NewDelivery } from '../server/src/domains/campaigns/store.ts'
import { compileVariant, fill } from '../server/src/domains/campaigns/wording.ts'
import { connectChannel } from '../server/src/domains/conversations/index.ts'
import type { ConnectionTarget } from '../server/src/platform/database/connect.ts'
import { openDatabase } from '../server/src/platform/database/open.ts'
import { newId } from '../server/src/platform/ids.ts'
import { silentLogger } from '../server/src/platform/log.ts'
import { createServices } from '../server/src/platform/services.ts'

export interface BuildWord {
  wallSeconds: number
}

const text = 'Halo {{sapaan}}, sudah {{hari}} hari kita tidak bertemu. {{toko}} siap membantu bila Kakak butuh sesuatu. Balas STOP bila tidak ingin kabar lagi.'
const secretKey = 'a key for measuring, 32 letters long'
const shopName = 'Dapur Bu Sri'
const columns = ['business_id', 'id', 'campaign_id', 'customer_id', 'occasion', 'arm', 'chance', 'status', 'due_at', 'settled_at']

const [kind = '', encoded = '{}'] = process.argv.slice(2)
// Written by bench/g15.ts.
const target = JSON.parse(encoded) as ConnectionTarget
const database = await openDatabase({ config: { appDatabaseUrl: undefined, ownerDatabaseUrl: undefined }, setup: target, secretKey, log: silentLogger })
const never = () => Promise.reject(new Error('not while measuring'))
const services = createServices({ config: { apiUrls: {} }, secretKey, log: silentLogger, fetch: never, files: { put: never, open: never, remove: never }, baseUrl: () => 'http://localhost:3000' })
const app = await createApp({ services, db: database.db, connectLive: database.connectLive, role: 'web', isReady: database.isReady })
const businessId = await createBusiness({ ...services, ...app.contexts, db: database.db }, { name: shopName, sector: 'kuliner', city: 'Semarang' }, undefined)
const ctx = app.contexts.forBusiness(businessId, { kind: 'system' })
const { channelId } = await connectChannel(ctx, { type: 'webchat', settings: { name: 'Ukur' } })
// As a superuser, whom row level security does not slow down; COPY is refused under it.
const pool = new pg.Pool({ ...target, max: 1 })
const [campaignId, seriesId] = [newId(), newId()]
await pool.query(
  `insert into campaigns (business_id, id, kind, name, status, channel_type, audience, variants, product_mode, offer, holdout_percent, measure_days, series_id, created_at, updated_at)
   values ($1, $2, 'broadcast', 'Ukur', 'draft', 'webchat', '{}', '[]', 'none', '{}', 0, 14, $3, now(), now())`,
  [businessId, campaignId, seriesId],
)
let known: { customerId: string; name: string; days: number }[] = []

const builders: Record<string, (count: number) => Promise<void>> = {
  /** Draws, fills (to know that everybody's text can be said) and writes, as a launch does. The text itself is written as it leaves. */
  ours: (count) =>
    ctx.transaction(async (tx) => {
      const variant = compileVariant({ name: 'A', text })
      const arms = drawArms(count, [{ name: 'A', share: 1 }], () => tx.random())
      const rows = known.slice(0, count).map(({ customerId, name, days }, index): NewDelivery => {
        const wording = fill(variant, { sapaan: `Kak ${name}`, hari: String(days), toko: shopName }, true)
        return 'text' in wording ? { customerId, arm: arms[index], chance: 1, status: 'planned' } : { customerId, arm: '', status: 'left_out', reason: 'missing_value' }
      })
      await insertDeliveries(tx, { campaignId, dueAt: tx.now() }, rows)
    }),
  /** The press of the button itself: who may be written to is read from consents, chats and earlier sends, then drawn and written. */
  async launch() {
    const { id } = await ctx.transaction((tx) => addCampaign(tx, { name: 'Ukur', channelId, audience: {}, variants: [{ name: 'A', text: text.replace('{{hari}}', '30') }], productMode: 'none', variantId: null, offer: { kind: 'none', value: 0 }, holdoutPercent: 0, measureDays: 14 }))
    await ctx.transaction((tx) => launchCampaign(tx, id))
  },
  async mustache(count) {
    const unescaped = text.replaceAll('{{', '{{&')
    mustache.parse(unescaped)
    const client = await pool.connect()
    await client.query('begin')
    for (let start = 0; start < count; start += 1_000) {
      const values: unknown[] = []
      const places = known.slice(start, Math.min(count, start + 1_000)).map(({ customerId, name, days }) => {
        const first = values.length
        const message = mustache.render(unescaped, { sapaan: `Kak ${name}`, hari: days, toko: shopName })
        values.push(businessId, newId(), campaignId, customerId, '', message === '' ? '' : 'A', 1, 'planned', new Date(), new Date())
        return `(${columns.map((_, index) => `$${first + index + 1}`).join()})`
      })
      await client.query(`insert into campaign_deliveries (${columns.join()}) values ${places.join()} on conflict do nothing`, values)
    }
    await client.query('commit')
    client.release()
  },
  /** The floor: a text joined by hand and COPY, which allows no ON CONFLICT. */
  async copy(count) {
    const client = await pool.connect()
    await client.query('begin')
    const now = new Date().toISOString()
    const lines = function* () {
      for (const { customerId, name, days } of known.slice(0, count)) {
        const message = `Halo Kak ${name}, sudah ${days} hari kita tidak bertemu. ${shopName} siap membantu bila Kakak butuh sesuatu. Balas STOP bila tidak ingin kabar lagi.`
        yield `${businessId}\t${newId()}\t${campaignId}\t${customerId}\t\t${message === '' ? '' : 'A'}\t1\tplanned\t${now}\t${now}\n`
      }
    }
    await pipeline(Readable.from(lines()), client.query(copyFrom(`copy campaign_deliveries (${columns.join()}) from stdin`)))
    await client.query('commit')
    client.release()
  },
}

const build = builders[kind]
if (!build) throw new Error(`unknown builder ${kind}`)
process.stdout.write('{"ready":true}\n')
for await (const line of createInterface({ input: process.stdin })) {
  const [step = '', count = ''] = line.split(' ')
  const startedAt = performance.now()
  if (step === 'prepare') await prepare(Number(count))
  else await build(Number(count))
  const wallSeconds = (performance.now() - startedAt) / 1_000
  process.stdout.write(`${JSON.stringify({ wallSeconds } satisfies BuildWord)}\n`)
}

/** As many customers as are to be written to, and no rows of the last round. */
async function prepare(count: number): Promise<void> {
  await pool.query('truncate campaign_deliveries')
  if (known.length < count) {
    const names = ['Rini', 'Budi', 'Sari', 'Agus', 'Dewi', 'Eko', 'Fitri']
    const added = Array.from({ length: count - known.length }, (_, index) => ({ customerId: newId(), name: names[index % names.length] ?? '', days: 30 + (index % 90) }))
    await pool.query(
      `insert into customers (business_id, id, name, note, labels, is_sample, first_seen_at, last_seen_at, created_at, updated_at)
       select $1, unnest($2::uuid[]), unnest($3::text[]), '', '{}', false, now(), now(), now(), now()`,
      [businessId, added.map((one) => one.customerId), added.map((one) => one.name)],
    )
    known = [...known, ...added]
    if (kind === 'launch') await agreeAndChat(added.map((one) => one.customerId))
    await pool.query('analyze customers')
  }
}

async function agreeAndChat(customerIds: string[]): Promise<void> {
  await pool.query(
    `insert into consents (business_id, id, customer_id, purpose, channel_type, is_granted, source, at) select $1, gen_random_uuid(), unnest($2::uuid[]), 'marketing', null, true, 'form', now()`,
    [businessId, customerIds],
  )
  await pool.query(
    `insert into conversations (business_id, id, channel_id, customer_id, external_id, status, handler, labels, unread_count, last_message_at, last_message_preview, last_message_direction, is_sample, created_at)
     select $1, gen_random_uuid(), $2, id, id::text, 'open', 'assistant', '{}', 0, now(), '', 'inbound', false, now() from unnest($3::uuid[]) as t(id)`,
    [businessId, channelId, customerIds],
  )
  await pool.query('analyze consents, conversations')
}
