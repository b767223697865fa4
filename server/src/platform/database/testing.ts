import pg from 'pg'
import { createApp, type App } from '../../app.ts'
import type { Clock } from '../clock.ts'
import type { Context, Services } from '../context.ts'
import type { FileStore } from '../files/store.ts'
import type { OutboundFetch, ReachHost } from '../http/outbound.ts'
import { newId } from '../ids.ts'
import type { LanguageModel } from '../llm/model.ts'
import { silentLogger, type Logger } from '../log.ts'
import { createServices } from '../services.ts'
import { createBackupDesk } from './backup/desk.ts'
import { diskFiles } from './backup/files.ts'
import { createPool, type ConnectionTarget } from './connect.ts'
import { openDatabase, type OpenedDatabase } from './open.ts'

export const testSecretKey = 'test-secret-key-of-at-least-32-characters'

/** A clock that tests move by hand. */
export interface FakeClock extends Clock {
  set(moment: string | Date): void
  advance(ms: number): void
}

export function fakeClock(start = '2026-11-24T03:00:00Z'): FakeClock {
  let now = new Date(start)
  return {
    now: () => new Date(now),
    set: (moment) => (now = new Date(moment)),
    advance: (ms) => (now = new Date(now.getTime() + ms)),
  }
}

export interface TestApp extends AsyncDisposable {
  app: App
  database: OpenedDatabase
  services: Services
  clock: FakeClock
  /** A fresh business with an owner-like system context. */
  newBusiness(input?: { name?: string; sector?: string }): Promise<Context>
  /** Does all queued work that is due. */
  settle(): Promise<void>
  /** The owner role, past row level security: for asserting what is really stored. */
  superQuery(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
}

export interface TestAppOptions {
  fetch?: OutboundFetch
  reach?: ReachHost
  llm?: LanguageModel
  log?: Logger
  start?: string
  role?: 'all' | 'web'
  /** Other addresses of providers, by channel type. */
  apiUrls?: Record<string, string>
  /** Folder for backups; without it this Laris has no maintenance. */
  dataDir?: string
  /** Public address of this Laris; `http://localhost:3000` unless set. */
  baseUrl?: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: ConnectionTarget
    databaseTemplate: string
  }
}

/** The whole product on its own copy of the migrated database. One embedded server serves the run (see `test-server.ts`). */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { inject } = await import('vitest')
  const server = inject('databaseServer')
  const name = `test_${newId().replaceAll('-', '')}`
  await admin(server, `create database ${name} template ${inject('databaseTemplate')}`)
  const setup = { ...server, database: name }
  const log = options.log ?? silentLogger
  const database = await openDatabase({ config: { appDatabaseUrl: undefined, ownerDatabaseUrl: undefined }, setup, secretKey: testSecretKey, log, mayLoseData: true })
  const clock = fakeClock(options.start)
  let random = 1
  const services = createServices({
    config: { apiUrls: options.apiUrls ?? {} },
    secretKey: testSecretKey,
    log,
    fetch: options.fetch ?? refuseNetwork,
    reach: options.reach ?? ((host) => Promise.reject(new Error(`Tests have no network: ${host}`))),
    files: memoryFiles(),
    llm: options.llm,
    maintenance:
      options.dataDir === undefined
        ? undefined
        : createBackupDesk({ dataDir: options.dataDir, owner: database.logins.owner, setup, embedded: undefined, files: diskFiles(options.dataDir), secretKey: testSecretKey, larisVersion: '0.0.0-test', clock, log }),
    clock,
    random: () => (random = (random * 16_807) % 2_147_483_647) / 2_147_483_647,
    baseUrl: () => options.baseUrl ?? 'http://localhost:3000',
  })
  const owner = createPool(database.logins.owner, { max: 1, statementTimeoutMs: 60_000 })
  // A connection that is just being closed may still hear that its database went.
  owner.on('error', () => undefined)
  const app = await createApp({ services, db: database.db, workDb: database.workDb, connectLive: database.connectLive, role: options.role ?? 'all', isReady: database.isReady, poolState: database.poolState })
  return {
    app,
    database,
    services,
    clock,
    async newBusiness(input = {}) {
      const { createBusiness } = await import('#domains/businesses')
      const installation = { ...services, ...app.contexts, db: database.db }
      const businessId = await createBusiness(installation, { name: input.name ?? 'Toko Uji', sector: input.sector ?? 'kuliner', city: 'Semarang' }, undefined)
      return app.contexts.forBusiness(businessId, { kind: 'system' })
    },
    settle: () => app.dispatcher.drain(),
    superQuery: async (text, values) => (await owner.query(text, values)).rows,
    async [Symbol.asyncDispose]() {
      await owner.end()
      await app[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      await admin(server, `drop database if exists ${name} with (force)`)
    },
  }
}

async function admin(server: ConnectionTarget, statement: string): Promise<void> {
  const client = new pg.Client(server)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const refuseNetwork: OutboundFetch = (url) => Promise.reject(new Error(`Tests have no network: ${new URL(url).host}`))

/** Files of one test, in memory. */
function memoryFiles(): FileStore {
  const stored = new Map<string, Buffer>()
  return {
    async put(businessId, content) {
      const { createHash } = await import('node:crypto')
      const { buffer } = await import('node:stream/consumers')
      const bytes = content instanceof Uint8Array ? Buffer.from(content) : await buffer(content)
      const key = newId()
      stored.set(`${businessId}/${key}`, bytes)
      return { key, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    },
    async open(businessId, key) {
      const { Readable } = await import('node:stream')
      return Readable.from([stored.get(`${businessId}/${key}`) ?? Buffer.alloc(0)])
    },
    async remove(businessId, key) {
      stored.delete(`${businessId}/${key}`)
    },
  }
}
