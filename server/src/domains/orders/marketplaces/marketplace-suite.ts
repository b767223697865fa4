import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { csvLines } from '#platform/files/spreadsheet'
import { createOutboundFetch } from '#platform/http/outbound-client'
import { listConflicts, moveStock } from '#domains/catalog'
import { aGood, levelOf, stockFaults } from '../../catalog/testing.ts'
import { place } from '../testing.ts'
import { listAccounts, pushAddress } from './accounts.ts'
import { beginConnection, finishConnection, setPushesStock } from './connecting.ts'
import { linkListing, listListings, sendPrice, type ListingFilter } from './listings.ts'
import { syncAllMarketplaces } from './order-sync.ts'
import { listPlaces } from './places.ts'
import { planRun } from './runs.ts'
import type { FakeListing, FakeMarketplace, FakeOrder } from './testing.ts'
import { withAccount } from './tokens.ts'
import { uploadSheet } from './upload-sheet.ts'

/** What every marketplace must do, on the whole product with a stand-in for it on loopback. */
export function marketplaceSuite(name: string, start: (now: () => Date) => Promise<FakeMarketplace>, itemIds: (index: number) => Pick<FakeListing, 'itemId' | 'externalId'>): void {
  describe(`marketplace ${name}`, () => {
    let laris: TestApp
    let fake: FakeMarketplace
    let shop: Context
    let accountId = ''
    let lastNumber = 26_112_400_000

    beforeAll(async () => {
      const clock = { now: () => new Date() }
      fake = await start(() => clock.now())
      laris = await createTestApp({ apiUrls: { [name]: fake.url }, fetch: createOutboundFetch({ allowedHosts: [new URL(fake.url).host] }), baseUrl: 'https://laris.example' })
      clock.now = () => laris.clock.now()
    })
    beforeEach(async () => {
      laris.clock.set('2026-11-24T03:00:00Z')
      Object.assign(fake.state, { orders: [], listings: [], told: [], mode: 'works', refusedListing: undefined })
      shop = await laris.newBusiness()
      accountId = await connect(shop)
    })
    afterEach(async () => {
      expect(await stockFaults(laris, shop.businessId)).toEqual([])
    })
    afterAll(async () => {
      await laris?.[Symbol.asyncDispose]()
      await fake?.[Symbol.asyncDispose]()
    })

    async function connect(ctx: Context, existing?: string): Promise<string> {
      const begun = await ctx.transaction((tx) => beginConnection(tx, { type: name, settings: fake.settings, accountId: existing }))
      const summary = await finishConnection(ctx, begun.accountId, { state: begun.returnUrl.split('/').at(-1) ?? '', answer: fake.answer })
      expect(summary).toMatchObject({ status: 'active', name: fake.state.shopName, lastError: null })
      await laris.settle()
      return begun.accountId
    }

    function sold(lines: { externalId: string; quantity: number }[], changes: Partial<FakeOrder> = {}): FakeOrder {
      const order: FakeOrder = { number: String(++lastNumber), status: 'processing', buyer: `pembeli${lastNumber}`, createdAt: laris.clock.now(), updatedAt: laris.clock.now(), shipping: 12_000, lines: lines.map((line) => ({ ...line, price: 20_000 })), ...changes }
      fake.state.orders.push(order)
      return order
    }
    function lists(index: number, sku: string, changes: Partial<FakeListing> = {}): FakeListing {
      const listing = { ...itemIds(index), name: `Barang ${sku}`, sku, price: 20_000, stock: 99, ...changes }
      fake.state.listings.push(listing)
      return listing
    }
    async function goodOf(sku: string, stock: number, buffer = 0): Promise<string> {
      const variantId = await aGood(shop, `Barang ${sku}`, stock, buffer > 0 ? { channelBuffer: buffer } : {})
      await laris.superQuery('update variants set sku = $1 where id = $2', [sku, variantId])
      return variantId
    }
    async function run(name: Parameters<typeof planRun>[1]): Promise<void> {
      await shop.transaction((tx) => planRun(tx, name, accountId))
      await laris.settle()
    }
    const sync = () => run('sync-marketplace-orders')
    const readListings = () => run('read-marketplace-listings')
    const account = async () => (await shop.transaction(listAccounts)).items[0]
    const listed = async (filter: ListingFilter = 'all') => (await shop.transaction((tx) => listListings(tx, { filter, limit: 50 }))).items
    const stored = (number: string) => laris.superQuery('select * from orders where business_id = $1 and number = $2', [shop.businessId, number])
    const pushesStock = async () => {
      await shop.transaction((tx) => setPushesStock(tx, accountId, true))
      await laris.settle()
    }

    test('consent: a foreign answer connects nothing, and no secret or token stands where it can be read', async () => {
      const begun = await shop.transaction((tx) => beginConnection(tx, { type: name, settings: {}, accountId }))
      await expect(finishConnection(shop, accountId, { state: 'x'.repeat(40), answer: fake.answer })).rejects.toMatchObject({ code: 'orders.marketplace_consent_foreign' })
      const other = await laris.newBusiness()
      const otherState = await other.transaction((tx) => beginConnection(tx, { type: name, settings: fake.settings }))
      await expect(finishConnection(shop, accountId, { state: otherState.returnUrl.split('/').at(-1) ?? '', answer: fake.answer })).rejects.toMatchObject({ code: 'orders.marketplace_consent_foreign' })
      await expect(finishConnection(shop, accountId, { state: begun.returnUrl.split('/').at(-1) ?? '', answer: { ...fake.answer, code: 'salah' } })).rejects.toMatchObject({ code: 'orders.marketplace_failed' })
      const seen = JSON.stringify([begun, await account(), await laris.superQuery('select * from marketplace_accounts'), await laris.superQuery('select payload from outbox'), await laris.superQuery('select after, before from audit_entries')])
      for (const secret of [...fake.secrets, fake.state.access, fake.state.refresh]) expect(seen).not.toContain(secret)
      await expect(shop.transaction((tx) => beginConnection(tx, { type: name, settings: { ...fake.settings, asing: 'x' } }))).rejects.toMatchObject({ code: 'invalid_input' })
      expect((await account())?.status).toBe('active')
    })

    test('orders come by spans of update time, page after page, once, with masked buyers apart', async () => {
      lists(1, 'SKU-1')
      for (let index = 0; index < 5; index++) sold([{ externalId: fake.state.listings[0].externalId, quantity: 2 }], { createdAt: new Date('2026-11-20T03:00:00Z'), updatedAt: new Date(`2026-11-${String(11 + index * 3)}T03:00:00Z`) })
      shop = await laris.newBusiness()
      accountId = await connect(shop)
      const rows = await laris.superQuery('select number, source, status, subtotal, discount, shipping_fee, total, phone, stock_state from orders where business_id = $1 order by number', [shop.businessId])
      expect(rows).toHaveLength(5)
      expect(rows[0]).toMatchObject({ source: name, status: 'processing', subtotal: 40_000, discount: 0, shipping_fee: 12_000, total: 52_000, phone: null })
      const customers = await laris.superQuery('select is_masked, phone from customers where business_id = $1', [shop.businessId])
      expect(customers).toHaveLength(5)
      expect(customers.every((row) => row['is_masked'] === true && row['phone'] === null)).toBe(true)
      const before = await laris.superQuery('select id, updated_at from orders where business_id = $1 order by id', [shop.businessId])
      laris.clock.advance(300_000)
      await sync()
      expect(await laris.superQuery('select id, updated_at from orders where business_id = $1 order by id', [shop.businessId])).toEqual(before)
      expect((await account())?.syncedUntil).toEqual(laris.clock.now())
    })

    test('sold after the connection takes from the stock once, history takes nothing, a cancellation gives back', async () => {
      const good = await goodOf('SKU-1', 10)
      const { externalId } = lists(1, 'SKU-1')
      await readListings()
      sold([{ externalId, quantity: 3 }], { createdAt: new Date('2026-11-22T03:00:00Z') })
      laris.clock.advance(60_000)
      const order = sold([{ externalId, quantity: 4 }])
      await sync()
      await sync()
      expect(await levelOf(laris, good)).toEqual({ onHand: 6, reserved: 0 })
      laris.clock.advance(60_000)
      Object.assign(order, { status: 'cancelled', updatedAt: laris.clock.now() })
      await sync()
      await sync()
      expect(await levelOf(laris, good)).toEqual({ onHand: 10, reserved: 0 })
      expect((await stored(order.number))[0]).toMatchObject({ status: 'cancelled', stock_state: 'returned' })
    })

    test('two workers whose token has run out ask for one new pair, which is stored before it is used', async () => {
      laris.clock.advance(5 * 3_600_000)
      const before = fake.state.refreshes
      const used: string[] = []
      const results = await Promise.all([1, 2, 3].map(() => withAccount(shop, accountId, async (open) => {
        const [row] = await laris.superQuery('select sealed_tokens from marketplace_accounts where id = $1', [accountId])
        expect(laris.services.secrets.open(String(row['sealed_tokens']))).toContain(open.accessToken)
        used.push(open.accessToken)
        return fake.type.readShop(shop, open)
      })))
      expect(results.every((result) => result?.value.name === fake.state.shopName)).toBe(true)
      expect(fake.state.refreshes - before).toBe(1)
      expect(new Set(used)).toEqual(new Set([fake.state.access]))
    })

    test('a token that dies early is renewed once, and the work is done', async () => {
      fake.state.access = 'dicabut'
      const before = fake.state.refreshes
      const { number } = sold([{ externalId: lists(1, 'SKU-1').externalId, quantity: 1 }])
      await sync()
      expect(await stored(number)).toHaveLength(1)
      expect(fake.state.refreshes - before).toBe(1)
    })

    test('F47: without consent the owner is told, everything waits, and Sambungkan lagi brings it all', async () => {
      const good = await goodOf('SKU-1', 10)
      const { externalId } = lists(1, 'SKU-1')
      await readListings()
      await pushesStock()
      expect(fake.state.listings[0].stock).toBe(10)
      fake.state.mode = 'no-consent'
      const order = sold([{ externalId, quantity: 2 }])
      await shop.transaction((tx) => moveStock(tx, [{ variantId: good, quantity: -1, reason: 'correction' }]))
      await laris.settle()
      await syncAllMarketplaces({ ...laris.services, ...laris.app.contexts, db: laris.database.db })
      await laris.settle()
      expect(await account()).toMatchObject({ status: 'disconnected', lastError: { kind: 'token', sentence: expect.stringContaining('Sambungkan lagi') } })
      expect(await listed()).toMatchObject([{ pushState: 'waiting' }])
      expect(await laris.superQuery('select 1 from outbox where business_id = $1 and dead_at is not null', [shop.businessId])).toEqual([])
      fake.state.mode = 'works'
      laris.clock.advance(20 * 3_600_000)
      await connect(shop, accountId)
      await laris.settle()
      expect(await stored(order.number)).toHaveLength(1)
      expect(fake.state.listings[0].stock).toBe(7)
      expect((await account())?.lastError).toBeNull()
    })

    test('S09: a push that is not proved reaches nothing; a proved one is only a reason to ask', async () => {
      const { externalId } = lists(1, 'SKU-1')
      const order = sold([{ externalId, quantity: 1 }])
      const url = pushAddress(shop, name)
      const send = async (call: { headers: Record<string, string>; body: string }, to = url) =>
        (await laris.app.server.inject({ method: 'POST', url: to.replace('https://laris.example', ''), payload: call.body, headers: { 'content-type': 'application/json', ...call.headers } })).statusCode
      const genuine = fake.push({ url, number: order.number, at: laris.clock.now() })
      const stranger = await laris.newBusiness()
      expect(await send({ ...genuine, headers: {} })).toBe(401)
      expect(await send({ ...genuine, headers: { authorization: 'salah' } })).toBe(401)
      expect(await send({ ...genuine, headers: { authorization: (genuine.headers['authorization'] ?? '').slice(0, -2) } })).toBe(401)
      expect(await send({ ...genuine, body: genuine.body.replace(order.number, '999') })).toBe(401)
      expect(await send({ ...genuine, body: JSON.stringify(JSON.parse(genuine.body), null, 1) })).toBe(401)
      expect(await send(fake.push({ url, number: order.number, at: laris.clock.now(), secret: 'rahasia-usaha-lain' }))).toBe(401)
      expect(await send(fake.push({ url, number: order.number, at: new Date(laris.clock.now().getTime() - 301_000) }))).toBe(401)
      expect(await send(genuine, pushAddress(stranger, name))).toBe(401)
      expect(await send(genuine, url.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toBe(404)
      await laris.settle()
      expect(await stored(order.number)).toHaveLength(0)
      expect(await send(genuine)).toBe(200)
      expect(await send(genuine)).toBe(200)
      await laris.settle()
      // The push says it is done; the marketplace, asked, says it is to be sent.
      expect(await stored(order.number)).toMatchObject([{ status: 'processing' }])
    })

    test('stock is told as what can be promised less the buffer, and a refused thing stays alone', async () => {
      const [good, other] = [await goodOf('SKU-1', 10, 2), await goodOf('SKU-2', 5)]
      const bundle = await aGood(shop, 'Paket', null, { stockKind: 'composed', components: [{ variantId: good, quantity: 2 }] })
      await laris.superQuery("update variants set sku = 'SKU-3' where id = $1", [bundle])
      const [first, second, third] = [lists(1, 'SKU-1'), lists(2, 'SKU-2'), lists(3, 'SKU-3')]
      fake.state.refusedListing = second.externalId
      await readListings()
      expect(fake.state.told).toEqual([])
      // Not told before the owner says so, and not shown as if it were about to be.
      expect((await listed()).map((row) => row.pushState)).toEqual(['none', 'none', 'none'])
      await pushesStock()
      expect([first.stock, third.stock]).toEqual([8, 5])
      await place(shop, good, 3)
      await laris.settle()
      expect([first.stock, third.stock]).toEqual([5, 3])
      expect(await shop.transaction((tx) => listPlaces(tx, good))).toMatchObject({ offered: 5, saved: 1, places: [{ pushState: 'accepted', stock: 5 }] })
      expect(await shop.transaction((tx) => listPlaces(tx, other))).toMatchObject({ offered: 5, saved: 0, places: [{ pushState: 'rejected', problem: expect.stringContaining('menolak') }] })
      const times = fake.state.told.length
      await run('push-marketplace-stock')
      expect(fake.state.told).toHaveLength(times)
      await shop.transaction((tx) => setPushesStock(tx, accountId, false))
      await shop.transaction((tx) => moveStock(tx, [{ variantId: good, quantity: -1, reason: 'correction' }]))
      await laris.settle()
      expect(fake.state.told).toHaveLength(times)
      expect((await listed()).every((row) => row.pushState === 'none')).toBe(true)
    })

    test('silence after the number was taken is not called saved, and saying it again does no harm', async () => {
      const good = await goodOf('SKU-1', 10)
      const listing = lists(1, 'SKU-1')
      await readListings()
      fake.state.mode = 'hang'
      await pushesStock()
      expect(listing.stock).toBe(10)
      expect(await shop.transaction((tx) => listPlaces(tx, good))).toMatchObject({ saved: 0, places: [{ pushState: 'uncertain' }] })
      fake.state.mode = 'works'
      await syncAllMarketplaces({ ...laris.services, ...laris.app.contexts, db: laris.database.db })
      await laris.settle()
      expect(await shop.transaction((tx) => listPlaces(tx, good))).toMatchObject({ saved: 1, places: [{ pushState: 'accepted', stock: 10 }] })
    })

    test('F23: two hours without the marketplace while both sides sell: never below zero, every oversold piece is listed', async () => {
      const good = await goodOf('SKU-1', 6, 2)
      const listing = lists(1, 'SKU-1')
      await readListings()
      await pushesStock()
      expect(listing.stock).toBe(4)
      fake.state.mode = 'down'
      for (let minute = 0; minute < 120; minute += 30) {
        laris.clock.advance(30 * 60_000)
        await place(shop, good, 1, { holdMinutes: 6_000 })
        sold([{ externalId: listing.externalId, quantity: 1 }])
        listing.stock--
        await syncAllMarketplaces({ ...laris.services, ...laris.app.contexts, db: laris.database.db })
        await laris.settle()
        expect(await stockFaults(laris, shop.businessId)).toEqual([])
      }
      expect(await account()).toMatchObject({ status: 'active', lastError: { kind: 'unreachable' } })
      fake.state.mode = 'works'
      await syncAllMarketplaces({ ...laris.services, ...laris.app.contexts, db: laris.database.db })
      await laris.settle()
      // Six pieces, four promised here and four sold there: two too many, both written down.
      const conflicts = await shop.transaction(listConflicts)
      expect(conflicts.reduce((sum, conflict) => sum + conflict.missing, 0)).toBe(2)
      expect((await levelOf(laris, good))?.onHand).toBe(2)
      expect(listing.stock).toBe(0)
      expect((await account())?.lastError).toBeNull()
    })

    test('listings are linked by SKU or by a person, differences are listed, and a price can be set', async () => {
      const [good, other] = [await goodOf('SKU-1', 10), await goodOf('LAIN', 3)]
      const [first, second] = [lists(1, 'SKU-1', { price: 25_000, stock: 10 }), lists(2, 'SKU-2', { stock: 3 })]
      lists(3, 'SKU-3')
      await readListings()
      expect((await listed('unlinked')).map((row) => row.sku).sort()).toEqual(['SKU-2', 'SKU-3'])
      const unlinked = (await listed()).find((row) => row.sku === 'SKU-2')
      await shop.transaction((tx) => linkListing(tx, unlinked?.id ?? '', other))
      fake.state.listings.pop()
      laris.clock.advance(60_000)
      await readListings()
      expect((await listed()).map((row) => row.variantId)).toEqual([good, other])
      const different = await listed('different')
      expect(different).toMatchObject([{ externalId: first.externalId, priceSeen: 25_000, own: { price: 20_000 } }])
      await sendPrice(shop, different[0].id)
      expect([first.price, second.price]).toEqual([20_000, 20_000])
      expect(await listed('different')).toEqual([])
      // What was not taken is not called the same.
      first.price = 30_000
      laris.clock.advance(60_000)
      await readListings()
      await laris.superQuery("update marketplace_accounts set status = 'waiting' where id = $1", [accountId])
      await expect(sendPrice(shop, different[0].id)).rejects.toMatchObject({ code: 'orders.marketplace_not_connected' })
      expect(await listed('different')).toHaveLength(1)
    })

    test('asked to wait, or answered in an unknown shape: nothing is stored, it is told, and the span is asked for again', async () => {
      const order = sold([{ externalId: lists(1, 'SKU-1').externalId, quantity: 1 }])
      const before = (await account())?.syncedUntil
      for (const [mode, kind] of [['busy', 'busy'], ['odd', 'unreachable']] as const) {
        laris.clock.advance(60_000)
        fake.state.mode = mode
        await sync()
        expect(await account()).toMatchObject({ status: 'active', syncedUntil: before, lastError: { kind } })
        expect(await stored(order.number)).toHaveLength(0)
      }
      fake.state.mode = 'works'
      await sync()
      expect(await stored(order.number)).toHaveLength(1)
      expect((await account())?.lastError).toBeNull()
    })

    test('the file to upload by hand has every good with a code, and formulas stay words', async () => {
      await goodOf('SKU-1', 10, 3)
      await goodOf('=1+1', 1)
      lists(1, 'SKU-1')
      await readListings()
      const sheet = uploadSheet(shop, fake.type)
      let text = ''
      for await (const line of csvLines(sheet.headings, sheet.rows)) text += line
      expect(text.split('\r\n')[0]).toContain(fake.type.sheet.headings.map((heading) => `"${heading}"`).join(','))
      expect(text).toContain('"SKU-1","20000","7"')
      expect(text).toContain(`"'=1+1"`)
      expect(text).toContain(`"${fake.state.listings[0].itemId}"`)
    })
  })
}
