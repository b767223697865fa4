import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { marketplaceSuite } from '../marketplace-suite.ts'
import { listChangedOrders } from './orders.ts'
import { startFakeTiktok } from './testing.ts'

marketplaceSuite('tiktok', startFakeTiktok, (index) => ({ itemId: `172938225600000000${index}`, externalId: `172938225612345678${index}` }))

test('the documented answer is read to the rupiah', async () => {
  const documented: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/orders_search_response.json'), 'utf8'))
  const fetch = async () => ({ status: 200, json: async () => documented }) as never
  const { orders } = await listChangedOrders({ fetch, apiUrls: {}, clock: { now: () => new Date() } }, { accountId: 'a', shopId: '1', accessToken: 't', config: { appKey: 'k' }, secrets: { appSecret: 's' } }, { from: new Date(0), to: new Date(1) })
  expect(orders).toMatchObject([{ number: '576684019603311365', status: 'processing', shippingFee: 9_000, discount: 0, city: 'Kota Bekasi', province: 'Jawa Barat', lines: [{ listingId: '1729382256123456789', sku: 'GAMIS-SAGE-XL', name: 'Gamis Polos · Sage, XL', quantity: 1, unitPrice: 169_000 }] }])
})
