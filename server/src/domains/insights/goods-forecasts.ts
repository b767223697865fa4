import { sql } from 'kysely'
import type { Context, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { readGoodsDays, todayOf } from '#domains/activity'
import { listStock } from '#domains/catalog'
import { runInWorker } from '#models/background/run-in-worker'
import { addDays } from '#models/language/calendar'
import { daysBetween } from './days.ts'
import type { GoodsAdvice, GoodsInput } from './goods-worker.ts'
import { getInsightSettings } from './settings.ts'
import type { Tables, VariantForecastRow } from './tables.ts'

const knownDays = 364
const shownWeeks = 12
export const stillDays = 60

/** Forecasts what sells, from what sold each day, on a thread of its own; one row a variant that sold at all. */
export async function refreshGoodsForecasts(ctx: Context, signal?: AbortSignal): Promise<void> {
  const { rows, today, settings, stock } = await ctx.transaction(async (tx) => {
    const day = await todayOf(tx)
    return { today: day, rows: await readGoodsDays(tx, addDays(day, -knownDays)), settings: await getInsightSettings(tx), stock: await readAllStock(tx) }
  })
  // Today is not over.
  const past = rows.filter((row) => row.day < today)
  const start = past.reduce((first, row) => (row.day < first ? row.day : first), today)
  const length = daysBetween(start, today)
  const byVariant = [...Map.groupBy(past, (row) => row.variantId)].filter(([id]) => stock.has(id))
  const series = byVariant.map(([, list]) => {
    const days = new Float64Array(length)
    for (const { day, quantity } of list) days[daysBetween(start, day)] = Math.max(0, quantity)
    return days
  })
  const input: GoodsInput = { start, series, available: byVariant.map(([id]) => stock.get(id) ?? null), supplierDays: settings.supplierDays, orderEveryDays: settings.orderEveryDays }
  const advice = series.length === 0 ? [] : await runInWorker<GoodsAdvice[]>({ module: new URL('./goods-worker.ts', import.meta.url), name: 'adviseGoods', args: [input] }, signal ? { signal } : {})
  const days = settings.supplierDays + settings.orderEveryDays
  await ctx.transaction((tx) => keep(tx, advice.flatMap(({ expected, low, high, orderQuantity, method }, index) => (expected === null ? [] : [{ id: byVariant[index][0], asOf: today, soldWeekly: weekly(series[index]), expected, expectedLow: low, expectedHigh: high, days, orderQuantity: liesStill(series[index]) ? 0 : orderQuantity, method }]))))
}

async function keep(tx: Transaction, rows: Omit<VariantForecastRow, 'businessId'>[]): Promise<void> {
  await tenant<Tables>(tx).delete('variantForecasts').execute()
  if (rows.length === 0) return
  await sql`
    insert into variant_forecasts (business_id, id, as_of, sold_weekly, expected, expected_low, expected_high, days, order_quantity, method)
    select ${tx.businessId}::uuid, (r ->> 'id')::uuid, (r ->> 'asOf')::date, array(select jsonb_array_elements_text(r -> 'soldWeekly')::real), (r ->> 'expected')::real, (r ->> 'expectedLow')::real, (r ->> 'expectedHigh')::real, (r ->> 'days')::int, (r ->> 'orderQuantity')::int, r ->> 'method'
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as r`.execute(tx.db)
}

async function readAllStock(tx: Transaction): Promise<Map<string, number | null>> {
  const stock = new Map<string, number | null>()
  let cursor: string | undefined
  do {
    const page = await listStock(tx, { limit: 200, cursor })
    for (const item of page.items) if (item.isForSale) stock.set(item.variantId, item.stockKind === 'counted' ? item.available : null)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return stock
}

/** Nothing was sold for so long that more of it would be too much, whatever a year of sales says. */
function liesStill(days: Float64Array): boolean {
  return days.subarray(-stillDays).every((sold) => sold === 0)
}

function weekly(days: Float64Array): number[] {
  return Array.from({ length: shownWeeks }, (_, week) => {
    const end = days.length - (shownWeeks - 1 - week) * 7
    return days.subarray(Math.max(0, end - 7), Math.max(0, end)).reduce((sum, value) => sum + value, 0)
  })
}

export interface StockAdvice extends Omit<VariantForecastRow, 'businessId' | 'id'> {
  variantId: string
}

/** What to order now, most first, and what sells as foreseen. */
export async function readStockAdvice(tx: Transaction): Promise<StockAdvice[]> {
  const rows = await tenant<Tables>(tx).select('variantForecasts').selectAll().orderBy('orderQuantity', 'desc').orderBy('expected', 'desc').orderBy('id').limit(500).execute()
  return rows.map(({ businessId: _, id, ...row }) => ({ variantId: id, ...row }))
}
