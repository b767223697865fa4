import { QueryClient } from '@tanstack/react-query'
import type { APIRequestContext } from 'playwright-core'
import { createAppRouter } from '../../web/src/router.tsx'
import { get, post } from './owner.ts'

/** Every address of the router, as patterns: a screen that is added is walked, or the walk says what it lacks. */
export function screenPatterns(): string[] {
  return Object.keys(createAppRouter(new QueryClient()).routesByPath)
}

/** Where each parameter finds a real thing of the business. */
const parameters: Record<string, (request: APIRequestContext, businessId: string) => Promise<string>> = {
  productId: async (request, businessId) => first(await get<{ items: { productId: string }[] }>(request, '/api/products', businessId)).productId,
  orderId: async (request, businessId) => first(await get<{ items: { orderId: string }[] }>(request, '/api/orders', businessId)).orderId,
  customerId: async (request, businessId) => first(await get<{ items: { customerId: string }[] }>(request, '/api/customers', businessId)).customerId,
  conversationId: async (request, businessId) => first(await get<{ items: { conversationId: string }[] }>(request, '/api/conversations', businessId)).conversationId,
  campaignId: async (request, businessId) =>
    (await post<{ campaignId: string }>(request, '/api/campaigns', { name: 'Kabar hangat', channelId: null, variants: [{ name: 'A', text: 'Halo {{nama|Kak}}, ada kabar dari {{toko}}.' }], holdoutPercent: 25, measureDays: 14 }, businessId)).campaignId,
  accountId: async (request, businessId) => (await post<{ accountId: string }>(request, '/api/marketplaces', { type: 'shopee', settings: { partnerId: '1000001', partnerKey: 'kunci-contoh' } }, businessId)).accountId,
  segmentId: async () => 'hampir-hilang',
  report: async () => 'sales',
  // What a marketplace sends back without a code: the page says so.
  state: async () => 'tanpa-kode',
  token: async (request, businessId) => {
    const { link } = await post<{ link: string }>(request, '/api/members/invitations', { name: 'Wati', role: 'agent' }, businessId)
    return new URL(link).pathname.split('/').at(-1) ?? ''
  },
}

/** Patterns with their parameters filled from rows that exist. */
export async function screenAddresses(request: APIRequestContext, businessId: string): Promise<string[]> {
  const known = new Map<string, string>()
  const addresses: string[] = []
  for (const pattern of screenPatterns()) {
    let address = pattern
    for (const [whole, name] of pattern.matchAll(/\$([A-Za-z]+)/g)) {
      const find = parameters[name]
      if (!find) throw new Error(`The walk does not know where to find $${name} of ${pattern}; name it in e2e/harness/screens.ts`)
      const value = known.get(name) ?? (await find(request, businessId))
      known.set(name, value)
      address = address.replace(whole, value)
    }
    addresses.push(address)
  }
  return addresses
}

function first<T>(page: { items: T[] }): T {
  const [item] = page.items
  if (item === undefined) throw new Error('The example business has none of these')
  return item
}
