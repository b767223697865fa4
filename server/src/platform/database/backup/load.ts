import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { collatableColumns, copyOutStatement, listForeignKeys, listTables, type CatalogueTable } from './catalogue.ts'
import { copyIn, copyOut, measure } from './copy.ts'
import { backupError } from './errors.ts'
import type { Manifest, TableManifest } from './manifest.ts'

interface Wall {
  name: string
  isForced: boolean
}

/** Tables taken out of service for loading, until `close` puts everything back. */
export interface Loading {
  load(table: TableManifest, content: AsyncIterable<Buffer>): Promise<void>
  /** Compares every table with the manifest and restores policies, triggers, keys and sequences. */
  close(): Promise<void>
}

/**
 * Empties the tables of a fresh database for loading, inside the caller's transaction. COPY FROM is refused where row
 * level security is on, rows come in no order that foreign keys could follow, and triggers would change them: all
 * three are off until the end.
 */
export async function beginLoading(client: pg.ClientBase, manifest: Manifest): Promise<Loading> {
  const tables = new Map((await listTables(client)).map((table) => [table.name, table]))
  for (const table of manifest.tables) checkColumns(table, tables.get(table.name))
  const names = [...tables.keys()].map((name) => client.escapeIdentifier(name))
  const walls = await listWalls(client)
  const keys = await listForeignKeys(client)
  for (const key of keys) await client.query(`alter table ${client.escapeIdentifier(key.tableName)} drop constraint ${client.escapeIdentifier(key.name)}`)
  for (const wall of walls) await client.query(`alter table ${client.escapeIdentifier(wall.name)} disable row level security`)
  for (const name of names) await client.query(`alter table ${name} disable trigger user`)
  if (names.length > 0) await client.query(`truncate ${names.join(', ')}`)
  return {
    async load(table, content) {
      await pipeline(content, copyIn(client, table.name, table.columns.map((column) => column.name)))
    },
    async close() {
      for (const table of manifest.tables) await compare(client, table, tables.get(table.name))
      for (const table of tables.values()) await moveSequences(client, table)
      for (const key of keys) await client.query(`alter table ${client.escapeIdentifier(key.tableName)} add constraint ${client.escapeIdentifier(key.name)} ${key.definition}`)
      for (const name of names) await client.query(`alter table ${name} enable trigger user`)
      for (const wall of walls) {
        const name = client.escapeIdentifier(wall.name)
        await client.query(`alter table ${name} enable row level security`)
        if (wall.isForced) await client.query(`alter table ${name} force row level security`)
      }
    },
  }
}

function checkColumns(table: TableManifest, found: CatalogueTable | undefined): void {
  const there = found?.columns.map((column) => column.name).sort().join(' ')
  if (there !== table.columns.map((column) => column.name).sort().join(' ')) throw backupError('backup.schema_differs', table.name)
}

/** The promise of a restore (I9): the same number of rows, and the same bytes when read back in the same order. */
async function compare(client: pg.ClientBase, table: TableManifest, found: CatalogueTable | undefined): Promise<void> {
  const collatable = found ? collatableColumns(found) : new Set<string>()
  const now = await measure(copyOut(client, copyOutStatement(client, table, collatable)))
  if (now.rowCount !== table.rowCount || now.sha256 !== table.sha256) {
    throw backupError('backup.schema_differs', `${table.name}: ${now.rowCount} dari ${table.rowCount} baris, atau isinya berbeda`)
  }
}

async function listWalls(client: pg.ClientBase): Promise<Wall[]> {
  const { rows } = await client.query<Wall>(
    `select relname as name, relforcerowsecurity as "isForced" from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity`,
  )
  return rows
}

/** Files hold no sequences: the next number follows from the rows. */
async function moveSequences(client: pg.ClientBase, table: CatalogueTable): Promise<void> {
  const { rows } = await client.query<{ column: string; sequence: string }>(
    `select attname as column, pg_get_serial_sequence(quote_ident($1), attname) as sequence
    from pg_attribute where attrelid = quote_ident($1)::regclass and attnum > 0 and not attisdropped and pg_get_serial_sequence(quote_ident($1), attname) is not null`,
    [table.name],
  )
  for (const { column, sequence } of rows) {
    const name = client.escapeIdentifier(column)
    await client.query(`select setval($1::regclass, coalesce(max(${name}), 1), max(${name}) is not null) from ${client.escapeIdentifier(table.name)}`, [sequence])
  }
}
