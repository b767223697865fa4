import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { Migrator, type Migration, type MigrationProvider } from 'kysely/migration'
import { AppError } from '../errors.ts'
import { distribute } from './distribute.ts'

const folder = join(import.meta.dirname, '../../../migrations')

const provider: MigrationProvider = {
  async getMigrations() {
    const names = (await readdir(folder)).filter((name) => /^\d{4}-.*\.ts$/.test(name)).sort()
    const entries = names.map(async (name) => [name.slice(0, -3), (await import(join(folder, name))) as Migration] as const)
    return Object.fromEntries(await Promise.all(entries))
  },
}

export interface MigrationState {
  applied: string[]
  pending: string[]
}

/** Which migrations ran and which wait. Refuses a database that a newer Laris has written (F40). */
export async function readMigrationState(owner: Kysely<object>): Promise<MigrationState> {
  const known = Object.keys(await provider.getMigrations())
  const applied = await appliedNames(owner)
  const unknown = applied.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new AppError({
      code: 'database.newer_data',
      status: 500,
      message: `Data ini ditulis oleh Laris yang lebih baru (${unknown.at(-1)}). Data Anda aman dan tidak disentuh. Pasang versi terbaru, lalu mulai lagi.`,
    })
  }
  return { applied, pending: known.filter((name) => !applied.includes(name)) }
}

/** All migrations that this Laris knows, oldest first. */
export async function listMigrations(): Promise<string[]> {
  return Object.keys(await provider.getMigrations())
}

/** Brings the schema to `last`, or the newest version, in one transaction under an advisory lock. Returns what was applied. */
export async function migrate(owner: Kysely<object>, last?: string): Promise<string[]> {
  // Numbers are given when work begins, so a lower one may come after a higher one; none may be left behind for that.
  const migrator = new Migrator({ db: owner, provider, migrationTableName: 'schema_migrations', migrationLockTableName: 'schema_migration_lock', allowUnorderedMigrations: true })
  const { error, results } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last))
  if (error) {
    const message = 'Basis data gagal diperbarui. Data Anda aman, persis seperti sebelumnya. Jalankan lagi dengan LARIS_LOG_LEVEL=debug untuk rinciannya, atau pasang lagi versi sebelumnya.'
    throw new AppError({ code: 'database.migration_failed', status: 500, message, cause: error })
  }
  return (results ?? []).map((result) => result.migrationName)
}

export { distribute }

async function appliedNames(owner: Kysely<object>): Promise<string[]> {
  const tables = await owner.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'schema_migrations' || table.name === 'schemaMigrations')) return []
  const rows = await (owner as Kysely<{ schemaMigrations: { name: string } }>).selectFrom('schemaMigrations').select('name').orderBy('name').execute()
  return rows.map((row) => row.name)
}
