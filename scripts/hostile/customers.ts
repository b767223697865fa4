import { attributePaths } from '../../server/src/models/attribution/attribute-paths.ts'
import { forecastDemand } from '../../server/src/models/forecasting/forecast.ts'
import { demandQuantile, totalDemand } from '../../server/src/models/forecasting/total-demand.ts'
import { timelineOf } from '../../server/src/models/forecasting/timeline.ts'
import { backtest } from '../../server/src/models/lifetime-value/backtest.ts'
import { fitBgNbd, type PurchaseCounts } from '../../server/src/models/lifetime-value/bg-nbd.ts'
import { fitGammaGamma } from '../../server/src/models/lifetime-value/gamma-gamma.ts'
import { learnRhythm } from '../../server/src/models/lifetime-value/next-purchase.ts'
import { purchaseHistories, type Transaction } from '../../server/src/models/lifetime-value/purchase-history.ts'
import { rfm } from '../../server/src/models/lifetime-value/rfm.ts'
import { forecastTotal } from '../../server/src/models/lifetime-value/total-forecast.ts'
import { seededRandom } from '../../server/src/models/randomness/seeded-random.ts'
import { generate, names, rows, scatter, type HostileCase } from './case.ts'

const people = names(1_000_000, 'c')
const endDay = 1_000
const transactions = (customers: number) => generate(rows, (i): Transaction => ({ customer: people[scatter(i, customers)], day: scatter(i * 7, endDay), amount: 1 + scatter(i, 90_000) }))
const histories = (count: number, one: (i: number) => PurchaseCounts) => Array.from({ length: count }, (_, i) => one(i))

export const customerCases: Record<string, HostileCase> = {
  'histories of a million customers': { seconds: 60, run: () => purchaseHistories(transactions(1_000_000), endDay).length },
  'histories, all rows of one customer': { seconds: 60, run: () => purchaseHistories(transactions(1), endDay) },
  'BG/NBD and Gamma–Gamma, a million customers': {
    seconds: 120,
    run: () => {
      const past = purchaseHistories(transactions(1_000_000), endDay)
      return [fitBgNbd(past), fitGammaGamma(past)]
    },
  },
  'BG/NBD, every age different, nobody leaves': { seconds: 120, run: () => fitBgNbd(histories(2_000_000, (i) => ({ repeats: scatter(i, 400), recency: 100 + i / 1e5, age: 100 + i / 1e5 }))) },
  'BG/NBD, a million repeats each': { seconds: 60, run: () => fitBgNbd(histories(100_000, (i) => ({ repeats: 1_000_000 - (i % 50), recency: 500, age: 500 + i / 1e3 }))) },
  'BG/NBD, one customer a million repeats, others none': { seconds: 60, run: () => fitBgNbd(histories(1_000_000, (i) => ({ repeats: i < 10 ? 1_000_000 : 0, recency: i < 10 ? 1e-6 : 0, age: 1e6 }))) },
  'Gamma–Gamma, amounts over thirty orders of size': { seconds: 60, run: () => fitGammaGamma(Array.from({ length: 1_000_000 }, (_, i) => ({ repeats: 1 + scatter(i, 1_000), meanSpend: 10 ** (scatter(i, 30) - 15) }))) },
  'total of a million customers, ten years ahead': {
    seconds: 120,
    run: () => {
      const past = purchaseHistories(transactions(1_000_000), endDay)
      const fit = fitBgNbd(past)
      return fit.status === 'fitted' ? forecastTotal(fit, past, { weeks: 520, model: 'mean', logRatios: [3, -3], random: seededRandom(1) }) : fit
    },
  },
  'backtest of all rows': { seconds: 180, run: () => backtest([...transactions(1_000_000)], endDay, 52) },
  'RFM, all rows': { seconds: 60, run: () => rfm(Array.from({ length: rows }, (_, i) => ({ recencyDays: scatter(i, 1_000), frequency: scatter(i, 50), monetary: scatter(i, 1e9) }))).length },
  'rhythm of one person with all gaps': { seconds: 30, run: () => learnRhythm([Array.from({ length: rows }, (_, i) => scatter(i, 60))], { medianDays: 30, weight: 5 }) },
  'forecast, 10,000 series of 1,000 days': {
    seconds: 120,
    run: () => forecastDemand(Array.from({ length: rows / 1_000 }, (_, s) => Float64Array.from({ length: 1_000 }, (__, t) => scatter(s * 1_000 + t, 9))), { horizon: 28, timeline: { start: '2023-01-01', periodDays: 1 } }).length,
  },
  'forecast, one series of all rows': { seconds: 120, run: () => forecastDemand([Float64Array.from({ length: rows }, (_, t) => scatter(t, 9))], { horizon: 1_000 })[0] },
  'forecast, a million series of 10 periods': { seconds: 120, run: () => forecastDemand(Array.from({ length: rows / 10 }, (_, s) => Float64Array.from({ length: 10 }, (__, t) => scatter(s * 10 + t, 3))), { horizon: 1_000 }).length },
  'quantile of a long forecast': {
    seconds: 60,
    run: () => {
      const [forecast] = forecastDemand([Float64Array.from({ length: 1_000_000 }, (_, t) => scatter(t, 1e9))], { horizon: 1_000 })
      return forecast.status === 'ok' ? demandQuantile(totalDemand(forecast, 1_000), 0.999) : forecast
    },
  },
  'timeline of all rows': { seconds: 30, run: () => timelineOf(Array.from({ length: rows }, (_, i) => `20${10 + (i % 80)}-01-01`)) },
  'attribution, all rows': { seconds: 60, run: () => attributePaths(Array.from({ length: rows / 4 }, (_, i) => ({ channels: [people[scatter(i, 50)], people[scatter(i * 3, 50)], people[scatter(i * 7, 50)], people[1]], conversions: i % 2, value: i, nulls: 1 }))) },
  'attribution, one path of all rows': { seconds: 60, run: () => attributePaths([{ channels: Array.from({ length: rows }, (_, i) => people[scatter(i, 30)]), conversions: 1, value: 1, nulls: 0 }]) },
  'attribution, 2,000 channels': { seconds: 120, run: () => attributePaths(Array.from({ length: 20_000 }, (_, i) => ({ channels: names(20, '').map((_name, k) => people[scatter(i * 20 + k, 2_000)]), conversions: 1, value: 1, nulls: 1 }))).channels.length },
  'attribution, a channel for every row': { seconds: 30, run: () => attributePaths(Array.from({ length: 1_000_000 }, (_, i) => ({ channels: [people[i]], conversions: 1, value: 1, nulls: 1 }))) },
}
