import { sql, type Kysely } from 'kysely'
import { appRole } from './roles.ts'

/** Tables that each node keeps whole. */
const referenceTables = ['businesses']

interface ForeignKey {
  name: string
  tableName: string
  definition: string
}

/**
 * Spreads the tenant tables of a Citus cluster by `business_id`, colocated; the queue stays on the coordinator.
 * Safe to repeat: what is distributed already stays as it is. `setup` is the login that owns the tables.
 */
export async function distribute(setup: Kysely<object>): Promise<{ distributed: string[]; reference: string[] }> {
  await sql`alter role ${sql.id(appRole)} set citus.propagate_set_commands = 'local'`.execute(setup)
  const waiting = await tenantTablesNotDistributed(setup)
  const reference = await referenceTablesNotDistributed(setup)
  // A table cannot be distributed while a local one refers to it: the keys are dropped first and added again after.
  const keys = await foreignKeysOf(setup, [...waiting, ...reference])
  for (const key of keys) await sql`alter table ${sql.table(key.tableName)} drop constraint ${sql.id(key.name)}`.execute(setup)
  for (const table of reference) await sql`select create_reference_table(${table}::regclass)`.execute(setup)
  const anchor = await firstDistributedTable(setup)
  let colocateWith = anchor
  for (const table of waiting) {
    await sql`select create_distributed_table(${table}::regclass, 'business_id', colocate_with => ${colocateWith ?? 'none'})`.execute(setup)
    colocateWith ??= table
  }
  for (const key of keys) {
    await sql`alter table ${sql.table(key.tableName)} add constraint ${sql.id(key.name)} ${sql.raw(key.definition)}`.execute(setup)
  }
  return { distributed: waiting, reference }
}

async function tenantTablesNotDistributed(db: Kysely<object>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'business_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relrowsecurity
      and not exists (select 1 from pg_dist_partition p where p.logicalrelid = c.oid)
    order by c.relname`.execute(db)
  return rows.map((row) => row.name)
}

async function referenceTablesNotDistributed(db: Kysely<object>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where c.relname = any(${referenceTables}) and not exists (select 1 from pg_dist_partition p where p.logicalrelid = c.oid)`.execute(db)
  return rows.map((row) => row.name)
}

async function firstDistributedTable(db: Kysely<object>): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select logicalrelid::text as name from pg_dist_partition where partmethod = 'h' order by 1 limit 1`.execute(db)
  return rows[0]?.name
}

async function foreignKeysOf(db: Kysely<object>, tables: string[]): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select conname as name, conrelid::regclass::text as "tableName", pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and (conrelid::regclass::text = any(${tables}) or confrelid::regclass::text = any(${tables}))`.execute(db)
  return rows
}
