import { mkdtempSync, rmSync } from 'node:fs'
import type { ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createApp } from '../server/src/app.ts'
import { rebuildActivity } from '../server/src/domains/activity/index.ts'
import { createBusiness } from '../server/src/domains/businesses/index.ts'
import type { Context } from '../server/src/platform/context.ts'
import { startEmbedded } from '../server/src/platform/database/embedded/index.ts'
import { openDatabase } from '../server/src/platform/database/open.ts'
import { silentLogger } from '../server/src/platform/log.ts'
import { createServices } from '../server/src/platform/services.ts'
import type { UsedElsewhere } from './harness.ts'
import { cpuSeconds } from './process-times.ts'

export interface ShopSize {
  events: number
  customers: number
  /** Days of history over which the events lie, the last one today. */
  days: number
}

export interface ActivityShop {
  ctx: Context
  /** As the owner of the tables, past row level security: for peers. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
}

export const today = '2026-11-24'

/** One embedded PostgreSQL with fsync on, and shops in it whose events follow a power law over customers. */
export async function openActivityBench(goal: string) {
  const folder = mkdtempSync(join(tmpdir(), `laris-${goal.toLowerCase()}-`))
  const database = await startEmbedded({ dataDir: folder, log: silentLogger })
  const opened = await openDatabase({ config: { appDatabaseUrl: undefined, ownerDatabaseUrl: undefined }, setup: database.target, secretKey: 'a key for measuring, 32 letters long', log: silentLogger })
  const services = createServices({
    config: { apiUrls: {} }, secretKey: 'a key for measuring, 32 letters long', log: silentLogger, clock: { now: () => new Date(`${today}T05:00:00Z`) }, fetch: never, reach: never, files: { put: never, open: never, remove: never }, baseUrl: () => 'http://localhost:3000',
  })
  const app = await createApp({ services, db: opened.db, connectLive: opened.connectLive, role: 'web', isReady: opened.isReady })
  const owner = new pg.Client(opened.logins.owner)
  await owner.connect()
  const query = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await owner.query<Row>(text, values)).rows
  return {
    async shop({ events, customers, days }: ShopSize): Promise<ActivityShop> {
      const businessId = await createBusiness({ ...services, ...app.contexts, db: opened.db }, { name: `Toko ${events}`, sector: 'kuliner', city: 'Semarang' }, undefined)
      await query('select setseed(0.12)')
      await query(
        `insert into activity_events (business_id, id, event_key, type, customer_id, at, day, channel, place, amount, quantity, variant_ids, goods)
         select $1, gen_random_uuid(), 'bench:' || i, case when r.kind < 0.3 then 'order' else 'message' end, md5('c' || floor($3 * r.who * r.who)::int)::uuid,
           ($4::date - r.ago)::timestamptz, $4::date - r.ago, case when r.kind < 0.5 then 'webchat' else 'kasir' end, '', case when r.kind < 0.3 then 5000 * (1 + floor(r.size * 40))::int else 0 end, 1, '{}', '[]'
         from (select i, random() as kind, random() as who, floor(random() * $5)::int as ago, random() as size from generate_series(1, $2::int) i) r`,
        [businessId, events, customers, today, days],
      )
      const ctx = app.contexts.forBusiness(businessId, { kind: 'system' })
      await ctx.transaction(rebuildActivity)
      await query('vacuum analyze activity_events')
      for (const table of ['customer_days', 'shop_days', 'customer_profiles']) await query(`vacuum analyze ${table}`)
      return { ctx, query }
    },
    /** Runs the work and counts the CPU-seconds of this process and of the database. */
    async used<T>(work: () => Promise<T>): Promise<UsedElsewhere<T>> {
      // Its own times are all that is read of it.
      const self = { pid: process.pid } as ChildProcess
      const [cpu, wall] = [cpuSeconds(folder, self), performance.now()]
      const answer = await work()
      return { answer, cpuSeconds: Math.max(0.01, cpuSeconds(folder, self) - cpu), wallSeconds: (performance.now() - wall) / 1_000 }
    },
    async [Symbol.asyncDispose]() {
      await owner.end()
      await app[Symbol.asyncDispose]()
      await opened[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function never(): never {
  throw new Error('Nothing here reaches outside')
}

/** The value that 95 of 100 are at or below. */
export function ninetyFifth(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN
}
