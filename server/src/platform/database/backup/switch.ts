import type pg from 'pg'
import { withClient, type ConnectionTarget } from '../connect.ts'

/** Runs statements that concern whole databases, from beside the live one. */
export function asAdministrator<T>(setup: ConnectionTarget, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient({ ...setup, database: setup.database === 'postgres' ? 'template1' : 'postgres', application_name: 'laris-restore' }, work)
}

/**
 * Puts `fresh` in the place of `live` and keeps `live` as `keepAs`: two renames in one transaction, so there is never
 * a moment without a whole database under the live name. Ends all connections to both.
 */
export async function switchDatabases(setup: ConnectionTarget, names: { live: string; fresh: string; keepAs: string }): Promise<void> {
  await asAdministrator(setup, async (client) => {
    const [live, fresh, keepAs] = [names.live, names.fresh, names.keepAs].map((name) => client.escapeIdentifier(name))
    const isThere = await exists(client, names.live)
    if (isThere) await client.query(`alter database ${live} with allow_connections false`)
    try {
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = any($1) and pid <> pg_backend_pid()', [[names.live, names.fresh]])
      await client.query('begin')
      if (isThere) await client.query(`alter database ${live} rename to ${keepAs}`)
      await client.query(`alter database ${fresh} rename to ${live}`)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      if (isThere) await client.query(`alter database ${live} with allow_connections true`)
      throw error
    }
    if (isThere) await client.query(`alter database ${keepAs} with allow_connections true`)
  })
}

/** Databases of restores that were cut off; nobody was ever served from them. */
export async function dropDatabases(setup: ConnectionTarget, prefix: string): Promise<void> {
  await asAdministrator(setup, async (client) => {
    const { rows } = await client.query<{ name: string }>('select datname as name from pg_database where starts_with(datname, $1)', [prefix])
    for (const { name } of rows) await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)
  })
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
  return rowCount === 1
}
