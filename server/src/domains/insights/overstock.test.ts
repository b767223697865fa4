import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { newId } from '#platform/ids'
import { recordActivity, todayOf } from '#domains/activity'
import { addDays } from '#models/language/calendar'
import { aGood } from '../catalog/testing.ts'
import { readStockAdvice, refreshGoodsForecasts } from './goods-forecasts.ts'
import { listOverstock } from './overstock.ts'

let laris: TestApp
beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())

test('lists what lies still and what lasts for years, never what sells, is sold out, or never sold', async () => {
  const shop = await laris.newBusiness()
  const today = await shop.transaction(todayOf)
  const [still, years, brisk, soldOut] = [await aGood(shop, 'Diam', 12), await aGood(shop, 'Menumpuk', 4_000), await aGood(shop, 'Laris', 20), await aGood(shop, 'Habis', 0)]
  await aGood(shop, 'Baru masuk', 50)
  const sold = (variantId: string, daysAgo: number) => ({ key: `order:${newId()}`, fact: { type: 'order' as const, customerId: null, at: new Date(`${addDays(today, -daysAgo)}T03:00:00Z`), channel: 'kasir', amount: 20_000, quantity: 1, goods: [{ amount: 20_000, quantity: 1, variantId }] } })
  const daily = Array.from({ length: 120 }, (_, day) => day + 1)
  await shop.transaction((tx) => recordActivity(tx, [...[90, 95, 100].map((day) => sold(still, day)), ...Array.from({ length: 60 }, (_, day) => sold(soldOut, 61 + day)), ...daily.flatMap((day) => [sold(years, day), sold(brisk, day)])]))
  await refreshGoodsForecasts(shop)
  // What has not sold for two months is not ordered again, although it is sold out.
  const orders = new Map((await shop.transaction(readStockAdvice)).map(({ variantId, orderQuantity }) => [variantId, orderQuantity]))
  expect(orders.get(soldOut)).toBe(0)
  const found = await shop.transaction(listOverstock)
  expect(found.map(({ variantId }) => variantId)).toEqual([still, years])
  expect(found[0]).toMatchObject({ name: 'Diam', onHand: 12, lastsDays: null })
  expect(found[1].lastsDays).toBeGreaterThan(3_000)
})
