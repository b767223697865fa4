import { expect, test } from 'vitest'
import { seededRandom } from '../randomness/seeded-random.ts'
import { valueCustomers, type PurchaseColumns } from './customer-values.ts'
import { forecastCustomer } from './customer-forecast.ts'
import { purchaseHistories } from './purchase-history.ts'

/** People with rates and lives of their own, over 300 days. */
function shop(people: number): PurchaseColumns {
  const random = seededRandom(7)
  const rows: { customer: number; day: number; amount: number }[] = []
  for (let customer = 0; customer < people; customer++) {
    const gap = 5 + 60 * random()
    for (let day = 100 * random(), last = 300 * random(); day < Math.max(1, last); day += gap * (0.5 + random())) rows.push({ customer, day: Math.floor(day), amount: 20_000 + customer })
  }
  return {
    customer: Int32Array.from(rows, (row) => row.customer), day: Int32Array.from(rows, (row) => row.day), amount: Float64Array.from(rows, (row) => row.amount),
  }
}

test('gives one row for each customer who bought by the end, as the single functions do', () => {
  const purchases = shop(300)
  const values = valueCustomers(purchases, { endDay: 250, weeks: 10 })
  if (values.status !== 'fitted') throw new Error(values.reason)
  const rows = Array.from(purchases.customer, (customer, i) => ({ customer: String(customer), day: purchases.day[i], amount: purchases.amount[i] }))
  const histories = purchaseHistories(rows, 250)
  expect(Array.from(values.customer, String)).toEqual(histories.map(({ customer }) => customer))
  const one = forecastCustomer(values.fit, values.spending, histories[17], { weeks: 10, random: seededRandom(1) })
  expect(values.alive[17]).toBe(one.probabilityAlive)
  if (values.model === 'bgnbd') expect(values.purchases[17]).toBe(one.purchases)
  expect(values.purchases.reduce((a, b) => a + b, 0)).toBeCloseTo(values.total.purchases, 6)
  expect(values.total.interval[0]).toBeLessThan(values.total.purchases)
})

test('too few customers are a value; columns that do not fit are refused', () => {
  expect(valueCustomers(shop(5), { endDay: 250, weeks: 10 })).toMatchObject({ status: 'not-enough-data', reason: 'few-customers' })
  const broken = { ...shop(30), day: new Int32Array(3) }
  for (const options of [{ purchases: broken, weeks: 1 }, { purchases: shop(30), weeks: 0 }, { purchases: shop(30), weeks: NaN }]) {
    expect(() => valueCustomers(options.purchases, { endDay: 250, weeks: options.weeks })).toThrow(expect.objectContaining({ code: 'lifetime_value.invalid_number' }))
  }
})
