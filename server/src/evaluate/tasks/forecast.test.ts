import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { task } from './forecast.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecast-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(lines: readonly string[], horizon = '2'): Promise<Record<string, unknown>> {
  const file = join(folder, 'series.csv')
  await writeFile(file, lines.join('\r\n'))
  const result = task.run(['--series', file, '--horizon', horizon])
  if (Symbol.asyncIterator in result) throw new Error('one object expected')
  return { ...(await result) }
}

/** Twelve weeks of four series: two that sell, one that never changes, one never sold. */
const weeks = Array.from({ length: 12 }, (_, t) => `${new Date(Date.UTC(2025, 0, 6 + 7 * t)).toISOString().slice(0, 10)},${t % 2 === 0 ? 4 : 6},${t === 3 ? '' : 10 + t},5,0`)
const file = ['\uFEFFminggu,"Nasi, bakar",Batik,Tetap,Kosong', ...weeks]

test('scores series that have a scale, beside all baselines', async () => {
  const result = await run(file)
  expect(result).toMatchObject({ n: 2, horizon: 2, leftOut: 2 })
  expect(result['chosen']).toMatchObject({ counts: { combination: 2 } })
  expect(Object.keys(Object(result['baselines']))).toEqual(['zero', 'naive', 'mean', 'ma', 'ses', 'croston', 'sba', 'tsb'])
  for (const score of [result['chosen'], ...Object.values(Object(result['baselines']))]) {
    for (const name of ['rmsse', 'mase', 'totalError', 'bias']) expect(Object(score)[name]).toSatisfy(Number.isFinite)
  }
})

test('baselines by hand: zero misses everything, naive repeats the last training week', async () => {
  const { baselines } = await run(file)
  // Actual weeks 11 and 12: 4 + 6 and 20 + 21; naive 6 and 19 twice.
  expect(baselines).toMatchObject({ zero: { bias: -(10 + 41) / 2, totalError: 25.5 }, naive: { bias: (12 - 10 + 38 - 41) / 2, totalError: 2.5 } })
})

test('a later period never changes what was chosen or forecast from the ones before', async () => {
  const changed = file.map((line, i) => (i > 10 ? line.replace(/,\d+,/, ',900,') : line))
  expect(Object((await run(changed))['chosen']).counts).toEqual(Object((await run(file))['chosen']).counts)
})

test.each([
  ['a horizon as long as the file', file, '12'],
  ['a horizon that is no whole number', file, '1.5'],
  ['a cell that is no number', [...file, '2025-04-07,banyak,1,1,1'], '2'],
  ['a file without series', ['minggu', '2025-01-06', '2025-01-13'], '1'],
  ['an empty file', [''], '1'],
])('%s is a usage error', async (_, lines, horizon) => {
  await expect(run(lines, horizon)).rejects.toThrow(expect.objectContaining({ name: 'UsageError' }))
})

test('nothing that could be scored gives null figures', async () => {
  const result = await run(['p,a', '1,0', '2,0', '3,0', '4,1'], '1')
  expect(result).toMatchObject({ n: 0, chosen: { counts: {}, rmsse: null, bias: null }, leftOut: 1 })
})
