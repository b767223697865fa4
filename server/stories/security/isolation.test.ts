import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createPool } from '#platform/database/connect'
import { globalTables } from '#platform/database/schema'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { addProduct } from '#domains/catalog'

let laris: TestApp
let [first, second]: Context[] = []
let app: pg.Client

beforeAll(async () => {
  laris = await createTestApp()
  first = await laris.newBusiness({ name: 'A' })
  second = await laris.newBusiness({ name: 'B' })
  for (const shop of [first, second]) await shop?.transaction((tx) => addProduct(tx, { name: 'Sambal', category: '', description: '', variants: [{ name: '', price: 1_000, stock: 1 }] }))
  app = new pg.Client(laris.database.logins.app)
  await app.connect()
})
afterAll(async () => {
  await app.end()
  await laris[Symbol.asyncDispose]()
})

describe('security §2.5: the catalogue', () => {
  test('every table is listed as global, or is walled: business_id, RLS on and forced, both policies, leading keys', async () => {
    const rows = await laris.superQuery(`
      select c.relname as name, c.relrowsecurity as walled, c.relforcerowsecurity as forced,
        exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'business_id' and a.attnotnull) as has_business,
        (select array_agg(p.polname::text order by 1) from pg_policy p where p.polrelid = c.oid) as policies,
        (select array_agg(k.conname::text) from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
          where k.conrelid = c.oid and k.contype in ('p', 'u', 'f') and a.attname <> 'business_id') as loose_keys,
        (select array_agg(i.indexrelid::regclass::text) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
          where i.indrelid = c.oid and i.indisunique and a.attname <> 'business_id') as loose_indexes
      from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`)
    const globals: readonly string[] = globalTables
    const tenantTables = rows.filter((row) => !globals.includes(String(row['name'])))
    expect(tenantTables.length).toBeGreaterThan(15)
    const wrong = tenantTables.filter((row) => !row['has_business'] || !row['walled'] || !row['forced'] || row['loose_keys'] || row['loose_indexes'] || String(row['policies']) !== 'business_rows,owner_rows')
    expect(wrong).toEqual([])
    expect(globals.filter((name) => !rows.some((row) => row['name'] === name))).toEqual([])
  })

  test('the audit log can be added to and read by the app, never changed', async () => {
    const [row] = await laris.superQuery(`select array_agg(privilege_type::text order by 1) as rights from information_schema.role_table_grants where table_name = 'audit_entries' and grantee = 'laris_app'`)
    expect(String(row?.['rights'])).toBe('INSERT,SELECT')
  })

  test('no function runs with its owner’s rights, and no view passes by the policies', async () => {
    expect(await laris.superQuery(`select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`)).toEqual([])
    expect(await laris.superQuery(`select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace and not coalesce(reloptions::text, '') like '%security_invoker=true%'`)).toEqual([])
  })
})

describe('security §2.5: the app role alone', () => {
  const count = async (client: pg.Client | pg.PoolClient) => (await client.query('select count(*)::int as count from products')).rows[0].count as number
  const within = async (setting: string, work: () => Promise<void>) => {
    await app.query('begin')
    try {
      await app.query(`set local app.business_id = '${setting}'`)
      await work()
    } finally {
      await app.query('rollback')
    }
  }

  test('without a business, with an empty or malformed one: no rows, no writes', async () => {
    expect(await count(app)).toBe(0)
    expect((await app.query('update products set name = name')).rowCount).toBe(0)
    expect((await app.query('delete from products')).rowCount).toBe(0)
    await within('', async () => expect(await count(app)).toBe(0))
    await within(`bukan-uuid`, async () => void (await expect(count(app)).rejects.toThrow(/invalid input syntax for type uuid/)))
  })

  test('one business sees its own row, changes none of another, and inserts for none other', async () => {
    await within(first?.businessId ?? '', async () => {
      expect(await count(app)).toBe(1)
      expect((await app.query('delete from products where business_id = $1', [second?.businessId])).rowCount).toBe(0)
      await expect(app.query(`insert into settings (business_id, id, key, value, updated_at) values ($1, gen_random_uuid(), 'x', '{}', now())`, [second?.businessId])).rejects.toThrow(/row-level security/)
    })
  })

  test.each([
    ['set role laris_owner'],
    ['set role postgres'],
    ['set session authorization laris_owner'],
    ['alter table products no force row level security'],
    ['alter table products disable row level security'],
    ['drop policy business_rows on products'],
    ['create policy wide on products using (true)'],
    ['create table stolen as select * from products'],
    ['create function f() returns int language sql security definer as $$ select 1 $$'],
    ['alter role laris_app bypassrls'],
    ['create role helper superuser'],
    [`copy products to program 'cat'`],
    [`copy products to '/tmp/stolen'`],
    [`select pg_read_file('/etc/passwd')`],
    [`select pg_ls_dir('/')`],
    [`select lo_import('/etc/passwd')`],
    ['select * from pg_authid'],
    ['alter system set row_security = off'],
    ['truncate products'],
  ])('escape refused: %s', async (statement) => {
    await within(first?.businessId ?? '', async () => void (await expect(app.query(statement)).rejects.toThrow()))
  })

  test.each([['reset role'], ['reset all'], ['set row_security = off'], ['grant select on products to public'], ['discard plans']])('escape without effect: %s', async (statement) => {
    await within(first?.businessId ?? '', async () => {
      await app.query(statement)
      // With row_security off PostgreSQL refuses what a policy would filter; never one row more.
      await expect(count(app).catch(() => 0)).resolves.toBeLessThanOrEqual(1)
    })
    await app.query('reset all')
  })

  test('a pooled connection forgets its business after an error, a timeout, and a rollback', async () => {
    const pool = createPool(laris.database.logins.app, { max: 1, statementTimeoutMs: 100 })
    try {
      for (const failing of ['select 1/0', 'select pg_sleep(2)', 'rollback']) {
        const one = await pool.connect()
        await one.query('begin')
        await one.query(`set local app.business_id = '${first?.businessId}'`)
        expect(await count(one)).toBe(1)
        await one.query(failing).catch(() => {})
        await one.query('rollback')
        one.release()
        const next = await pool.connect()
        expect(await count(next)).toBe(0)
        next.release()
      }
    } finally {
      await pool.end()
    }
  })

  test('another business’s error inside a transaction leaves nothing for the next one', async () => {
    await expect(first?.transaction(async () => { throw new Error('batal') })).rejects.toThrow('batal')
    const seen = await Promise.all(Array.from({ length: 30 }, (_, index) => (index % 2 ? first : second)?.transaction(async (tx) => {
      const rows = (await tx.db.selectFrom('products' as never).select('businessId' as never).execute()) as { businessId: string }[]
      return rows.every((row) => row.businessId === tx.businessId) && rows.length === 1
    })))
    expect(seen.every(Boolean)).toBe(true)
  })
})
