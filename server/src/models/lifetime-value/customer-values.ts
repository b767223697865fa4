import { seededRandom } from '../randomness/seeded-random.ts'
import { backtest, bestModel, type PurchaseModel } from './backtest.ts'
import { fitBgNbd, type BgNbdFit } from './bg-nbd.ts'
import { probabilityAlive } from './expected-purchases.ts'
import { expectedSpend, fitGammaGamma, type GammaGammaFit } from './gamma-gamma.ts'
import { purchaseHistories, type NotEnoughData, type Transaction } from './purchase-history.ts'
import { expectedFor, forecastTotal, type TotalForecast } from './total-forecast.ts'
import { ModelInputError } from '../input-error.ts'
import type { OnProgress } from '../progress.ts'

/** Purchases as columns of equal length, which travel to another thread at no cost. */
export interface PurchaseColumns {
  /** Customers as numbers from 0 up. */
  customer: Int32Array
  /** Whole days from any fixed origin. */
  day: Int32Array
  /** In any one unit. */
  amount: Float64Array
}

export interface ValueOptions {
  /** The last day that is known; later purchases are ignored. */
  endDay: number
  /** How far to look ahead, above 0. */
  weeks: number
  onProgress?: OnProgress
}

export interface CustomerValues {
  status: 'fitted'
  fit: BgNbdFit
  /** Undefined where too few customers came back to say what they spend. */
  spending: GammaGammaFit | undefined
  /** What forecasts best here, by backtest. */
  model: PurchaseModel
  total: TotalForecast
  /** Those who bought by `endDay`; the columns beneath are in this order. */
  customer: Int32Array
  /** Chance that they still buy here, 0 to 1. */
  alive: Float64Array
  /** Expected purchase days in the next `weeks`. */
  purchases: Float64Array
  /** Expected spending in the next `weeks`, in the unit of the amounts. */
  spend: Float64Array | undefined
}

/**
 * What every customer will bring, from all purchases: fit, backtest, choice of the model, and one row a customer. The
 * interval of one customer is `forecastCustomer` with the fits given back, which takes less than a millisecond.
 *
 * Linear: 3 s for a million purchases of 100,000 customers, so call it through `background/fits.ts`.
 * @throws ModelInputError for columns of different length, a day or amount that is not a number, or weeks that are not above 0.
 */
export function valueCustomers(purchases: PurchaseColumns, { endDay, weeks, onProgress }: ValueOptions): CustomerValues | NotEnoughData {
  const transactions = transactionsOf(purchases)
  if (!(weeks > 0 && weeks < Infinity)) throw new ModelInputError('lifetime_value.invalid_number', `A period has more than zero weeks, got ${weeks}`)
  const histories = purchaseHistories(transactions, endDay)
  const fit = fitBgNbd(histories)
  if (fit.status !== 'fitted') return fit
  onProgress?.(0.3)
  const past = backtest(transactions.filter(({ day }) => day <= endDay), endDay, weeks)
  onProgress?.(0.8)
  const model = bestModel(past)
  const spending = fitGammaGamma(histories)
  const columns = { alive: new Float64Array(histories.length), purchases: new Float64Array(histories.length), spend: new Float64Array(histories.length) }
  for (const [i, history] of histories.entries()) {
    columns.alive[i] = probabilityAlive(fit.parameters, history)
    columns.purchases[i] = expectedFor(fit.parameters, history, weeks, model)
    if (spending.status === 'fitted') columns.spend[i] = columns.purchases[i] * expectedSpend(spending.parameters, history)
  }
  const total = forecastTotal(fit, histories, { weeks, model, logRatios: past.logRatios, random: seededRandom(1) })
  onProgress?.(1)
  const known = { status: 'fitted' as const, fit, model, total, customer: Int32Array.from(histories, ({ customer }) => Number(customer)) }
  return spending.status === 'fitted' ? { ...known, ...columns, spending } : { ...known, ...columns, spending: undefined, spend: undefined }
}

function transactionsOf({ customer, day, amount }: PurchaseColumns): Transaction[] {
  if (customer.length !== day.length || day.length !== amount.length) {
    throw new ModelInputError('lifetime_value.invalid_number', `Columns have ${customer.length}, ${day.length} and ${amount.length} rows`)
  }
  return Array.from(customer, (number, row) => ({ customer: String(number), day: day[row], amount: amount[row] }))
}
