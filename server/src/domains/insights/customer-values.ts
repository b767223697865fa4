import { sql } from 'kysely'
import type { Context, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { findProfile, readOrdersOf, readPurchaseDays, todayOf, type CustomerProfileRow } from '#domains/activity'
import { findVariantFacts } from '#domains/catalog'
import { familyOf } from '#domains/customers'
import { runInWorker } from '#models/background/run-in-worker'
import { nextOf, type Rhythm } from './rhythm.ts'
import { findResult, saveResult } from './results.ts'
import type { ValueInput, ValueOutput } from './value-worker.ts'
import type { CustomerForecastRow, Tables } from './tables.ts'

/** What one customer may bring is told for so long ahead. */
export const valueWeeks = 13

/** Fits the models of customers on a thread of its own and keeps one row a customer; too little data keeps none. */
export async function refreshCustomerValues(ctx: Context, signal?: AbortSignal): Promise<void> {
  const { rows, today } = await ctx.transaction(async (tx) => ({ rows: await readPurchaseDays(tx), today: await todayOf(tx) }))
  const ids = [...new Set(rows.map((row) => row.customerId))]
  const numbers = new Map(ids.map((id, index) => [id, index]))
  const input: ValueInput = {
    customer: Int32Array.from(rows, (row) => numbers.get(row.customerId) ?? 0),
    day: Int32Array.from(rows, (row) => Date.parse(row.day) / 86_400_000),
    amount: Float64Array.from(rows, (row) => row.amount),
    endDay: Date.parse(today) / 86_400_000,
    weeks: valueWeeks,
  }
  const output = await runInWorker<ValueOutput>({ module: new URL('./value-worker.ts', import.meta.url), name: 'forecastCustomers', args: [input] }, signal ? { signal } : {})
  await ctx.transaction((tx) => keep(tx, ids, output, today))
}

async function keep(tx: Transaction, ids: string[], { rhythm, values }: ValueOutput, today: string): Promise<void> {
  await saveResult(tx, 'rhythm', rhythm)
  await tenant<Tables>(tx).delete('customerForecasts').execute()
  for (let start = 0; start < (values?.length ?? 0); start += batch) {
    const some = values?.slice(start, start + batch) ?? []
    await sql`
      insert into customer_forecasts (business_id, id, as_of, alive_percent, spend, spend_low, spend_high)
      select ${tx.businessId}::uuid, u.id, ${today}::date, u.alive, u.spend, u.low, u.high
      from unnest(${some.map((row) => ids[row.customer])}::uuid[], ${some.map((row) => row.alivePercent)}::int[], ${some.map((row) => row.spend)}::bigint[], ${some.map((row) => row.low)}::bigint[], ${some.map((row) => row.high)}::bigint[]) as u(id, alive, spend, low, high)`.execute(tx.db)
  }
}

const batch = 5_000

export interface CustomerInsight {
  orders: number
  spend: number
  firstOrderOn: string | null
  lastOrderOn: string | null
  favourites: { variantId: string; name: string; inOrders: number; pieces: number }[]
  /** 0 for Monday; only where half of at least four orders fell on it. */
  weekday: { weekday: number; inOrders: number } | null
  channel: { channel: string; inOrders: number } | null
  /** The middle half of what an order came to. */
  usualAmount: { low: number; high: number } | null
  rhythm: { usualDays: number; sinceDays: number; nextFrom: string; nextTo: string; isLate: boolean } | null
  value: { spend: number; low: number; high: number; days: number } | null
  /** Chance in percent that they still buy here; unknown where the shop has too few customers. */
  alivePercent: number | null
}

/** What is known of one customer's buying, each with how often it was seen. What was seen too seldom stays blank. */
export async function describeCustomer(tx: Transaction, customerId: string): Promise<CustomerInsight> {
  const [profile, orders, today] = [await findProfile(tx, customerId), await readOrdersOf(tx, customerId), await todayOf(tx)]
  const [rootId] = await familyOf(tx, customerId)
  const forecast = await tenant<Tables>(tx).select('customerForecasts').selectAll().where('id', '=', rootId).executeTakeFirst()
  const rhythm = (await findResult<Rhythm>(tx, 'rhythm'))?.result ?? null
  const days = [...new Set(orders.map((order) => order.day))].sort()
  return {
    orders: profile?.orders ?? 0,
    spend: profile?.spend ?? 0,
    firstOrderOn: profile?.firstOrderOn ?? null,
    lastOrderOn: profile?.lastOrderOn ?? null,
    favourites: await favouritesOf(tx, orders),
    weekday: mostSeen(orders.map((order) => (new Date(Date.parse(order.day)).getUTCDay() + 6) % 7), ([weekday, inOrders]) => ({ weekday, inOrders })),
    channel: mostSeen(orders.map((order) => order.channel), ([channel, inOrders]) => ({ channel, inOrders })),
    usualAmount: middleHalf(orders.map((order) => order.amount)),
    rhythm: rhythm && days.length > 1 ? nextOf(rhythm, days, today) : null,
    ...valueOf(profile, forecast),
  }
}

function valueOf(profile: CustomerProfileRow | undefined, forecast: CustomerForecastRow | undefined): Pick<CustomerInsight, 'value' | 'alivePercent'> {
  if (!forecast || !profile || profile.orders < 2) return { value: null, alivePercent: null }
  const { spend, spendLow, spendHigh } = forecast
  return { alivePercent: forecast.alivePercent, value: spend === null || spendLow === null || spendHigh === null ? null : { spend, low: spendLow, high: spendHigh, days: valueWeeks * 7 } }
}

/** In two orders at least, and in a third of all. */
async function favouritesOf(tx: Transaction, orders: Awaited<ReturnType<typeof readOrdersOf>>): Promise<CustomerInsight['favourites']> {
  const counts = new Map<string, { inOrders: number; pieces: number }>()
  for (const { variantId, quantity } of orders.flatMap((order) => order.goods)) {
    const before = counts.get(variantId) ?? { inOrders: 0, pieces: 0 }
    counts.set(variantId, { inOrders: before.inOrders + 1, pieces: before.pieces + quantity })
  }
  const often = [...counts].filter(([, { inOrders }]) => inOrders >= 2 && inOrders * 3 >= orders.length).sort(([, a], [, b]) => b.inOrders - a.inOrders || b.pieces - a.pieces)
  const facts = await findVariantFacts(tx, often.map(([id]) => id))
  return often.flatMap(([variantId, count]) => {
    const name = facts.get(variantId)?.name
    return name === undefined ? [] : [{ variantId, name, ...count }]
  }).slice(0, 5)
}

function mostSeen<Key, Result>(keys: Key[], toResult: (entry: [Key, number]) => Result): Result | null {
  const counts = new Map<Key, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  const best = [...counts].sort(([, a], [, b]) => b - a)[0]
  return best && keys.length >= 4 && best[1] * 2 >= keys.length ? toResult(best) : null
}

function middleHalf(amounts: number[]): { low: number; high: number } | null {
  if (amounts.length < 4) return null
  const sorted = amounts.toSorted((a, b) => a - b)
  return { low: sorted[Math.floor(sorted.length / 4)], high: sorted[Math.ceil((sorted.length * 3) / 4) - 1] }
}

