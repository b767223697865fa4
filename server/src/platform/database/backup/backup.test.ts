import { randomBytes, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectionTarget } from '../connect.ts'
import type { EmbeddedServer } from '../embedded/index.ts'
import { createFolders, start, type Folders } from '../embedded/testing.ts'
import { ensureRoles } from '../roles.ts'
import { diskFiles } from './files.ts'
import { inspectBackup, rehearseBackup, restoreBackup, type RestoreOptions, type RestoreReport } from './restore.ts'
import { restoreBusiness } from './restore-business.ts'
import { contentOf, createShop, fillShop, putFile, testKey, testSchema } from './testing.ts'
import { withClient } from '../connect.ts'
import { writeBackup, type WriteBackupOptions } from './write.ts'

let folders: Folders
let first: EmbeddedServer
let second: EmbeddedServer
let owner: ConnectionTarget
let businessId: string
let dataDir: string
const uploaded = randomBytes(200_000)
let fileKey: string

beforeAll(async () => {
  folders = await createFolders()
  ;[first, second] = await Promise.all([start(await folders.empty(), { mayLoseData: true }), start(await folders.empty(), { mayLoseData: true })])
  owner = await createShop(first.target)
  const hard = fc.sample(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 })), { numRuns: 80, seed: 11 })
  // PostgreSQL holds neither NUL nor half a surrogate pair in text.
  const storable = hard.map((text) => text.replaceAll('\0', '').toWellFormed())
  businessId = await fillShop(owner, [null, '', '\\N', '\\.', 'a\tb\nc\\d\r', '"; drop table notes; --', ...storable])
  dataDir = await folders.empty()
  fileKey = await putFile(dataDir, businessId, uploaded)
  await putFile(dataDir, businessId, Buffer.alloc(0))
}, 120_000)

afterAll(async () => {
  await Promise.allSettled([first[Symbol.asyncDispose](), second[Symbol.asyncDispose]()])
  await folders[Symbol.asyncDispose]()
})

async function write(options: Partial<WriteBackupOptions> = {}): Promise<string> {
  const path = join(await folders.empty(), 'laris.tar')
  await writeBackup({ owner, engine: 'embedded', path, files: diskFiles(dataDir), larisVersion: '0.1.0', secretKey: testKey, ...options })
  return path
}

/** A live database of its own on the second server, with one row that a restore replaces. */
async function aLiveShop(name: string): Promise<{ setup: ConnectionTarget; owner: ConnectionTarget }> {
  await withClient(second.target, (client) => client.query(`create database ${name}`))
  const setup = { ...second.target, database: name }
  const live = await createShop(setup)
  await withClient(live, (client) => client.query(`insert into keyless values ('live', 1)`))
  return { setup, owner: live }
}

async function restoreOptions(path: string, setup: ConnectionTarget, options: Partial<RestoreOptions> = {}): Promise<RestoreOptions> {
  return { path, setup, schema: testSchema, secretKey: testKey, files: diskFiles(await folders.empty()), ...options }
}

const databasesOf = (setup: ConnectionTarget) =>
  withClient(setup, async (client) => (await client.query<{ name: string }>('select datname as name from pg_database order by 1')).rows.map((row) => row.name))

describe('I9: a backup restored elsewhere', () => {
  let setup: ConnectionTarget
  let live: ConnectionTarget
  let target: string
  let report: RestoreReport
  beforeAll(async () => {
    ;({ setup, owner: live } = await aLiveShop('round_trip'))
    target = await folders.empty()
    report = await restoreBackup(await restoreOptions(await write(), setup, { files: diskFiles(target) }))
  })

  test('holds the same rows and files', async () => {
    expect(await contentOf(live)).toEqual(await contentOf(owner))
    expect(await readFile(join(target, 'files', businessId, fileKey.slice(0, 2), fileKey))).toEqual(uploaded)
    expect(report.manifest.files).toEqual({ count: 2, byteCount: uploaded.length })
  })

  test('has the same walls, keys, policies, triggers and next numbers', async () => {
    const shape = `select
      (select json_agg(json_build_array(relname, relrowsecurity, relforcerowsecurity) order by relname) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r') as walls,
      (select json_agg(json_build_array(conrelid::regclass::text, pg_get_constraintdef(oid)) order by conrelid::regclass::text, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace) as keys,
      (select json_agg(json_build_array(polrelid::regclass::text, polname) order by polrelid::regclass::text, polname) from pg_policy) as policies,
      (select tgenabled::text from pg_trigger where tgname = 'shout') as trigger`
    const [before, after] = await Promise.all([owner, live].map((login) => withClient(login, async (client) => (await client.query(shape)).rows[0])))
    expect(after).toEqual(before)
    const { rows } = await withClient(live, (client) => client.query(`insert into numbered (label) values ('baru') returning id::int, label`))
    expect(rows[0]).toEqual({ id: 13, label: 'BARU!' })
  })

  test('shows the app role the rows of one business only', async () => {
    const { app } = await withClient(setup, (client) => ensureRoles(client, setup, testKey))
    const seen = await withClient(app, async (client) => {
      const without = await client.query('select count(*)::int as count from notes')
      await client.query(`begin; set local app.business_id = '${businessId}'`)
      const within = await client.query('select count(*)::int as count from notes')
      return [without.rows[0].count, within.rows[0].count]
    })
    expect(seen).toEqual([0, 86])
  })

  test('keeps the data of before whole beside it', async () => {
    const { rows } = await withClient({ ...live, database: report.previousDatabase }, (client) => client.query('select label from keyless'))
    expect(rows).toEqual([{ label: 'live' }])
  })

  test('F38: of an older version is brought to the newest in one step', async () => {
    await withClient(first.target, (client) => client.query('create database older'))
    const older = await createShop({ ...first.target, database: 'older' }, '0001-shop')
    await fillShop(older, ['lama'])
    const path = await write({ owner: older })
    expect((await inspectBackup({ path, schema: testSchema, secretKey: testKey })).manifest.migrations).toEqual(['0001-shop'])
    const { setup, owner: live } = await aLiveShop('upgraded')
    await restoreBackup(await restoreOptions(path, setup))
    const { rows } = await withClient(live, (client) => client.query('select body, colour from notes'))
    expect(rows).toEqual([{ body: 'lama', colour: 'biru' }])
  })

  test('can be rehearsed without touching anything', async () => {
    const { setup, owner: live } = await aLiveShop('rehearsed')
    const before = await databasesOf(setup)
    const target = await folders.empty()
    await rehearseBackup(await restoreOptions(await write(), setup, { files: diskFiles(target) }))
    expect(await databasesOf(setup)).toEqual(before)
    expect(await readdir(target)).toEqual([])
    expect((await contentOf(live))['keyless']).toMatch(/^1:/)
  })
})

test('F41: a backup taken while rows arrive holds one moment', async () => {
  let isWriting = true
  const arriving = withClient(owner, async (client) => {
    for (let n = 0; isWriting; n++) await client.query(`begin; insert into keyless values ('pair', ${n}); insert into numbered (label) values ('pair'); commit`)
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  const path = await write()
  isWriting = false
  await arriving
  const { setup, owner: live } = await aLiveShop('moment')
  await restoreBackup(await restoreOptions(path, setup))
  const { rows } = await withClient(live, (client) =>
    client.query(`select (select count(*)::int from keyless where label = 'pair') as keyless, (select count(*)::int from numbered where label = 'PAIR!') as numbered`),
  )
  expect(rows[0].keyless).toBeGreaterThan(0)
  expect(rows[0].numbered).toBe(rows[0].keyless)
})

describe('a backup that would not be whole is not made', () => {
  test('when row level security hides rows from the login', async () => {
    await withClient(first.target, (client) => client.query('create database hidden'))
    const shop = await createShop({ ...first.target, database: 'hidden' })
    await withClient(shop, (client) => client.query(`drop policy owner_rows on words; create policy owner_rows on words to laris_owner using (word > 'b')`))
    await expect(write({ owner: shop })).rejects.toMatchObject({ code: 'backup.rows_hidden', values: { detail: 'words' } })
  })

  test('and leaves nothing behind when it fails half way', async () => {
    const folder = await folders.empty()
    const files = diskFiles(dataDir)
    const failing = { ...files, open: () => { throw new Error('disk gone') } }
    await expect(write({ path: join(folder, 'laris.tar'), files: failing })).rejects.toThrow('disk gone')
    expect(await readdir(folder)).toEqual([])
  })
})

test('S16: without a passphrase no secret is inside', async () => {
  const text = (await readFile(await write())).toString('latin1')
  expect(text).not.toContain(testKey)
  expect(text).not.toContain('canary-session-token')
  expect(text).toContain('left_side')
})

describe('the key', () => {
  test('travels inside a sealed backup', async () => {
    const path = await write({ passphrase: 'kopi pahit' })
    expect((await readFile(path)).toString('latin1')).not.toMatch(/left_side|Warung/)
    const { setup, owner: live } = await aLiveShop('sealed')
    const report = await restoreBackup(await restoreOptions(path, setup, { passphrase: 'kopi pahit', secretKey: 'another-key-of-at-least-32-characters' }))
    expect(report.secretKey).toBe(testKey)
    expect((await withClient(setup, (client) => client.query('select count(*)::int as count from notes'))).rows[0].count).toBe(86)
    expect(live.database).toBe('sealed')
    await withClient(setup, (client) => ensureRoles(client, setup, testKey))
  })

  test('is asked for when it is absent and the present one differs', async () => {
    const options = { path: await write(), schema: testSchema, secretKey: 'another-key-of-at-least-32-characters' }
    await expect(inspectBackup(options)).rejects.toMatchObject({ code: 'backup.key_needed' })
    await expect(inspectBackup({ ...options, acceptLostKey: true })).resolves.toMatchObject({ secretKey: undefined })
  })
})

describe('one business restored alone', () => {
  test.each([
    ['from a backup of all', undefined],
    ['from its own backup, made by an older version', 'older'],
  ])('%s: others keep what they did since', async (_name, kind) => {
    const name = `alone_${kind ?? 'all'}`
    await withClient(first.target, (client) => client.query(`create database ${name}`))
    const setup = { ...first.target, database: name }
    const shop = await createShop(setup, kind && '0001-shop')
    const ours = await fillShop(shop, ['satu', 'dua'])
    const theirs = randomUUID()
    await withClient(shop, (client) => client.query(`insert into businesses values ('${theirs}', 'Toko Lain'); insert into words values ('${theirs}', 'lama')`))
    const target = await folders.empty()
    const key = await putFile(target, ours, Buffer.from('foto'))
    const path = await write({ owner: shop, files: diskFiles(target), ...(kind && { scope: { kind: 'business', businessId: ours } }) })
    await testSchema.build(shop)
    await withClient(shop, (client) =>
      client.query(`delete from notes where parent_id is not null; delete from notes; update businesses set name = 'rusak' where id = '${ours}';
        insert into words values ('${ours}', 'salah'), ('${theirs}', 'baru')`),
    )
    const elsewhere = await folders.empty()
    await restoreBusiness({ ...(await restoreOptions(path, setup, { files: diskFiles(elsewhere) })), owner: shop, businessId: ours })
    const { rows } = await withClient(shop, (client) =>
      client.query(`select (select json_agg(body order by body) from notes) as notes, (select name from businesses where id = '${ours}') as name,
        (select json_agg(word order by word collate "C") from words where business_id = '${theirs}') as theirs, (select count(*)::int from words where business_id = '${ours}') as ours`),
    )
    expect(rows[0]).toEqual({ notes: ['dua', 'satu'], name: 'Warung "Sari\\Rasa"\t', theirs: ['baru', 'lama'], ours: 7 })
    expect(await readFile(join(elsewhere, 'files', ours, key.slice(0, 2), key), 'utf8')).toBe('foto')
    expect((await databasesOf(setup)).filter((other) => other.startsWith('laris_restoring'))).toEqual([])
  })
})

describe('F42: what goes wrong after the checks leaves the live data alone', () => {
  test('a step before serving that fails', async () => {
    const { setup, owner: live } = await aLiveShop('untouched')
    const before = [await databasesOf(setup), await contentOf(live)]
    const failing = await restoreOptions(await write(), setup, { beforeServing: () => Promise.reject(new Error('erase list unreadable')) })
    await expect(restoreBackup(failing)).rejects.toThrow('erase list unreadable')
    expect([await databasesOf(setup), await contentOf(live)]).toEqual(before)
  })

  test('a backup of one business is not put in the place of all', async () => {
    const { setup, owner: live } = await aLiveShop('scoped')
    const path = await write({ scope: { kind: 'business', businessId } })
    const { manifest } = await inspectBackup({ path, schema: testSchema, secretKey: testKey })
    expect(Object.fromEntries(manifest.tables.map((table) => [table.name, table.rowCount]))).toEqual({ businesses: 1, later: 0, notes: 86, words: 7 })
    await expect(restoreBackup(await restoreOptions(path, setup))).rejects.toMatchObject({ code: 'backup.other_content', message: expect.stringContaining('--business') })
    expect((await contentOf(live))['keyless']).toMatch(/^1:/)
  })
})
