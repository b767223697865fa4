import { createDatabase, createPool } from '../connect.ts'
import { listMigrations, migrate } from '../migrate.ts'
import type { Schema } from './restore.ts'

/** The tables of Laris, made by its migrations: what a restore loads into. */
export async function larisSchema(): Promise<Schema> {
  return {
    migrations: await listMigrations(),
    async build(owner, last) {
      const db = createDatabase(createPool(owner, { max: 2, statementTimeoutMs: 600_000, applicationName: 'laris-restore' }))
      try {
        await migrate(db, last)
      } finally {
        await db.destroy()
      }
    },
  }
}
