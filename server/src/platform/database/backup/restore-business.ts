import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import type { ConnectionTarget } from '../connect.ts'
import { collatableColumns, copyOutStatement, listForeignKeys, listTables, scopeCondition, type CatalogueTable } from './catalogue.ts'
import { copyIn, copyOut, measure, measured } from './copy.ts'
import { backupError } from './errors.ts'
import type { BackupScope, Manifest } from './manifest.ts'
import { freshPrefix, inspectBackup, inTransaction, loadFresh, type RestoreOptions } from './restore.ts'
import { dropDatabases } from './switch.ts'

export interface RestoreBusinessOptions extends RestoreOptions {
  businessId: string
  /** `laris_owner` on the live database, which goes on serving. */
  owner: ConnectionTarget
}

/**
 * Puts one business back as a backup (of all, or of it alone) holds it, in one transaction, while others are served.
 * Its customers, catalogue, chats and orders are replaced; members, invitations, routes and the queue stay as they are.
 */
export async function restoreBusiness(options: RestoreBusinessOptions): Promise<Manifest> {
  const { manifest } = await inspectBackup(options)
  const scope: BackupScope = { kind: 'business', businessId: options.businessId }
  if (manifest.scope.kind === 'business' && manifest.scope.businessId !== options.businessId) throw backupError('backup.other_content', 'isinya usaha lain')
  const fresh = await loadFresh({ ...options, files: onlyFilesOf(options) }, manifest)
  try {
    await inTransaction({ ...options.owner, database: fresh }, (source) => inTransaction(options.owner, (live) => replaceRows(source, live, scope)))
  } finally {
    await dropDatabases(options.setup, freshPrefix)
  }
  return manifest
}

async function replaceRows(source: pg.Client, live: pg.Client, scope: BackupScope): Promise<void> {
  const tables = await listTenantTables(live)
  await live.query('set constraints all deferred')
  const expected = new Map<string, string>()
  for (const table of tables) {
    const { bytes, result } = measured(copyOut(source, rowsOf(source, table, scope)))
    await live.query(`create temporary table ${stageOf(table)} on commit drop as select ${columnsOf(live, table)} from ${live.escapeIdentifier(table.name)} with no data`)
    await pipeline(bytes, copyIn(live, stageOf(table), table.columns.map((column) => column.name)))
    expected.set(table.name, result().sha256)
  }
  const { rowCount } = await live.query(`select from ${stageOf({ name: 'businesses' })}`)
  if (rowCount !== 1) throw backupError('backup.other_content', 'usaha itu tidak ada di dalamnya')
  for (const table of tables.toReversed()) {
    if (table.name !== 'businesses') await live.query(`delete from ${live.escapeIdentifier(table.name)} ${scopeCondition(live, table, scope)}`)
  }
  for (const table of tables) await live.query(insertFromStage(live, table))
  for (const table of tables) {
    const now = await measure(copyOut(live, rowsOf(live, table, scope)))
    if (now.sha256 !== expected.get(table.name)) throw backupError('backup.schema_differs', table.name)
  }
}

/** Tables whose rows belong to a business, each after those that it refers to; first the businesses themselves. */
async function listTenantTables(client: pg.Client): Promise<CatalogueTable[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity`,
  )
  const walled = new Set(rows.map((row) => row.name))
  const tables = (await listTables(client)).filter((table) => table.name === 'businesses' || (walled.has(table.name) && table.columns.some((column) => column.name === 'business_id')))
  const parents = Map.groupBy(await listForeignKeys(client), (key) => key.tableName)
  const sorted = new Set(tables.filter((table) => table.name === 'businesses'))
  const visit = (table: CatalogueTable, path: string[]) => {
    if (sorted.has(table) || path.includes(table.name)) return
    for (const key of parents.get(table.name) ?? []) {
      const parent = tables.find((candidate) => candidate.name === key.refersTo)
      if (parent) visit(parent, [...path, table.name])
    }
    sorted.add(table)
  }
  for (const table of tables) visit(table, [])
  return [...sorted]
}

/** The business itself stays, since members and others refer to it; its own columns are set. */
function insertFromStage(client: pg.Client, table: CatalogueTable): string {
  const columns = columnsOf(client, table)
  const insert = `insert into ${client.escapeIdentifier(table.name)} (${columns}) overriding system value select ${columns} from ${stageOf(table)}`
  if (table.name !== 'businesses') return insert
  const sets = table.columns.map(({ name }) => `${client.escapeIdentifier(name)} = excluded.${client.escapeIdentifier(name)}`)
  return `${insert} on conflict (id) do update set ${sets.join(', ')}`
}

function rowsOf(client: pg.Client, table: CatalogueTable, scope: BackupScope): string {
  return copyOutStatement(client, table, collatableColumns(table), scopeCondition(client, table, scope))
}

function columnsOf(client: pg.Client, table: CatalogueTable): string {
  return table.columns.map((column) => client.escapeIdentifier(column.name)).join(', ')
}

function stageOf(table: { name: string }): string {
  return `restoring_${table.name}`
}

function onlyFilesOf({ files, businessId }: RestoreBusinessOptions): RestoreOptions['files'] {
  return {
    ...files,
    async restore(file, content) {
      if (file.businessId === businessId) await files.restore(file, content)
    },
  }
}
