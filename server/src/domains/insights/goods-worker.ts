import { indonesianCalendar } from '#models/forecasting/calendar-id'
import { forecastDemand } from '#models/forecasting/forecast'
import { reorderAdvice } from '#models/forecasting/reorder'
import { demandQuantile, totalDemand } from '#models/forecasting/total-demand'

/** Runs on a thread of its own (`runInWorker`). */
export interface GoodsInput {
  /** First day of the series. */
  start: string
  /** Pieces a day, oldest first, all over the same days. */
  series: Float64Array[]
  /** Pieces that can be promised; `null` for what is not counted. */
  available: (number | null)[]
  supplierDays: number
  orderEveryDays: number
}

export interface GoodsAdvice {
  /** Pieces expected until goods of the next order would be here; `null` where nobody can tell. */
  expected: number | null
  low: number
  high: number
  orderQuantity: number
  method: string
}

const serviceLevel = 0.9

/** What will sell, and how many to order now, for each series. */
export function adviseGoods({ start, series, available, supplierDays, orderEveryDays }: GoodsInput): GoodsAdvice[] {
  const horizon = supplierDays + orderEveryDays
  const forecasts = forecastDemand(series, { horizon, timeline: { start, periodDays: 1 }, calendar: indonesianCalendar })
  return forecasts.map((forecast, index) => {
    if (forecast.status !== 'ok') return { expected: null, low: 0, high: 0, orderQuantity: 0, method: forecast.reason }
    const total = totalDemand(forecast, horizon)
    const onHand = available[index]
    const advice = onHand === null ? undefined : reorderAdvice({ forecast, onHand, onOrder: 0, leadTimePeriods: supplierDays, reviewPeriods: orderEveryDays, serviceLevel })
    return { expected: total.mean, low: demandQuantile(total, 0.1), high: demandQuantile(total, 0.9), orderQuantity: advice?.quantity ?? 0, method: forecast.method }
  })
}
