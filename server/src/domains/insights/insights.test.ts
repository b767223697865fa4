import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { rebuildActivity, segmentMembers } from '#domains/activity'
import { addDays } from '#models/language/calendar'
import { describeCustomer } from './customer-values.ts'
import { decide, listDecisions } from './decisions.ts'
import { readStockAdvice } from './goods-forecasts.ts'
import { readFigures } from './figures/figures.ts'
import type { FourWeeks } from './four-weeks.ts'
import { readHome } from './home.ts'
import { findResult } from './results.ts'
import { refreshInsights } from './refresh.ts'
import { scorecardPdf } from './scorecard-pdf.ts'
import { readScorecard } from './scorecard.ts'
import { reports } from './reports/registry.ts'
import { saveInsightSettings } from './settings.ts'
import { supplierText } from './supplier-text.ts'
import { aShopWithPast, type SimulatedShop } from './testing.ts'

let laris: TestApp
let shop: Context
let empty: Context
let past: SimulatedShop
const today = '2026-11-24'

beforeAll(async () => {
  laris = await createTestApp()
  shop = await laris.newBusiness()
  empty = await laris.newBusiness()
  past = await aShopWithPast(shop, { today })
  await laris.settle()
  await refreshInsights(shop)
  await refreshInsights(empty)
}, 120_000)
afterAll(() => laris[Symbol.asyncDispose]())

const orders = (filter: (day: string) => boolean) => past.facts.flatMap(({ key, fact }) => (key.startsWith('order') && fact && filter(new Date(fact.at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)) ? [fact] : []))

test('sums are what the events say, after thousands of them in pieces', async () => {
  expect(await shop.transaction(rebuildActivity)).toEqual({ shopDays: 0, variantDays: 0, customerDays: 0, customerProfiles: 0 })
})

describe('home', () => {
  test('says what the events say', async () => {
    const home = await shop.transaction(readHome)
    const yesterday = orders((day) => day === '2026-11-23')
    expect(home.yesterday).toMatchObject({ orders: yesterday.length, amount: yesterday.reduce((sum, fact) => sum + (fact.amount ?? 0), 0) })
    expect(home.weekBefore).toMatchObject({ from: '2026-11-16', to: '2026-11-17', orders: orders((day) => day === '2026-11-16' || day === '2026-11-17').length })
    const { answers } = await shop.transaction(readFigures)
    expect(answers).toMatchObject({ before: { median: expect.any(Number) as number }, after: { median: expect.any(Number) as number } })
    expect(answers?.after?.median).toBeLessThan(answers?.before?.median ?? 0)
  })

  test('adds up four weeks at night: baskets and people who came back, as the events say', async () => {
    const inside = orders((day) => day > '2026-10-27' && day <= today)
    const stored = (await shop.transaction((tx) => findResult<FourWeeks>(tx, 'four-weeks')))?.result
    const buyers = new Set(inside.map((fact) => fact.customerId))
    const earlier = new Set(orders((day) => day <= '2026-10-27').map((fact) => fact.customerId))
    expect(stored?.now).toMatchObject({ orders: inside.length, basket: Math.round(inside.reduce((sum, fact) => sum + (fact.amount ?? 0), 0) / inside.length), buyers: buyers.size, returning: [...buyers].filter((id) => earlier.has(id)).length })
    expect(stored?.ratings).toEqual({ asked: 0, answered: 0, good: 0 })
    expect((await empty.transaction((tx) => findResult<FourWeeks>(tx, 'four-weeks')))?.result.now).toMatchObject({ orders: 0, basket: null, buyers: 0 })
  })

  test('counts the work saved with the minutes that the owner says', async () => {
    const { workload } = await shop.transaction(readFigures)
    expect(workload.replies).toBeGreaterThan(0)
    expect(workload.minutes).toBe(workload.replies * 2)
    await shop.transaction((tx) => saveInsightSettings(tx, { minutesPerReply: 3, supplierDays: 7, orderEveryDays: 7 }))
    expect((await shop.transaction(readFigures)).workload.minutes).toBe(workload.replies * 3)
  })

  test('knows nothing of a shop without a past, and says so with zeros and nulls', async () => {
    expect(await empty.transaction(readHome)).toMatchObject({ knownDays: 0, waiting: 0, yesterday: { chats: 0, orders: 0 } })
    expect(await empty.transaction(readFigures)).toMatchObject({ answers: { before: null, after: null }, computed: { conversion: { channels: [], answerers: [] }, promises: { due: 0 }, gain: { extra: null, margin: null } } })
    expect(await empty.transaction(listDecisions)).toEqual([])
  })
})

describe('suggestions', () => {
  test('are three at most, with their people, a range, and what speaks for them', async () => {
    const decisions = await shop.transaction(listDecisions)
    expect(decisions.length).toBeGreaterThan(0)
    expect(decisions.length).toBeLessThanOrEqual(3)
    for (const decision of decisions) {
      expect(decision.low).toBeLessThanOrEqual(decision.high)
      expect(decision.subjects.length).toBeGreaterThan(0)
    }
    const slipping = decisions.find((decision) => decision.kind === 'slipping')
    const inside = await shop.transaction((tx) => segmentMembers(tx, 'hampir-hilang'))
    expect(inside).toEqual(expect.arrayContaining(slipping?.subjects ?? ['none']))
  })

  test('marked wrong do not come again on the same evidence; taken back they may', async () => {
    const [decision] = await shop.transaction(listDecisions)
    await shop.transaction((tx) => decide(tx, decision.id, 'wrong'))
    laris.clock.advance(7 * 86_400_000)
    await refreshInsights(shop)
    expect((await shop.transaction(listDecisions)).map((one) => one.kind)).not.toContain(decision.kind)
    await shop.transaction((tx) => decide(tx, decision.id, 'open'))
    await refreshInsights(shop)
    expect((await shop.transaction(listDecisions)).map((one) => one.kind)).toContain(decision.kind)
    laris.clock.advance(-7 * 86_400_000)
  })

  test('chosen twice in a week are the same ones', async () => {
    const before = await shop.transaction(listDecisions)
    await refreshInsights(shop)
    expect(await shop.transaction(listDecisions)).toEqual(before)
  })
})

describe('a customer', () => {
  test('is described by what was seen often enough', async () => {
    const regular = past.customerIds.map((id) => ({ id, orders: past.facts.filter(({ fact }) => fact?.customerId === id && fact.type === 'order').length })).sort((a, b) => b.orders - a.orders)[0]
    const insight = await shop.transaction((tx) => describeCustomer(tx, regular.id))
    expect(insight.orders).toBe(regular.orders)
    expect(insight.favourites[0].inOrders).toBeGreaterThanOrEqual(2)
    expect(insight.rhythm).toMatchObject({ usualDays: expect.any(Number) as number, sinceDays: expect.any(Number) as number })
    expect(insight.value?.low).toBeLessThanOrEqual(insight.value?.high ?? 0)
    expect(insight.alivePercent).toBeGreaterThan(0)
  })

  test('of whom little is known stays blank', async () => {
    const { aCustomer } = await import('../customers/testing.ts')
    const stranger = await aCustomer(shop, { name: 'Baru' })
    expect(await shop.transaction((tx) => describeCustomer(tx, stranger))).toEqual({ orders: 0, spend: 0, firstOrderOn: null, lastOrderOn: null, favourites: [], weekday: null, channel: null, usualAmount: null, rhythm: null, value: null, alivePercent: null })
  })
})

test('stock advice says what to order, also as a text for the supplier', async () => {
  const advice = await shop.transaction(readStockAdvice)
  expect(advice.length).toBe(4)
  expect(advice[0].orderQuantity).toBeGreaterThan(0)
  const { text, goods } = await shop.transaction(supplierText)
  expect(text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(goods)
  expect(text).toContain(`: ${advice[0].orderQuantity}`)
})

describe.each(reports.map((report) => [report.key, report] as const))('report %s', (_key, report) => {
  const period = { from: addDays(today, -27), to: today }

  test('has a cell for every column, and draws columns that it has', async () => {
    for (const ctx of [shop, empty]) {
      const { columns, rows, chart } = await ctx.transaction((tx) => report.run(tx, period))
      for (const row of rows) expect(row).toHaveLength(columns.length)
      for (const key of chart ? [chart.x, chart.y] : []) expect(columns.map((column) => column.key)).toContain(key)
    }
  })
})

test('reports over the same days add up to the same orders', async () => {
  const period = { from: addDays(today, -27), to: today }
  const run = async (key: string) => shop.transaction(async (tx) => reports.find((report) => report.key === key)?.run(tx, period))
  const raw = orders((day) => day >= period.from && day <= period.to)
  const amount = raw.reduce((sum, fact) => sum + (fact.amount ?? 0), 0)
  const total = async (key: string, column: string) => {
    const result = await run(key)
    const at = result?.columns.findIndex((one) => one.key === column) ?? -1
    return result?.rows.reduce((sum, row) => sum + Number(row[at]), 0)
  }
  expect((await run('sales'))?.facts).toMatchObject({ amount, orders: raw.length })
  expect(await total('sales', 'amount')).toBe(amount)
  expect(await total('channels', 'amount')).toBe(amount)
  expect(await total('products', 'amount')).toBe(amount)
})

test('real orders and messages are counted, also those from before there were sums; told again nothing changes', async () => {
  const { addProduct, listProducts } = await import('#domains/catalog')
  const { cancelOrder, placeOrder } = await import('#domains/orders')
  const { rebuildInsights } = await import('./rebuild.ts')
  const { aCustomer } = await import('../customers/testing.ts')
  const own = await laris.newBusiness()
  await own.transaction((tx) => addProduct(tx, { name: 'Kerupuk', category: '', description: '', variants: [{ name: 'Udang', price: 10_000, stock: 50 }] }))
  const variantId = (await own.transaction((tx) => listProducts(tx, { limit: 1 }))).items[0].variants[0].variantId
  const buyer = await aCustomer(own, { name: 'Rini' })
  const place = (quantity: number) => own.transaction((tx) => placeOrder(tx, { source: 'manual', customerId: buyer, customerName: 'Rini', delivery: 'pickup', lines: [{ variantId, quantity }] }))
  await place(2)
  const second = await place(3)
  await laris.settle()
  const { findProfile } = await import('#domains/activity')
  expect(await own.transaction((tx) => findProfile(tx, buyer))).toMatchObject({ orders: 2, spend: 50_000, variantIds: [variantId] })
  await own.transaction((tx) => cancelOrder(tx, second.id, 'Batal'))
  await laris.settle()
  expect(await own.transaction((tx) => findProfile(tx, buyer))).toMatchObject({ orders: 1, spend: 20_000 })
  expect(await rebuildInsights(own)).toMatchObject({ orders: 2, changed: 0, differences: { shopDays: 0, variantDays: 0, customerDays: 0, customerProfiles: 0 } })
  for (const table of ['activity_events', 'shop_days', 'variant_days', 'customer_days', 'customer_profiles']) await laris.superQuery(`delete from ${table} where business_id = $1`, [own.businessId])
  expect((await rebuildInsights(own)).changed).toBe(1)
  expect(await own.transaction((tx) => findProfile(tx, buyer))).toMatchObject({ orders: 1, spend: 20_000 })
})

describe('the scorecard of a month', () => {
  const cardOf = (ctx: Context, month: string) => ctx.transaction((tx) => readScorecard(tx, month, today))
  const sumOf = (days: (day: string) => boolean) => orders(days).reduce((sum, fact) => sum + (fact.amount ?? 0), 0)

  test('a whole month stands beside the whole month before', async () => {
    const { lines, until } = await cardOf(shop, '2026-10')
    expect(until).toBeNull()
    expect(lines[0]).toMatchObject({ title: 'Penjualan', value: sumOf((day) => day.startsWith('2026-10')), before: sumOf((day) => day.startsWith('2026-09')) })
    expect(lines[1].value).toBe(orders((day) => day.startsWith('2026-10')).length)
  })

  test('a month that is not over stands beside the same days of the one before', async () => {
    const { lines, until } = await cardOf(shop, '2026-11')
    expect(until).toBe(today)
    expect(lines[0]).toMatchObject({ value: sumOf((day) => day >= '2026-11-01' && day <= today), before: sumOf((day) => day >= '2026-10-01' && day <= '2026-10-24') })
  })

  test('is one page, and says what nobody knows as a dash', async () => {
    for (const [ctx, month] of [[shop, '2026-10'], [empty, '2026-11']] as const) {
      const pdf = (await scorecardPdf('Toko Uji', await cardOf(ctx, month))).toString('latin1')
      expect(pdf.startsWith('%PDF-')).toBe(true)
      expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
    }
    expect((await cardOf(empty, '2026-11')).lines.map((line) => line.value)).toEqual([0, 0, null, 0, 0, 0, null, 0, 0, 0])
  })
})
