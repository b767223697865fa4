import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

export interface ConnectionTarget {
  /** Host name, address, or directory of a unix socket. */
  host: string
  port: number
  user: string
  password: string
  database: string
  ssl?: boolean
}

export interface PoolOptions {
  max?: number
  statementTimeoutMs?: number
  applicationName?: string
}

// Numbers that fit stay numbers: counts and rupiah are int8 in SQL and safe integers in code.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`Integer out of safe range: ${text}`)
  return value
})
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** A pool whose connections carry the time limits of §1 of the reliability rules. */
export function createPool(target: ConnectionTarget, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    ...target,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'laris',
    statement_timeout: options.statementTimeoutMs ?? 5_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  // A connection that breaks while a transaction holds it tells its query; without a listener it would end the process (F14).
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** One connection. When the server ends it, its queries say so; an event that nobody hears would end the process. */
export async function connectClient(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config)
  client.on('error', () => {})
  await client.connect()
  return client
}

/** One connection for one piece of work. */
export async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectClient(config)
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Kysely over a pool; tables and columns are snake_case in SQL and camelCase in code. */
export function createDatabase(pool: pg.Pool): Kysely<object> {
  return new Kysely<object>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })
}

/** Reads a `postgres://` URL, with `host=` for a unix socket directory. */
export function parseDatabaseUrl(url: string): ConnectionTarget {
  const parsed = new URL(url)
  const sslMode = parsed.searchParams.get('sslmode')
  return {
    host: parsed.searchParams.get('host') ?? decodeURIComponent(parsed.hostname || 'localhost'),
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username || 'postgres'),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1) || 'postgres'),
    ...(sslMode && sslMode !== 'disable' ? { ssl: true } : {}),
  }
}
