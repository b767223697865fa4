import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import yauzl from 'yauzl'
import type { Context } from '#platform/context'
import { createTestApp, testSecretKey, type TestApp } from '#platform/database/testing'
import { diskFiles } from '#platform/database/backup/files'
import { larisSchema } from '#platform/database/backup/laris-schema'
import { restoreBackup } from '#platform/database/backup/restore'
import { newId } from '#platform/ids'
import { recordConsent } from '#domains/customers'
import { connectChannel, receiveSample } from '#domains/conversations'
import { recordOrder } from '#domains/orders'
import { readDecisions, replayDecisions } from '../src/erasure-replay.ts'
import { personalDataKeepers } from '../src/personal-data.ts'
import { anInstallation, type Installation } from './security/testing.ts'

/**
 * UU PDP over the whole schema: every column that can hold words is declared, every declared column reaches the copy that
 * a person gets, and none of it is left after erasing, in rows, files, or an older backup.
 */
const personalTables = personalDataKeepers.flatMap((keeper) => Object.entries(keeper.tables))
const phone = '+6281298700011'

async function wordColumns(laris: TestApp): Promise<{ table: string; column: string; type: string }[]> {
  const rows = await laris.superQuery(`
    select c.table_name as table, c.column_name as column, c.data_type as type from information_schema.columns c
    join pg_class k on k.relname = c.table_name and k.relrowsecurity and k.relnamespace = 'public'::regnamespace
    where c.table_schema = 'public' and c.data_type in ('text', 'jsonb', 'json', 'ARRAY', 'bytea', 'character varying') order by 1, 2`)
  return rows.map((row) => ({ table: String(row['table']), column: String(row['column']), type: String(row['type']) }))
}

test('every column that can hold words says whether it is about a person', async () => {
  await using laris = await createTestApp()
  const without = new Set(personalDataKeepers.flatMap((keeper) => keeper.withoutPeople))
  const tables = new Map(personalTables)
  const columns = await wordColumns(laris)
  const undeclared = columns.filter(({ table, column }) => !without.has(table) && !(tables.get(table) && (column in (tables.get(table)?.personal ?? {}) || tables.get(table)?.plain.includes(column))))
  expect(undeclared.map(({ table, column }) => `${table}.${column}`)).toEqual([])
  const known = new Set((await laris.superQuery(`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`)).map((row) => row['name']))
  const stale = personalTables.flatMap(([table, { personal, plain }]) => [...Object.keys(personal), ...plain].map((column) => `${table}.${column}`)).filter((name) => !known.has(name))
  expect(stale).toEqual([])
})

describe('one person in every table', () => {
  let shop: Installation
  let ctx: Context
  let folder: string
  let customerId: string
  let neighbourId: string
  const canary = (table: string, column: string) => `KENARI ${table}.${column}`
  const columns = personalTables.flatMap(([table, { personal }]) => Object.keys(personal).map((column) => ({ table, column })))

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'laris-pdp-'))
    shop = await anInstallation({ dataDir: folder })
    ctx = shop.laris.app.contexts.forBusiness(shop.businessId, { kind: 'system' })
    const channel = await connectChannel(ctx, { type: 'webchat', settings: { name: 'Situs' } })
    await receiveSample(ctx, channel.channelId, { name: 'Rini', phone, texts: ['Halo kak'], at: ctx.now() })
    await receiveSample(ctx, channel.channelId, { name: 'Dewi', phone: '+6281298700012', texts: ['Ada sambal?'], at: ctx.now() })
    const people = (await shop.owner.send('GET', '/api/customers')).body['items'] as { customerId: string; name: string }[]
    customerId = people.find((one) => one.name === 'Rini')?.customerId ?? ''
    neighbourId = people.find((one) => one.name === 'Dewi')?.customerId ?? ''
    for (const [id, number] of [['A-1', phone], ['B-1', '+6281298700012']] as const) {
      await ctx.transaction((tx) => recordOrder(tx, { number: id, source: 'manual', customerName: 'Rini', phone: number, status: 'unpaid', lines: [{ sku: 'S', name: 'Sambal', quantity: 1, unitPrice: 25_000 }], shippingFee: 0, placedAt: ctx.now() }))
    }
    await fillEveryTable()
  }, 120_000)
  afterAll(async () => {
    await shop[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  /** A row of this person in every declared table, with a canary in every personal column. */
  async function fillEveryTable(): Promise<void> {
    const { laris } = shop
    const file = await ctx.files.put(shop.businessId, Buffer.from('KENARI berkas'))
    const [conversation] = await laris.superQuery('select id, channel_id from conversations where customer_id = $1', [customerId])
    const [message] = await laris.superQuery('select id, external_id from messages where conversation_id = $1', [conversation?.['id']])
    const [order] = await laris.superQuery('select id from orders where phone = $1', [phone])
    const [{ id: twin } = {}] = await laris.superQuery(`select id from customers where id = $1`, [neighbourId])
    const [codeId, importId, campaignId, postId] = [newId(), newId(), newId(), newId()]
    await insertRow(laris, 'imports', { id: importId })
    await insertRow(laris, 'campaigns', { id: campaignId })
    await insertRow(laris, 'social_posts', { id: postId })
    const own: Record<string, Record<string, unknown>> = {
      message_statuses: { channel_id: conversation?.['channel_id'], external_id: message?.['external_id'] },
      attachments: { message_id: message?.['id'] },
      assistant_lessons: { message_id: message?.['id'] },
      chat_carts: { customer_id: customerId, order_id: order?.['id'] },
      idempotency_keys: { key: 'satu' },
      inbound_failures: { channel_id: conversation?.['channel_id'] },
      import_findings: { import_id: importId },
      referral_codes: { id: codeId, code: 'RINI1', customer_id: customerId },
      referrals: { code_id: codeId, customer_id: customerId },
      customer_merges: { survivor_id: customerId, absorbed_id: twin, undone_at: new Date() },
      parcel_cards: { customer_id: customerId, order_id: order?.['id'] },
      customer_profiles: { id: customerId },
      customer_forecasts: { id: customerId },
      recommendations: { kind: 'customer', id: customerId },
      decisions: { subjects: `{${customerId}}` },
      campaign_deliveries: { campaign_id: campaignId, conversation_id: conversation?.['id'], customer_id: customerId },
      social_post_chats: { post_id: postId, conversation_id: conversation?.['id'], customer_id: customerId },
    }
    await insertRow(laris, 'referral_codes', own['referral_codes'] ?? {})
    for (const [table] of personalTables) {
      if (table === 'referral_codes') continue
      const [{ count } = { count: 0 }] = await laris.superQuery(`select count(*)::int as count from ${table} where business_id = $1`, [shop.businessId])
      const byOrder = (await laris.superQuery(`select 1 from information_schema.columns where table_name = $1 and column_name = 'order_id'`, [table])).length > 0 && table !== 'parcel_cards'
      if (Number(count) > 0 && !(table in own)) continue
      await insertRow(laris, table, own[table] ?? (byOrder ? { order_id: order?.['id'] } : { customer_id: customerId }))
    }
    for (const [table, { personal }] of personalTables) for (const column of Object.keys(personal)) await plant(laris, table, column)
    await laris.superQuery('update attachments set file_key = $1 where business_id = $2', [file.key, shop.businessId])
  }

  async function insertRow(laris: TestApp, table: string, given: Record<string, unknown>): Promise<void> {
    const needed = await laris.superQuery(`select column_name as name, data_type as type from information_schema.columns where table_name = $1 and table_schema = 'public' and is_nullable = 'NO' and column_default is null`, [table])
    const sample: Record<string, unknown> = { text: 'contoh', uuid: crypto.randomUUID(), jsonb: '{}', ARRAY: '{}', integer: 1, bigint: 1, boolean: false, 'timestamp with time zone': new Date(), date: '2026-11-24' }
    const row: Record<string, unknown> = Object.fromEntries(needed.map(({ name, type }) => [String(name), sample[String(type)]]))
    Object.assign(row, { business_id: shop.businessId, id: newId() }, given)
    const names = Object.keys(row)
    await laris.superQuery(`insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(row))
  }

  /** Into the rows of this person alone: the neighbour's must survive. */
  async function plant(laris: TestApp, table: string, column: string): Promise<void> {
    const [{ type } = { type: '' }] = await laris.superQuery(`select data_type as type from information_schema.columns where table_name = $1 and column_name = $2 and table_schema = 'public'`, [table, column])
    if (column === 'phone' || column === 'birth_year' || column.endsWith('_key') || (table === 'message_statuses' && column === 'external_id')) return
    const text = canary(table, column)
    // Found by what they hold, not by whose they are.
    const isFoundByWords = ['inbound_failures', 'import_findings', 'idempotency_keys'].includes(table)
    const planted = isFoundByWords ? `${text} ${phone.slice(1)}` : text
    const value = type === 'jsonb' ? JSON.stringify({ isi: planted }) : type === 'ARRAY' ? (column === 'subjects' ? [customerId, planted] : [planted]) : planted
    const scope = await scopeOf(laris, table)
    await laris.superQuery(`update ${table} set ${column} = $1 where business_id = $2 and ${scope}`, [value, shop.businessId])
    if (table === 'messages' && column === 'external_id') await laris.superQuery(`update message_statuses set external_id = $1 where business_id = $2`, [text, shop.businessId])
  }

  async function scopeOf(laris: TestApp, table: string): Promise<string> {
    const names = new Set((await laris.superQuery(`select column_name as name from information_schema.columns where table_name = $1`, [table])).map((row) => row['name']))
    if (table === 'customers') return `id = '${customerId}'`
    if (table === 'orders') return `phone = '${phone}'`
    if (names.has('order_id') && table !== 'parcel_cards') return `order_id in (select id from orders where phone = '${phone}')`
    if (table === 'conversations') return `customer_id = '${customerId}'`
    if (names.has('conversation_id')) return `conversation_id in (select id from conversations where customer_id = '${customerId}')`
    return names.has('customer_id') ? `customer_id = '${customerId}'` : 'true'
  }

  async function everywhere(needle: string): Promise<string[]> {
    const { laris } = shop
    const tables = await laris.superQuery(`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`)
    const found: string[] = []
    for (const { name } of tables) {
      const rows = await laris.superQuery(`select 1 from ${String(name)} t where position($1 in t::text) > 0 limit 1`, [needle])
      if (rows.length > 0) found.push(String(name))
    }
    return found
  }

  test('the copy holds every personal column, every file, and nothing of the neighbour', async () => {
    const answer = await shop.laris.app.server.inject({ method: 'GET', url: `/api/customers/${customerId}/data.zip`, headers: { cookie: shop.owner.cookie() }, remoteAddress: '127.0.0.1' })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip'])
    const entries = await unzip(answer.rawPayload)
    const json = entries.get('data.json')?.toString() ?? ''
    const html = entries.get('data.html')?.toString() ?? ''
    const planted = columns.filter(({ table, column }) => column !== 'phone' && column !== 'birth_year' && !column.endsWith('_key') && !(table === 'message_statuses' && column === 'external_id'))
    expect(planted.length).toBeGreaterThan(40)
    expect(planted.filter(({ table, column }) => !json.includes(canary(table, column)))).toEqual([])
    expect(planted.filter(({ table, column }) => !html.includes(canary(table, column)))).toEqual([])
    expect(json).toContain(phone)
    expect([...entries].some(([name, content]) => name.startsWith('berkas/') && content.toString() === 'KENARI berkas')).toBe(true)
    expect(json).not.toContain('+6281298700012')
    expect(json).not.toContain('sealed')
    expect(html).not.toContain('<script')
  })

  test('UU PDP: erased, nothing is left in rows, files and a restored older backup; the books and the neighbour stay', async () => {
    const { laris } = shop
    expect((await shop.owner.send('POST', '/api/backups')).status).toBe(202)
    await expect.poll(async () => (await shop.owner.send('GET', '/api/backups')).body['items'].length, { timeout: 30_000 }).toBe(1)
    const snapshotAt = laris.clock.now().toISOString()
    laris.clock.advance(60_000)
    await ctx.transaction((tx) => recordConsent(tx, { customerId: neighbourId, purpose: 'marketing', isGranted: false, source: 'staff' }))
    const { body: request } = await shop.owner.send('POST', `/api/customers/${customerId}/data-requests`, { kind: 'erase', source: 'chat', note: 'KENARI catatan' })
    const { status, body } = await shop.owner.send('POST', `/api/data-requests/${String(request['dataRequestId'])}/closing`, { status: 'done', outcome: 'KENARI jawaban' })
    expect([status, body['request'].status, body['request'].customerId]).toEqual([200, 'done', null])
    await laris.settle()
    expect(await everywhere('KENARI')).toEqual([])
    expect(await everywhere(phone.slice(1))).toEqual([])
    expect((await laris.superQuery('select customer_name, phone, total from orders where number = $1', ['A-1']))[0]).toEqual({ customer_name: '', phone: null, total: 25_000 })
    expect((await shop.owner.send('GET', `/api/customers/${neighbourId}`)).body['name']).toBe('Dewi')
    expect((await laris.superQuery('select count(*)::int as count from messages'))[0]?.['count']).toBeGreaterThan(0)
    expect((await shop.owner.send('GET', `/api/customers/${customerId}`)).status).toBe(404)

    const [name = ''] = await readdir(join(folder, 'backups'))
    await using restored = await restoreElsewhere(laris, join(folder, 'backups', name), snapshotAt)
    expect(restored.report).toEqual({ erased: 1, withdrawn: 1 })
    expect(await restored.find('KENARI')).toEqual([])
    expect(await restored.find(phone.slice(1))).toEqual([])
    expect(await restored.find('Dewi')).toContain('customers')
  }, 120_000)

  async function restoreElsewhere(laris: TestApp, path: string, snapshotAt: string) {
    const setup = inject('databaseServer')
    const target = { ...setup, database: `pdp_${newId().replaceAll('-', '')}` }
    const removed: string[] = []
    const owner = new pg.Client(laris.database.logins.owner)
    await owner.connect()
    const decisions = await readDecisions(folder, owner, snapshotAt)
    await owner.end()
    let report = { erased: 0, withdrawn: 0 }
    await restoreBackup({
      path, setup: target, schema: await larisSchema(), secretKey: testSecretKey, files: diskFiles(await mkdtemp(join(folder, 'elsewhere-'))),
      beforeServing: async (client) => {
        report = await replayDecisions(client, decisions, { remove: (_, key) => Promise.resolve(void removed.push(key)) })
      },
    })
    const client = new pg.Client(target)
    await client.connect()
    return {
      report,
      async find(needle: string): Promise<string[]> {
        const { rows } = await client.query<{ name: string }>(`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`)
        const found: string[] = []
        for (const { name } of rows) if ((await client.query(`select 1 from "${name}" t where position($1 in t::text) > 0 limit 1`, [needle])).rows.length > 0) found.push(name)
        return found
      },
      async [Symbol.asyncDispose]() {
        await client.end()
        const admin = new pg.Client({ ...setup, database: 'postgres' })
        await admin.connect()
        await admin.query(`drop database if exists ${target.database} with (force)`)
        await admin.end()
      },
    }
  }
})

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, file) => (file ? resolve(file) : reject(error ?? new Error('no zip')))))
  const entries = new Map<string, Buffer>()
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (!stream) return reject(error ?? new Error('no stream'))
        buffer(stream).then((content) => {
          entries.set(entry.fileName, content)
          zip.readEntry()
        }, reject)
      })
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
    zip.readEntry()
  })
}
