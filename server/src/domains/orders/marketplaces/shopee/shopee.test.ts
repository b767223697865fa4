import { ShopeeSDK } from '@congminh1254/shopee-sdk'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { marketplaceSuite } from '../marketplace-suite.ts'
import { readOrders } from './orders.ts'
import { partnerId, partnerKey, startFakeShopee } from './testing.ts'

marketplaceSuite('shopee', startFakeShopee, (index) => ({ itemId: String(100_200_300 + index), externalId: `${100_200_300 + index}:${index === 3 ? 0 : 4_400 + index}` }))

test('a client by others signs and reads as this stand-in expects', async () => {
  await using fake = await startFakeShopee(() => new Date())
  const now = new Date()
  fake.state.listings.push({ itemId: '7', externalId: '7:0', name: 'Nastar', sku: 'N', price: 1_000, stock: 5 })
  fake.state.orders.push({ number: 'A1', status: 'processing', buyer: 'sari', createdAt: now, updatedAt: now, shipping: 0, lines: [{ externalId: '7:0', quantity: 1, price: 1_000 }] })
  let kept: unknown = null
  const storage = { store: async (token: unknown) => void (kept = token), get: async () => kept, clear: async () => void (kept = null) }
  const sdk = new ShopeeSDK({ partner_id: Number(partnerId), partner_key: partnerKey, base_url: `${fake.url}/api/v2`, shop_id: Number(fake.state.shopId) }, storage as never)
  await sdk.authenticateWithCode('kode-izin', Number(fake.state.shopId))
  const seconds = Math.floor(now.getTime() / 1_000)
  const list = await sdk.order.getOrderList({ time_range_field: 'update_time', time_from: seconds - 60, time_to: seconds + 60, page_size: 20 } as never)
  expect(list.response.order_list?.map((order) => order.order_sn)).toEqual(['A1'])
  await sdk.product.updateStock({ item_id: 7, stock_list: [{ model_id: 0, seller_stock: [{ stock: 4 }] }] } as never)
  expect(fake.state.told).toEqual([{ externalId: '7:0', quantity: 4 }])
})

test('the documented answer is read to the rupiah', async () => {
  const documented: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/get_order_detail_response.json'), 'utf8'))
  const fetch = async () => ({ status: 200, json: async () => documented }) as never
  const [order] = await readOrders({ fetch, apiUrls: {}, clock: { now: () => new Date() } }, { accountId: 'a', shopId: '1', accessToken: 't', config: { partnerId }, secrets: { partnerKey } }, ['2611240ABCD123'])
  expect(order).toMatchObject({ number: '2611240ABCD123', status: 'processing', buyerId: 'sari.wulan', shippingFee: 12_000, discount: 0, city: 'KOTA BEKASI', note: 'bungkus kado', lines: [{ listingId: '100200300:4400', sku: 'NASTAR-500', quantity: 2, unitPrice: 85_000 }] })
})
