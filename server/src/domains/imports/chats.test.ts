import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { listLessons } from '#domains/assistant'
import { writeCatalogRows } from '#domains/catalog'
import { listCustomers } from '#domains/customers'
import { zipOf } from './files/testing.ts'
import { dropAbandoned } from './abandoned.ts'
import { decideFinding, listFindings } from './findings.ts'
import { applyImport, undoImport } from './imports.ts'
import { getImport } from './store.ts'
import { receiveFile } from './uploads.ts'

let laris: TestApp
let shop: Context

beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())

const chat = [
  '21/07/2026 10.00 - Pesan dan panggilan terenkripsi secara end-to-end.',
  '21/07/2026 10.00 - Bu Rini: kak bandeng presto masih ada?',
  '21/07/2026 10.02 - Toko Sari: Ada kak, bandeng presto 75rb ya',
  '21/07/2026 11.00 - Bu Rini: ongkir ke Banyumanik berapa kak?',
  '21/07/2026 11.05 - Toko Sari: Ongkir Banyumanik 10rb kak',
  '22/07/2026 09.00 - +62 812-3456-7890: ongkir ke Banyumanik berapa?',
  '22/07/2026 09.30 - Toko Sari: Ongkir Banyumanik 10rb kak',
  '22/07/2026 09.31 - +62 812-3456-7890: <Media tidak disertakan>',
  '31/07/2026 09.31 - +62 812-3456-7890: Banyumanik ongkir berapa ya kak',
].join('\r\n')
const upload = (content: string | Uint8Array, name: string) => receiveFile(shop, { name, content: Readable.from([Buffer.from(content)]) })

test('a chat brings customers, questions to confirm, prices that differ and answering times; an undo takes them back', async () => {
  shop = await laris.newBusiness({ name: 'Sari' })
  await shop.transaction((tx) => writeCatalogRows(tx, [{ sku: 'B', name: 'Bandeng presto', variant: '', price: 80_000 }, { sku: 'L', name: 'Lumpia', variant: '', price: 15_000 }], { reference: 'r', position: 0 }))
  const preview = await upload(zipOf([{ name: 'IMG-1.jpg', content: 'x' }, { name: 'Chat WhatsApp dengan Bu Rini.txt', content: chat }]), 'Chat WhatsApp dengan Bu Rini.zip')
  expect(preview).toMatchObject({ kind: 'chat', chat: { messages: 8, system: 1, media: 1, senders: [{ name: '+62 812-3456-7890', isOwn: false }, { name: 'Toko Sari', isOwn: true }, { name: 'Bu Rini', isOwn: false }] } })
  await shop.transaction((tx) => applyImport(tx, preview.importId, { corrections: [], ownSenders: ['Toko Sari'] }))
  await laris.settle()
  expect(await shop.transaction((tx) => getImport(tx, preview.importId))).toMatchObject({ status: 'done', addedCount: 2 })

  const { fileKey } = await shop.transaction((tx) => getImport(tx, preview.importId))
  // What people wrote is not kept.
  expect(await text(await shop.files.open(shop.businessId, fileKey))).toBe('')
  const { items } = await shop.transaction((tx) => listCustomers(tx, { limit: 10 }))
  expect(items.map((one) => [one.name, one.phone]).toSorted()).toEqual([['', '+6281234567890'], ['Bu Rini', null]])
  const findings = await shop.transaction((tx) => listFindings(tx, preview.importId))
  expect(findings.map(({ kind, payload }) => [kind, payload])).toEqual([
    ['question', expect.objectContaining({ count: 3, answer: 'Ongkir Banyumanik 10rb kak' })],
    ['price', expect.objectContaining({ name: 'Bandeng presto', quoted: 75_000, listed: 80_000 })],
  ])
  const responses = await laris.superQuery('select seconds from import_responses where business_id = $1 order by asked_at', [shop.businessId])
  expect(responses.map((row) => row['seconds'])).toEqual([120, 300, 1_800])
  const [{ count }] = await laris.superQuery('select count(*)::int as count from messages where business_id = $1', [shop.businessId])
  expect(count).toBe(0)

  const [question] = findings
  await shop.transaction((tx) => decideFinding(tx, preview.importId, question.id, { status: 'taken', question: 'Ongkir ke Banyumanik berapa?', answer: 'Ongkir Banyumanik Rp10.000.' }))
  expect(await shop.transaction(listLessons)).toMatchObject([{ answer: 'Ongkir Banyumanik Rp10.000.' }])

  const again = await upload(chat, 'chat.txt')
  await shop.transaction((tx) => applyImport(tx, again.importId, { corrections: [], ownSenders: ['Toko Sari'] }))
  await laris.settle()
  expect(await shop.transaction((tx) => getImport(tx, again.importId))).toMatchObject({ addedCount: 0 })

  await shop.transaction((tx) => undoImport(tx, preview.importId))
  await laris.settle()
  expect((await shop.transaction((tx) => listCustomers(tx, { limit: 10 }))).items).toEqual([])
})

test('an archive that climbs out of itself or holds no chat is refused, and nothing of it is kept', async () => {
  shop = await laris.newBusiness({ name: 'Sari' })
  await expect(upload(zipOf([{ name: '../chat.txt', content: chat }]), 'x.zip')).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(upload(zipOf([{ name: 'foto.jpg', content: 'x' }]), 'x.zip')).rejects.toThrow('tidak ada chat')
  const [{ count }] = await laris.superQuery('select count(*)::int as count from imports where business_id = $1', [shop.businessId])
  expect(count).toBe(0)
})

test('a chat that was looked at and never taken in is gone after a week; what was taken in stays', async () => {
  shop = await laris.newBusiness({ name: 'Ragu' })
  const left = await upload(chat, 'chat.txt')
  const taken = await upload('Es teh 5rb', 'harga.txt')
  await shop.transaction((tx) => applyImport(tx, taken.importId, []))
  await laris.settle()
  const { fileKey } = await shop.transaction((tx) => getImport(tx, left.importId))
  laris.clock.advance(6 * 86_400_000)
  await dropAbandoned(shop)
  expect(await text(await shop.files.open(shop.businessId, fileKey))).toContain('Bu Rini')
  laris.clock.advance(2 * 86_400_000)
  await dropAbandoned(shop)
  await expect(shop.transaction((tx) => getImport(tx, left.importId))).rejects.toMatchObject({ status: 404 })
  expect(await text(await shop.files.open(shop.businessId, fileKey))).toBe('')
  expect(await shop.transaction((tx) => getImport(tx, taken.importId))).toMatchObject({ status: 'done' })
})
