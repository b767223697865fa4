import type pg from 'pg'
import { AppError } from '../../errors.ts'
import { withClient, type ConnectionTarget } from '../connect.ts'

export interface ReadBack {
  systemId: string
  /** The digest of the settings it was started with. */
  settings: string
  /** Write-ahead log position that is on disk. */
  flushedTo: string
  databases: string[]
  notDurable: string[]
  openLogins: string[]
}

/** What a running server says about itself. Throws when it cannot be reached or refuses the password. */
export async function readBack(target: ConnectionTarget): Promise<ReadBack> {
  return connected(target, async (client) => {
    const { rows } = await client.query(`
      select (select system_identifier::text from pg_control_system()) as "systemId",
        coalesce(current_setting('laris.settings', true), '') as settings,
        pg_current_wal_flush_lsn()::text as "flushedTo",
        (select array_agg(datname::text) from pg_database) as databases,
        (select array_agg(name::text order by name) from pg_settings
          where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums') and setting <> 'on') as "notDurable",
        (select array_agg(distinct auth_method) from pg_hba_file_rules where auth_method not in ('scram-sha-256', 'reject')) as "openLogins"`)
    const { notDurable, openLogins, ...facts } = rows[0]
    return { ...facts, notDurable: notDurable ?? [], openLogins: openLogins ?? [] }
  })
}

/** Makes the database that `target` names. */
export async function createDatabase(target: ConnectionTarget): Promise<void> {
  await connected({ ...target, database: 'postgres' }, (client) => client.query(`create database ${client.escapeIdentifier(target.database)}`))
}

function connected<T>(target: ConnectionTarget, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient({ ...target, connectionTimeoutMillis: 5_000, query_timeout: 60_000, application_name: 'laris-supervisor' }, work)
}

/** Refuses a server that may lose committed data or that lets someone in without a password. */
export function refuseUnsafe(found: ReadBack, options: { mayLoseData: boolean }): void {
  const unsafe = [...(options.mayLoseData ? [] : found.notDurable), ...found.openLogins]
  if (unsafe.length === 0) return
  throw new AppError({
    code: 'database.unsafe_settings',
    status: 500,
    message:
      `Laris tidak mulai: basis data bawaan berjalan dengan pengaturan yang tidak aman (${unsafe.join(', ')}). Data Anda tidak diubah. ` +
      'Hapus perubahan di postgres/data/pg_hba.conf dan postgres/data/postgresql.conf, lalu mulai lagi.',
  })
}
