import { expect, test } from 'vitest'
import { invertPositiveDefinite } from '../linear-algebra/invert.ts'
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
