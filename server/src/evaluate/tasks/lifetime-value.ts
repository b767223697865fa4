import { backtest, bestModel, purchaseDaysBetween, type PurchaseModel } from '#models/lifetime-value/backtest'
import { fitBgNbd, type BgNbdFit } from '#models/lifetime-value/bg-nbd'
import { fitGammaGamma } from '#models/lifetime-value/gamma-gamma'
import { daysPerWeek, purchaseHistories, type PurchaseHistory, type Transaction } from '#models/lifetime-value/purchase-history'
import { expectedFor, forecastTotal } from '#models/lifetime-value/total-forecast'
import { seededRandom } from '#models/randomness/seeded-random'
import { dayOf } from '../days.ts'
import { parseOptions, required } from '../options.ts'
import { readTable, type Row } from '../tables.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** `evaluate lifetime-value`: learns from purchases up to one day and is held against those up to another. */
export const task: EvaluateTask = {
  usage: 'lifetime-value --transactions FILE --calibration-end DATE --holdout-end DATE [--model auto|bgnbd|rate]',
  run: (args) => lifetimeValue(args),
}

async function lifetimeValue(args: string[]): Promise<object> {
  const { values } = parseOptions(args, {
    transactions: { type: 'string' },
    'calibration-end': { type: 'string' },
    'holdout-end': { type: 'string' },
    model: { type: 'string', default: 'auto' },
  })
  const file = required(values.transactions, 'transactions')
  const calibrationEnd = optionDay(values['calibration-end'], 'calibration-end')
  const holdoutEnd = optionDay(values['holdout-end'], 'holdout-end')
  if (holdoutEnd <= calibrationEnd) throw new UsageError('--holdout-end harus setelah --calibration-end')
  if (!isChoice(values.model)) throw new UsageError(`Model tidak dikenal: ${values.model}`)
  const transactions = (await readTable(file, ['customer', 'date', 'amount'])).flatMap(transactionOf)

  const started = performance.now()
  const histories = purchaseHistories(transactions, calibrationEnd)
  const weeks = (holdoutEnd - calibrationEnd) / daysPerWeek
  const fit = fitBgNbd(histories)
  const spending = fitGammaGamma(histories)
  const known = transactions.filter(({ day }) => day <= calibrationEnd)
  const history = fit.status === 'fitted' ? backtest(known, calibrationEnd, weeks) : undefined
  const model = values.model === 'auto' ? (history ? bestModel(history) : 'rate') : values.model
  const total =
    fit.status === 'fitted'
      ? forecastTotal(fit, histories, { weeks, model, logRatios: history?.logRatios ?? [], random: seededRandom(1) })
      : undefined
  const seconds = (performance.now() - started) / 1000

  const actual = purchaseDaysBetween(transactions, calibrationEnd, holdoutEnd)
  return {
    model,
    n: histories.length,
    ...(fit.status === 'fitted'
      ? { parameters: fit.parameters, logLikelihood: fit.logLikelihood, isAtBound: fit.isAtBound }
      : { parameters: { r: null, alpha: null, a: null, b: null }, logLikelihood: null, notEnoughData: fit }),
    gammaGamma:
      spending.status === 'fitted'
        ? { ...spending.parameters, logLikelihood: spending.logLikelihood, n: spending.customers }
        : { p: null, q: null, gamma: null, logLikelihood: null, n: spending.have },
    holdout: { ...compareWith(actual, histories, fit, weeks, model), interval: total?.interval ?? null },
    backtest: history && { forecasts: history.forecasts, models: history.models.map(({ model: name, meanSquaredError }) => ({ model: name, rmse: Math.sqrt(meanSquaredError) })) },
    seconds,
  }
}

function compareWith(
  actual: Map<string, number>, histories: PurchaseHistory[], fit: BgNbdFit | { status: 'not-enough-data' }, weeks: number, model: PurchaseModel,
) {
  const parameters = fit.status === 'fitted' ? fit.parameters : undefined
  const bought = Float64Array.from(histories, ({ customer }) => actual.get(customer) ?? 0)
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)
  if (!parameters && model !== 'rate') return { actual: sum(bought), predicted: null, mae: null, rmse: null, correlation: null }
  const predicted = Float64Array.from(histories, (history) =>
    expectedFor(parameters ?? { r: 1, alpha: 1, a: 1, b: 1 }, history, weeks, model),
  )
  const n = histories.length
  const error = bought.map((value, i) => value - predicted[i])
  return {
    actual: sum(bought),
    predicted: sum(predicted),
    mae: sum(error.map(Math.abs)) / n,
    rmse: Math.sqrt(sum(error.map((value) => value ** 2)) / n),
    correlation: correlation(bought, predicted),
  }
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [middleA, middleB] = [mean(a), mean(b)]
  const x = a.map((value) => value - middleA)
  const y = b.map((value) => value - middleB)
  const dot = (p: Float64Array, q: Float64Array) => p.reduce((sum, value, i) => sum + value * q[i], 0)
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y))
}

const isChoice = (value: string): value is PurchaseModel | 'auto' => ['auto', 'bgnbd', 'rate', 'mean'].includes(value)

function optionDay(value: string | undefined, name: string): number {
  const day = dayOf(required(value, name))
  if (day === undefined) throw new UsageError(`Opsi --${name} bukan tanggal YYYY-MM-DD: ${value}`)
  return day
}

/** A row without a customer is a sale over the counter: it belongs to nobody. */
function transactionOf(row: Row, index: number): Transaction[] {
  const customer = row.customer.trim()
  const day = dayOf(row.date ?? '')
  const amount = Number((row.amount ?? '').trim() || NaN)
  if (customer === '') return []
  if (day === undefined) throw new UsageError(`Baris ${index + 2}: tanggal tidak terbaca: "${row.date}"`)
  if (!Number.isFinite(amount)) throw new UsageError(`Baris ${index + 2}: nilai tidak terbaca: "${row.amount}"`)
  return [{ customer, day, amount }]
}
