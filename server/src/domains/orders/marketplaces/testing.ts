import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { MarketplaceType } from './marketplace.ts'
import type { OrderStatus } from '../tables.ts'

export interface FakeOrder {
  number: string
  status: OrderStatus
  buyer: string
  createdAt: Date
  updatedAt: Date
  shipping: number
  lines: { externalId: string; quantity: number; price: number }[]
}

export interface FakeListing {
  itemId: string
  externalId: string
  name: string
  sku: string
  price: number
  stock: number
}

/** What a stand-in for a marketplace knows; tests change it as buyers and sellers would. */
export interface FakeState {
  shopId: string
  shopName: string
  orders: FakeOrder[]
  listings: FakeListing[]
  /** Every number that was accepted, in order. */
  told: { externalId: string; quantity: number }[]
  access: string
  refresh: string
  refreshes: number
  /** `hang`: takes stock and never answers; `odd`: answers in no documented shape. */
  mode: 'works' | 'down' | 'busy' | 'no-consent' | 'hang' | 'odd'
  refusedListing: string | undefined
  now(): Date
}

export interface FakeCall {
  method: string
  path: string
  query: Record<string, string>
  headers: IncomingMessage['headers']
  body: string
}

export interface FakeMarketplace extends AsyncDisposable {
  type: MarketplaceType
  url: string
  state: FakeState
  settings: Record<string, string>
  secrets: string[]
  /** What the browser brings back from the marketplace. */
  answer: Record<string, string>
  /** A push about an order, signed by the marketplace. */
  push(input: { url: string; number: string; at: Date; secret?: string }): { headers: Record<string, string>; body: string }
}

export interface FakeAnswer {
  status?: number
  body: unknown
}

/** A page of so many rows, to see that the next one is asked for. */
export const fakePage = 2

export function newFakeState(shopId: string, now: () => Date): FakeState {
  return { shopId, shopName: `Toko ${shopId}`, orders: [], listings: [], told: [], access: `access-0-${shopId}`, refresh: `refresh-0-${shopId}`, refreshes: 0, mode: 'works', refusedListing: undefined, now }
}

/** A new pair for a code or an old refresh token, which dies with its use. */
export function rotate(state: FakeState): void {
  state.refreshes++
  state.access = `access-${state.refreshes}-${state.shopId}`
  state.refresh = `refresh-${state.refreshes}-${state.shopId}`
}

export function changedIn(state: FakeState, from: Date, to: Date): FakeOrder[] {
  return state.orders.filter((order) => order.updatedAt >= from && order.updatedAt <= to).sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
}

export function totalOf(order: FakeOrder): number {
  return order.lines.reduce((sum, line) => sum + line.quantity * line.price, 0) + order.shipping
}

/** Takes a number, or says that this thing is not accepted. */
export function tell(state: FakeState, externalId: string, quantity: number): boolean {
  const listing = state.listings.find((one) => one.externalId === externalId)
  if (!listing || state.refusedListing === externalId) return false
  listing.stock = quantity
  state.told.push({ externalId, quantity })
  return true
}

/** Serves one marketplace on loopback. `answer` gives `undefined` for what hangs. */
export async function serveFake(state: FakeState, answer: (call: FakeCall) => FakeAnswer | undefined): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://fake')
      if (state.mode === 'down') return response.writeHead(503).end('{}')
      if (state.mode === 'busy') return response.writeHead(429).end('{}')
      if (state.mode === 'odd') return response.writeHead(200).end('{}')
      const said = answer({ method: request.method ?? 'GET', path: url.pathname, query: Object.fromEntries(url.searchParams), headers: request.headers, body })
      // The connection ends without an answer, as when a network goes away.
      if (!said) return void request.socket.destroy()
      return response.writeHead(said.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(said.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
