import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { Config } from '../config.ts'
import type { Logger } from '../log.ts'
import { connectClient, createDatabase, createPool, parseDatabaseUrl, withClient, type ConnectionTarget } from './connect.ts'
import { migrate, readMigrationState } from './migrate.ts'
import { checkAppLogin, checkDurability, ensureRoles, type DatabaseLogins } from './roles.ts'

export interface OpenedDatabase extends AsyncDisposable {
  /** As the app role: every request. */
  db: Kysely<object>
  /** The same for queued work, with connections of its own: however much of it there is, nobody at a screen waits for one. */
  workDb: Kysely<object>
  logins: DatabaseLogins
  /** A connection of its own for LISTEN. */
  connectLive(): Promise<pg.Client>
  /** Whether the database answers and no migration waits; uses its own connection. */
  isReady(): Promise<boolean>
  /** How the pool of requests is used. */
  poolState(): { total: number; idle: number; waiting: number }
  migrated: string[]
}

export interface OpenOptions {
  config: Pick<Config, 'appDatabaseUrl' | 'ownerDatabaseUrl'>
  /** Where the set-up login connects: the embedded superuser, or `DATABASE_URL`. */
  setup: ConnectionTarget
  secretKey: string
  log: Logger
  /** A server that tests throw away may run without syncing. */
  mayLoseData?: boolean
  /** Called before a migration touches data that exists. */
  beforeMigration?(logins: DatabaseLogins, pending: string[]): Promise<void>
}

/** Makes the roles, migrates, checks that the app login is held by row level security, and opens the pool. */
export async function openDatabase(options: OpenOptions): Promise<OpenedDatabase> {
  const logins = await prepareLogins(options)
  const migrated = await bringUpToDate(logins, options)
  const pool = createPool(logins.app)
  const work = createPool(logins.app, { max: 8, applicationName: 'laris-work' })
  let isClosing = false
  // Connections that are being closed may hear of the server's end first.
  for (const some of [pool, work]) some.on('error', (error) => isClosing || options.log.warn({ error }, 'an idle database connection was lost'))
  const connection = await pool.connect()
  try {
    await checkAppLogin(connection)
    if (!options.mayLoseData) await checkDurability(connection)
  } finally {
    connection.release()
  }
  const health = createPool(logins.app, { max: 1, applicationName: 'laris-health', statementTimeoutMs: 2_000 })
  health.on('error', () => {})
  return {
    db: createDatabase(pool),
    workDb: createDatabase(work),
    logins,
    migrated,
    connectLive: () => connectClient({ ...logins.app, application_name: 'laris-live', keepAlive: true }),
    async isReady() {
      const { rows } = await health.query('select count(*) as known from schedules')
      return rows.length === 1
    },
    poolState: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async [Symbol.asyncDispose]() {
      isClosing = true
      await Promise.allSettled([pool.end(), work.end(), health.end()])
    },
  }
}

/** The logins of owner and app; makes their roles unless their addresses are given. */
export async function prepareLogins(options: Pick<OpenOptions, 'config' | 'setup' | 'secretKey'>): Promise<DatabaseLogins> {
  const { ownerDatabaseUrl, appDatabaseUrl } = options.config
  if (ownerDatabaseUrl && appDatabaseUrl) return { owner: parseDatabaseUrl(ownerDatabaseUrl), app: parseDatabaseUrl(appDatabaseUrl) }
  return withClient({ ...options.setup, application_name: 'laris-setup' }, (setup) => ensureRoles(setup, options.setup, options.secretKey))
}

async function bringUpToDate(logins: DatabaseLogins, options: OpenOptions): Promise<string[]> {
  const pool = createPool(logins.owner, { max: 2, statementTimeoutMs: 600_000, applicationName: 'laris-migrate' })
  const owner = createDatabase(pool)
  try {
    const state = await readMigrationState(owner)
    if (state.pending.length === 0) return []
    if (state.applied.length > 0) await options.beforeMigration?.(logins, state.pending)
    return await migrate(owner)
  } finally {
    await owner.destroy()
  }
}
