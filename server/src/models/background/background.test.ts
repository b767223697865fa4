import { expect, test } from 'vitest'
import { invertPositiveDefinite } from '../linear-algebra/invert.ts'
import { seededRandom } from '../randomness/seeded-random.ts'
import { fitUplift } from '../experiments/uplift/choose.ts'
import { encode } from '../experiments/uplift/features.ts'
import { forecastDemand } from '../forecasting/forecast.ts'
import { ModelInputError } from '../input-error.ts'
import { valueCustomers } from '../lifetime-value/customer-values.ts'
import { associationRules } from '../recommendation/association-rules.ts'
import { findThemes } from '../themes/find-themes.ts'
import { associationRulesInWorker, findThemesInWorker, fitUpliftScoresInWorker, forecastDemandInWorker, valueCustomersInWorker } from './fits.ts'
import { runInWorker } from './run-in-worker.ts'

const invert = new URL('../linear-algebra/invert.ts', import.meta.url)

function diagonal(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => (Math.floor(at / n) === at % n ? 2 : 0))
}

test('gives the same result as a call on this thread', async () => {
  const args = [diagonal(70), 70]
  const result = await runInWorker<Float64Array>({ module: invert, name: 'invertPositiveDefinite', args })
  expect(result).toEqual(invertPositiveDefinite(diagonal(70), 70))
})

test('passes on an error', async () => {
  const args = [new Float64Array(4), 2]
  await expect(runInWorker({ module: invert, name: 'invertPositiveDefinite', args })).rejects.toThrow('not positive definite')
  await expect(runInWorker({ module: invert, name: 'missing', args })).rejects.toThrow('exports no function missing')
})

test('ends at once when it is called off', async () => {
  const controller = new AbortController()
  const args = [diagonal(2_000), 2_000]
  const running = runInWorker({ module: invert, name: 'invertPositiveDefinite', args }, { signal: controller.signal })
  const started = performance.now()
  setTimeout(() => controller.abort(new Error('no longer wanted')), 100)
  await expect(running).rejects.toThrow('no longer wanted')
  expect(performance.now() - started).toBeLessThan(2_000)
  await expect(runInWorker({ module: invert, name: 'x', args: [] }, { signal: controller.signal })).rejects.toThrow('no longer wanted')
})

test('a refusal keeps its class and code', async () => {
  const refused = forecastDemandInWorker([[[1, NaN, 3]], { horizon: 5 }])
  await expect(refused).rejects.toBeInstanceOf(ModelInputError)
  await expect(refused).rejects.toMatchObject({ code: 'forecasting.invalid_demand' })
})

const purchases = (rows: number) => ({
  customer: Int32Array.from({ length: rows }, (_, i) => (i * 7919) % 97),
  day: Int32Array.from({ length: rows }, (_, i) => (i * 104_729) % 365),
  amount: Float64Array.from({ length: rows }, (_, i) => 10 + (i % 13)),
})

test('every fit gives in a worker what it gives here, with progress up to one', async () => {
  const shares: number[] = []
  const onProgress = (share: number) => shares.push(share)
  const takeRising = () => rising(shares.splice(0))
  const valued = await valueCustomersInWorker([purchases(900), { endDay: 300, weeks: 9 }], { onProgress })
  expect(valued).toEqual(valueCustomers(purchases(900), { endDay: 300, weeks: 9 }))
  takeRising()
  const series = [1, 2, 3].map((s) => Float64Array.from({ length: 60 }, (_, t) => (t * s) % 5))
  expect(await forecastDemandInWorker([series, { horizon: 4 }], { onProgress })).toEqual(forecastDemand(series, { horizon: 4 }))
  takeRising()
  const baskets = [['a', 'b'], ['a', 'b', 'c'], ['c']]
  expect(await associationRulesInWorker([baskets, { support: 0.3, confidence: 0.1 }], { onProgress })).toEqual(associationRules(baskets, { support: 0.3, confidence: 0.1 }))
  expect(takeRising()).toBeGreaterThan(3)
  const texts = Array.from({ length: 30 }, (_, i) => ({ id: `${i}`, text: i % 2 ? 'ongkir mahal sekali' : 'kurir telat dan lama' }))
  expect(await findThemesInWorker([texts, {}], { onProgress })).toEqual(findThemes(texts))
  expect(takeRising()).toBeGreaterThan(30)
  expect(await findThemesInWorker([texts.slice(0, 3), {}], { onProgress })).toMatchObject({ status: 'not-enough-data' })
  takeRising()
})

/** Checks that shares only rise, from above 0 to 1, and says how many there were. */
function rising(shares: number[]): number {
  expect(shares).toEqual([...new Set(shares)].toSorted((a, b) => a - b))
  expect(shares[0]).toBeGreaterThan(0)
  expect(shares.at(-1)).toBe(1)
  return shares.length
}

test('uplift scores come back from a worker as plain data', async () => {
  const n = 900
  const features = [{ name: 'spend', kind: 'number' as const, values: Float64Array.from({ length: n }, (_, i) => (i * 31) % 100) }]
  const treatment = Uint8Array.from({ length: n }, (_, i) => i % 2)
  const outcome = Uint8Array.from({ length: n }, (_, i) => ((i * 31) % 100 > 50 && i % 2 === 1 ? 1 : Number(i % 9 === 0)))
  const shares: number[] = []
  const { method, scores } = await fitUpliftScoresInWorker([{ features, treatment, outcome }, features, { seed: 3 }], { onProgress: (share) => shares.push(share) })
  const here = fitUplift({ features, treatment, outcome }, seededRandom(3))
  expect(rising(shares)).toBeGreaterThan(25)
  expect(method).toBe(here.method)
  expect(scores).toEqual(here.score(encode(features, here.encoding)))
})
