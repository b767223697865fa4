import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { listSegments, segmentsOf } from '#domains/activity'
import { aGood } from '../catalog/testing.ts'
import { place } from './testing.ts'

let laris: TestApp
beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())

test('an order written down with a number alone counts for one customer, who is in a segment at once', async () => {
  const shop = await laris.newBusiness()
  const shirt = await aGood(shop, 'Parang', 9)
  const first = await place(shop, shirt, 1, { phone: '0812-3456-7890' })
  await laris.settle()
  expect((await shop.transaction(listSegments)).find(({ segmentId }) => segmentId === 'baru-sekali')).toMatchObject({ members: 1 })
  const second = await place(shop, shirt, 1, { phone: '+62 812 3456 7890', customerName: 'Rini' })
  expect(second.customerId).toBe(first.customerId)
  await laris.settle()
  expect((await shop.transaction((tx) => segmentsOf(tx, first.customerId ?? ''))).map(({ segmentId }) => segmentId)).toEqual(['mulai-kembali'])
})

test('a number that the assistant heard joins an order to nobody', async () => {
  const shop = await laris.newBusiness()
  const shirt = await aGood(shop, 'Parang', 9)
  await place(shop, shirt, 1, { phone: '081234567890' })
  expect(await place(shop.as({ kind: 'assistant' }), shirt, 1, { phone: '081234567890' })).toMatchObject({ customerId: null })
})
