import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withClient, type ConnectionTarget } from '../connect.ts'
import { appRole, ensureRoles, ownerRole } from '../roles.ts'
import type { Schema } from './restore.ts'

export const testKey = 'backup-test-key-of-at-least-32-characters'

/** A small schema with everything that makes a restore hard; the second migration changes a table that holds rows. */
export const testSchema: Schema = {
  migrations: ['0001-shop', '0002-more'],
  async build(owner, last) {
    await withClient(owner, async (client) => {
      await client.query('create table if not exists schema_migrations (name text primary key)')
      const { rows } = await client.query<{ name: string }>('select name from schema_migrations')
      const applied = new Set(rows.map((row) => row.name))
      for (const name of testSchema.migrations) {
        if (!applied.has(name)) {
          await client.query(steps[name] ?? '')
          await client.query('insert into schema_migrations values ($1)', [name])
        }
        if (name === last) return
      }
    })
  },
}

const walled = (table: string) => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy business_rows on ${table} to ${appRole} using (business_id = nullif(current_setting('app.business_id', true), '')::uuid);
  create policy owner_rows on ${table} to ${ownerRole} using (true) with check (true);
  grant select, insert, update, delete on ${table} to ${appRole};`

const steps: Record<string, string> = {
  '0001-shop': `
    create table businesses (id uuid primary key, name text not null);
    insert into businesses values ('00000000-0000-7000-8000-000000000000', 'made by the migration');
    create table notes (
      business_id uuid not null references businesses, id uuid not null, parent_id uuid, body text, amount numeric, at timestamptz, span interval,
      day date, ratio double precision, is_done boolean, tags text[], data jsonb, bytes bytea,
      loud text generated always as (upper(body)) stored,
      primary key (business_id, id), foreign key (business_id, parent_id) references notes (business_id, id));
    ${walled('notes')}
    create table words (business_id uuid not null, word text not null, primary key (business_id, word));
    ${walled('words')}
    create table left_side (id uuid primary key, right_id uuid not null);
    create table right_side (id uuid primary key, left_id uuid not null references left_side deferrable initially deferred);
    alter table left_side add foreign key (right_id) references right_side deferrable initially deferred;
    create table numbered (id bigint generated always as identity primary key, label text);
    create table keyless (label text, amount integer);
    create table account_sessions (token text primary key);
    create function shout() returns trigger language plpgsql as $$ begin new.label := upper(new.label) || '!'; return new; end $$;
    create trigger shout before insert on numbered for each row execute function shout();`,
  '0002-more': `
    alter table notes add column colour text not null default 'biru';
    create table later (business_id uuid not null, id uuid primary key);
    ${walled('later')}`,
}

/** A database with the roles and the schema up to `last`. Returns its owner's login. */
export async function createShop(setup: ConnectionTarget, last?: string): Promise<ConnectionTarget> {
  const { owner } = await withClient(setup, (client) => ensureRoles(client, setup, testKey))
  await testSchema.build(owner, last)
  return owner
}

/** Values that text formats get wrong, as rows of one business. */
export async function fillShop(owner: ConnectionTarget, bodies: (string | null)[]): Promise<string> {
  const businessId = randomUUID()
  await withClient(owner, async (client) => {
    await client.query('insert into businesses values ($1, $2)', [businessId, 'Warung "Sari\\Rasa"\t'])
    let parentId: string | null = null
    for (const [index, body] of bodies.entries()) {
      const id: string = randomUUID()
      await client.query(
        `insert into notes (business_id, id, parent_id, body, amount, at, span, day, ratio, is_done, tags, data, bytes)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [businessId, id, parentId, body, `${index}.${'0'.repeat(index % 5)}10`, '2026-11-24T08:12:34.567891+07', '1 mon 2 days 03:04:05.6', '0044-03-15', index % 2 ? 0.1 + 0.2 : 'NaN',
          index % 3 === 0 ? null : index % 3 === 1, [body, 'a,b', '{"x"}', null], { body, deep: [1.0, null] }, Buffer.from(body ?? '')],
      )
      parentId = id
    }
    for (const word of ['apel', 'Apel', 'ápel', 'Zebra', 'zebra', 'äpfel', '日本']) await client.query('insert into words values ($1, $2)', [businessId, word])
    await client.query(`begin; insert into left_side values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002');
      insert into right_side values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001'); commit`)
    await client.query(`insert into numbered (label) select 'nomor ' || n from generate_series(1, 12) n`)
    await client.query(`insert into keyless values ('b', 2), ('a', 1), (null, null), ('a', 1)`)
    await client.query(`insert into account_sessions values ('canary-session-token')`)
  })
  return businessId
}

/** What each table holds, computed by the database and not by the code under test. */
export async function contentOf(owner: ConnectionTarget): Promise<Record<string, string>> {
  return withClient(owner, async (client) => {
    const content: Record<string, string> = {}
    for (const table of ['businesses', 'notes', 'words', 'left_side', 'right_side', 'numbered', 'keyless']) {
      const { rows } = await client.query(`select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text collate "C")), '') as content from ${table} t`)
      content[table] = rows[0].content
    }
    return content
  })
}

export async function putFile(dataDir: string, businessId: string, content: Buffer): Promise<string> {
  const key = randomUUID()
  const folder = join(dataDir, 'files', businessId, key.slice(0, 2))
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, key), content)
  return key
}
