import type { Page } from 'playwright-core'
import { until } from './example-shop.ts'
import { get, post } from './owner.ts'
import { settle } from './visitor.ts'

/** Pictures of what grows with a shop: they come from the example shop for food, which has a year behind it. */
export async function pictureExampleShop(page: Page, shoot: (page: Page, name: string) => Promise<void>): Promise<void> {
  const request = page.context().request
  await post(request, '/api/demo', {})
  const ownId = await page.evaluate(() => localStorage.getItem('laris.business') ?? '')
  const me = await get<{ businesses: { businessId: string; name: string; isDemo: boolean }[] }>(request, '/api/me', ownId)
  const shop = me.businesses.find((one) => one.isDemo && one.name.startsWith('Dapur'))
  if (!shop) throw new Error('The example shop for food is missing')
  await until(async () => (await get<{ decisions: unknown[] }>(request, '/api/home', shop.businessId)).decisions.length > 0, 120_000)
  await page.evaluate((id) => localStorage.setItem('laris.business', id), shop.businessId)
  const orders = await get<{ items: { customerId: string | null }[] }>(request, '/api/orders', shop.businessId)
  const buyer = orders.items.find((order) => order.customerId !== null)?.customerId ?? ''
  for (const [name, address] of [...addresses, ['28-pelanggan', `/pelanggan/${buyer}`]]) {
    await page.goto(address)
    await settle(page)
    await shoot(page, name)
  }
}

const addresses = [
  ['22-saran-minggu-ini', '/'],
  ['23-pesanan', '/jualan/pesanan'],
  ['24-kasir', '/kasir'],
  ['25-kelompok', '/pelanggan/kelompok'],
  ['26-promosi', '/promosi'],
  ['27-laporan', '/laporan/sales'],
] as const
