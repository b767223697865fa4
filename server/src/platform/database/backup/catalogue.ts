import type pg from 'pg'
import { backupError } from './errors.ts'
import type { BackupScope, TableManifest } from './manifest.ts'

/** A table as the database describes it. */
export interface CatalogueTable {
  name: string
  columns: { name: string; type: string; isCollatable: boolean }[]
  key: string[]
}

/** Kept by the migrator; the manifest lists the migrations instead. */
const migratorTables = ['schema_migrations', 'schema_migration_lock']

/** Short-lived secrets. After a restore people sign in again. */
const tablesLeftEmpty = ['account_sessions', 'account_verifications']

/** How values are written, the same on every server: given when connecting. */
export const fixedTextForm = [
  ['client_encoding', 'UTF8'],
  ['datestyle', 'ISO,YMD'],
  ['intervalstyle', 'postgres'],
  ['timezone', 'UTC'],
  ['extra_float_digits', '1'],
  ['bytea_output', 'hex'],
  ['statement_timeout', '0'],
  ['idle_in_transaction_session_timeout', '0'],
]
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ')

/** All tables of Laris, with the columns that are stored (not those the database computes). */
export async function listTables(client: pg.ClientBase): Promise<CatalogueTable[]> {
  const { rows } = await client.query<CatalogueTable>(
    `select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'isCollatable', a.attcollation <> 0) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select json_agg(a.attname order by k.position)
        from pg_index i, unnest(i.indkey::int2[]) with ordinality as k(attnum, position)
        join pg_attribute a on a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid), '[]') as key
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all($1)
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname`,
    [migratorTables],
  )
  return rows.filter((table) => table.columns !== null)
}

export interface ForeignKey {
  tableName: string
  name: string
  refersTo: string
  definition: string
}

export async function listForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select t.relname as "tableName", k.conname as name, r.relname as "refersTo", pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_class r on r.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conparentid = 0`,
  )
  return rows
}

/**
 * Fails when row level security would hide a row from the present role: a backup is whole or it is not made. Only a
 * permissive policy that is plainly true counts; anything cleverer is refused.
 */
export async function checkAllRowsVisible(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name
    from pg_class c, pg_roles r
    where r.rolname = current_user and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and c.relrowsecurity and not r.rolsuper and not r.rolbypassrls
      and not (c.relowner = r.oid and not c.relforcerowsecurity)
      and (
        not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('r', '*')
          and pg_get_expr(p.polqual, p.polrelid) = 'true' and ${policyIsForMe})
        or exists (select 1 from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd in ('r', '*')
          and pg_get_expr(p.polqual, p.polrelid) is distinct from 'true' and ${policyIsForMe}))
    order by 1`,
  )
  if (rows.length > 0) throw backupError('backup.rows_hidden', rows.map((row) => row.name).join(', '))
}

const policyIsForMe = `exists (select 1 from unnest(p.polroles) as role where role = 0 or pg_has_role(r.oid, role, 'usage'))`

/** The rows of a table in the scope, in key order, as COPY text. */
export function copyOutStatement(client: pg.ClientBase, table: Pick<TableManifest, 'name' | 'columns' | 'key'>, collatable: Set<string>, condition = ''): string {
  const name = client.escapeIdentifier(table.name)
  const columns = table.columns.map((column) => client.escapeIdentifier(column.name)).join(', ')
  const order = table.key.map((column) => client.escapeIdentifier(column) + (collatable.has(column) ? ' collate "C"' : ''))
  const orderBy = order.length > 0 ? order.join(', ') : `row(${columns})::text collate "C"`
  return `copy (select ${columns} from ${name} ${condition} order by ${orderBy}) to stdout`
}

/** Which rows belong to the scope; `undefined` when none of the table does. */
export function scopeCondition(client: pg.ClientBase, table: CatalogueTable, scope: BackupScope): string | undefined {
  if (scope.kind === 'all') return tablesLeftEmpty.includes(table.name) ? 'where false' : ''
  const id = client.escapeLiteral(scope.businessId)
  if (table.name === 'businesses') return `where id = ${id}::uuid`
  return table.columns.some((column) => column.name === 'business_id') ? `where business_id = ${id}::uuid` : undefined
}

export function collatableColumns(table: CatalogueTable): Set<string> {
  return new Set(table.columns.filter((column) => column.isCollatable).map((column) => column.name))
}
