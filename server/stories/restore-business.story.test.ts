import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { aFaultShop, type FaultShop } from '../../scripts/faults/shop.ts'

/** One business goes back to its backup while Laris serves; its neighbour, what customers decided, and what has left stay as they are. */
let shop: FaultShop
let neighbourId: string
let newcomerId: string
let path: string
let bothPath: string
let conversationId: string
let erasedId: string

const product = (name: string) => ({ name, category: '', description: '', variants: [{ name: '', price: 1_000, stock: 1 }] })
const idOf = async (sql: string) => String((await shop.laris.query(sql))[0]?.['id'])
const names = async (businessId: string) => ((await shop.laris.send('GET', '/api/products', undefined, businessId)).body.items ?? []).map((one) => one['name'])
const restore = (...args: string[]) => shop.laris.run('restore', ...args)

beforeAll(async () => {
  shop = await aFaultShop()
  const { laris, provider, deliver } = shop
  const another = async (name: string) => String((await laris.send('POST', '/api/businesses', { name, sector: 'fashion', city: 'Solo' })).body['businessId'])
  neighbourId = await another('Toko B')
  await laris.send('POST', '/api/products', product('Sambal'), shop.businessId)
  await laris.send('POST', '/api/products', product('Batik'), neighbourId)
  await deliver('satu', '6281300000001', 'halo')
  await deliver('dua', '6281300000002', 'hapus data saya')
  conversationId = await idOf("select conversation_id as id from messages where external_id = 'wamid.satu'")
  erasedId = await idOf("select c.customer_id as id from messages m join conversations c on c.id = m.conversation_id where m.external_id = 'wamid.dua'")
  // Planned when the backup is taken, sent a moment later.
  const { tooMany } = provider.refusals ?? {}
  provider.faults.push(...Array.from({ length: 40 }, () => tooMany ?? { kind: 'page' as const, status: 429 }))
  const planned = await laris.send('POST', `/api/conversations/${conversationId}/messages`, { text: 'Siap kak', clientId: crypto.randomUUID() }, shop.businessId)
  expect(planned.status).toBeLessThan(300)
  path = join(laris.dataDir, '..', 'malam.tar')
  expect(await laris.run('backup', '--out', path)).toMatchObject({ code: 0 })
  provider.faults.length = 0
  await vi.waitFor(async () => expect(await laris.query("select delivery from messages where text = 'Siap kak'")).toEqual([{ delivery: 'sent' }]), { timeout: 60_000, interval: 500 })

  await laris.send('POST', '/api/products', product('Salah impor'), shop.businessId)
  await laris.send('POST', '/api/products', product('Kebaya'), neighbourId)
  expect((await laris.send('DELETE', `/api/customers/${erasedId}`, undefined, shop.businessId)).status).toBeLessThan(300)
  newcomerId = await another('Toko C')
  bothPath = join(laris.dataDir, '..', 'semua.tar')
}, 300_000)
afterAll(() => shop[Symbol.asyncDispose]())

/** All rows of the neighbour, in every table. */
async function neighbourRows(): Promise<Record<string, unknown>> {
  const tables = await shop.laris.query("select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'business_id' and table_name not in ('outbox') order by 1")
  const content: Record<string, unknown> = {}
  for (const { name } of tables) content[String(name)] = (await shop.laris.query(`select count(*)::int as n, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${String(name)} t where business_id = $1`, [neighbourId]))[0]
  return content
}

test('mistakes are said in words, and nothing is touched', async () => {
  const before = [await names(shop.businessId), await neighbourRows()]
  await writeFile(bothPath, 'bukan cadangan')
  const attempts: [string[], RegExp][] = [
    [['--business', shop.businessId], /^Sebutkan berkasnya/],
    [[join(path, '../tidak-ada.tar'), '--business', shop.businessId], /tidak-ada\.tar tidak bisa dibaca\. Data Anda yang sekarang tidak disentuh/],
    [[bothPath, '--business', shop.businessId], /^Berkas ini bukan cadangan Laris\. Data Anda yang sekarang tidak disentuh/],
    [[path, '--business', 'Toko-B'], /^Tulis id usahanya/],
    [[path, '--business', crypto.randomUUID()], /^Tidak ada usaha dengan id .* di Laris ini\. Data Anda yang sekarang tidak disentuh/],
    [[path, '--business', newcomerId], /usaha itu tidak ada di dalamnya\. Data Anda yang sekarang tidak disentuh/],
    [[path, '--passphrase-file', join(path, '../sandi.txt'), '--business', shop.businessId], /sandi\.txt tidak bisa dibaca\. Belum ada yang diubah/],
  ]
  for (const [args, words] of attempts) {
    const { code, out } = await restore(...args)
    expect({ args, code, says: words.test(out) || out, hasStack: /^\s+at /m.test(out) }).toEqual({ args, code: 1, says: true, hasStack: false })
  }
  expect([await names(shop.businessId), await neighbourRows()]).toEqual(before)
  expect((await shop.laris.query("select datname from pg_database where datname like 'laris_restoring%'")).length).toBe(0)
}, 240_000)

test('one business is back as it was; the neighbour is served on and keeps every row', async () => {
  const before = await neighbourRows()
  const statuses: number[] = []
  let isOver = false
  const reading = (async () => {
    while (!isOver) {
      statuses.push((await shop.laris.send('GET', '/api/products', undefined, neighbourId)).status)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })()
  const { code, out } = await restore(path, '--business', shop.businessId)
  isOver = true
  await reading
  expect([code, out]).toEqual([0, expect.stringContaining('Usaha lain tidak disentuh.')])
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await neighbourRows()).toEqual(before)
  expect(await names(neighbourId)).toEqual(expect.arrayContaining(['Batik', 'Kebaya']))
  expect(await names(shop.businessId)).toEqual(['Sambal'])
}, 120_000)

test('who was erased since is not brought back, and the owner hears of it', async () => {
  expect((await shop.laris.send('GET', `/api/customers/${erasedId}`, undefined, shop.businessId)).status).toBe(404)
  expect(await shop.laris.query("select 1 from messages where text = 'hapus data saya'")).toHaveLength(0)
})

test('I3: what waited in the backup is not sent a second time: its chat asks the owner', async () => {
  const rows = await shop.laris.query("select delivery, error->>'code' as code from messages where text = 'Siap kak'")
  expect(rows).toEqual([{ delivery: 'uncertain', code: 'restored' }])
  expect(shop.provider.accepted.filter((one) => one.text === 'Siap kak')).toHaveLength(1)
  const shown = await shop.laris.send('GET', `/api/conversations/${conversationId}/messages`, undefined, shop.businessId)
  expect((shown.body.items ?? []).find((one) => one['text'] === 'Siap kak')).toMatchObject({ delivery: 'uncertain' })
})
