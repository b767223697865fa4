import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { listProducts } from '#domains/catalog'
import { applyImport, runImport, runUndo, undoImport } from './imports.ts'
import { getImport } from './store.ts'
import { previewCatalogFile } from './uploads.ts'

let laris: TestApp
let shop: Context

beforeAll(async () => {
  laris = await createTestApp()
})
beforeEach(async () => {
  shop = await laris.newBusiness()
})
afterAll(() => laris[Symbol.asyncDispose]())

const once = { workId: 'w', number: 1, isLast: false, signal: new AbortController().signal }
const stored = (importId: string) => shop.transaction((tx) => getImport(tx, importId))
const products = async () => (await shop.transaction((tx) => listProducts(tx, { limit: 200 }))).items

async function upload(count: number, more = 0): Promise<string> {
  const lines = Array.from({ length: count }, (_, index) => `S${index},Barang ${index},${1_000 + index + more},${10 + more},Rak ${more}`)
  const { importId } = await previewCatalogFile(shop, { name: 'besar.csv', bytes: Buffer.from(['SKU,Nama barang,Harga,Stok,Kategori', ...lines].join('\n')) })
  await shop.transaction((tx) => applyImport(tx, importId, []))
  return importId
}

async function written(count: number, more = 0): Promise<string> {
  const importId = await upload(count, more)
  await laris.settle()
  return importId
}

function failingAfter(transactions: number): Context {
  let left = transactions
  return { ...shop, transaction: (work) => (left-- > 0 ? shop.transaction(work) : Promise.reject(new Error('killed'))) }
}

test('a batch that the database has no time for is written in smaller ones, each row once', async () => {
  await laris.superQuery(`create function refuse_many() returns trigger language plpgsql as $$
    begin if (select count(*) from fresh) > 150 then raise exception 'too slow' using errcode = '57014'; end if; return null; end $$`)
  await laris.superQuery('create trigger refuse_many after insert on variants referencing new table as fresh for each statement execute function refuse_many()')
  try {
    const importId = await upload(1_200)
    await runImport(shop, { importId }, once)
    expect(await stored(importId)).toMatchObject({ status: 'done', addedCount: 1_200, skippedCount: 0, doneCount: 1_200 })
  } finally {
    await laris.superQuery('drop trigger refuse_many on variants')
  }
})

test('a large import is taken back in pieces that a crash does not stop', async () => {
  const importId = await written(2_600)
  await shop.transaction((tx) => undoImport(tx, importId))
  expect(await stored(importId)).toMatchObject({ status: 'undoing', addedCount: 2_600 })
  expect(await products()).not.toHaveLength(0)
  const before = (await stored(importId)).doneCount
  await expect(runUndo(failingAfter(2), { importId }, once)).rejects.toThrow('killed')
  const after = await stored(importId)
  expect(after).toMatchObject({ status: 'undoing' })
  expect(after.doneCount).toBeGreaterThan(before)
  expect(after.doneCount).toBeLessThan(2_600)
  await laris.settle()
  expect(await stored(importId)).toMatchObject({ status: 'undone' })
  expect(await products()).toEqual([])
  expect(await laris.superQuery('select 1 from import_changes where import_id = $1', [importId])).toEqual([])
})

test('taking back that fails for good says so, and goes on when it is asked again', async () => {
  const importId = await written(1_200)
  await shop.transaction((tx) => undoImport(tx, importId))
  let calls = 0
  const failingOnce: Context = { ...shop, transaction: (work) => (calls++ === 0 ? Promise.reject(new Error('broken')) : shop.transaction(work)) }
  await expect(runUndo(failingOnce, { importId }, { ...once, isLast: true })).rejects.toThrow('broken')
  expect(await stored(importId)).toMatchObject({ status: 'failed', error: expect.stringContaining('Batalkan lagi') })
  await shop.transaction((tx) => undoImport(tx, importId))
  await laris.settle()
  expect([(await stored(importId)).status, await products()]).toEqual(['undone', []])
})

test('a small import is taken back at once, to prices, stock and categories of before', async () => {
  await written(3)
  const before = await products()
  const importId = await written(3, 5)
  expect((await products())[0]).toMatchObject({ category: 'Rak 5', variants: [{ price: 1_005, stock: 15 }] })
  await shop.transaction((tx) => undoImport(tx, importId))
  expect(await stored(importId)).toMatchObject({ status: 'undone' })
  expect((await products()).map(({ updatedAt: _, ...rest }) => rest)).toEqual(before.map(({ updatedAt: _, ...rest }) => rest))
})
