import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFolders, start } from '../embedded/testing.ts'
import { ensureRoles } from '../roles.ts'
import { diskFiles } from './files.ts'
import { larisSchema } from './laris-schema.ts'
import { restoreBackup } from './restore.ts'
import { withClient } from '../connect.ts'
import { testKey } from './testing.ts'
import { writeBackup } from './write.ts'

/** Everything that makes the tables what they are, in a form that can be compared. */
const shape = `select json_build_object(
  'columns', (select json_agg(json_build_array(table_name, column_name, data_type, is_nullable, column_default) order by table_name, column_name) from information_schema.columns where table_schema = 'public'),
  'walls', (select json_agg(json_build_array(relname, relrowsecurity, relforcerowsecurity, relacl::text) order by relname) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'),
  'constraints', (select json_agg(json_build_array(conrelid::regclass::text, pg_get_constraintdef(oid), convalidated) order by conrelid::regclass::text, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'),
  'policies', (select json_agg(json_build_array(tablename, policyname, roles, qual, with_check) order by tablename, policyname) from pg_policies),
  'indexes', (select json_agg(indexdef order by indexdef) from pg_indexes where schemaname = 'public')) as shape`

test("I9: Laris' own tables come back from a backup as the migrations made them", async () => {
  await using folders = await createFolders()
  await using server = await start(await folders.empty(), { mayLoseData: true })
  const { owner } = await withClient(server.target, (client) => ensureRoles(client, server.target, testKey))
  const schema = await larisSchema()
  await schema.build(owner)
  const before = await withClient(owner, async (client) => (await client.query(shape)).rows[0])
  const files = diskFiles(await folders.empty())
  const path = join(await folders.empty(), 'laris.tar')
  const manifest = await writeBackup({ owner, engine: 'embedded', path, files, larisVersion: '0.1.0', secretKey: testKey })
  expect(manifest.migrations).toEqual(schema.migrations)
  expect(manifest.tables.length).toBeGreaterThan(10)
  await restoreBackup({ path, setup: server.target, schema, secretKey: testKey, files })
  const after = await withClient(owner, async (client) => (await client.query(shape)).rows[0])
  expect(after).toEqual(before)
})
