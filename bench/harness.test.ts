import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { compare, holds, line, median, seededRandom } from './harness.ts'
import { mergeResults, page, type GoalResult } from './report.ts'

const manifest = (path: string): Record<string, Record<string, string> | undefined> =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

describe('peers', () => {
  // The product itself is built on these (pg-copy-streams: backups only); everything else in bench is for comparison.
  const alsoInProduct = ['fastify', 'pg', 'pg-copy-streams']
  const benchOnly = Object.keys(manifest('./package.json')['dependencies'] ?? {}).filter((name) => !alsoInProduct.includes(name))

  test('there are peers to watch for', () => {
    expect(benchOnly).toContain('handlebars')
  })

  test.each(['../package.json', '../server/package.json', '../web/package.json'])('%s depends on no bench-only peer', (path) => {
    const { dependencies, devDependencies, optionalDependencies } = manifest(path)
    const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(names.filter((name) => benchOnly.includes(name))).toEqual([])
  })

  test('bench is no workspace of the product', () => {
    expect(manifest('../package.json')['workspaces']).not.toContain('bench')
  })
})

describe('harness', () => {
  afterEach(() => {
    process.exitCode = undefined
    vi.restoreAllMocks()
  })

  /** By the processor's clock: on a busy machine a wall clock runs while nothing is done. */
  const spin = (ms: number) => () => {
    const start = process.cpuUsage()
    for (let used = 0; used < ms * 1_000; ) {
      const { user, system } = process.cpuUsage(start)
      used = user + system
    }
    return 1
  }
  const claim = { goal: 'G0', what: 'spin', against: 'spin', n: 1, unit: '1/CPU-s' }

  test('a slower run of ours is a lost claim and exit code 1', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const row = await compare({ ...claim, target: { ratioAtLeast: 1 }, ours: spin(20), peer: spin(2), differs: () => undefined })
    expect(row.ok).toBe(false)
    expect(row.ratio).toBeLessThan(0.5)
    expect(process.exitCode).toBe(1)
  })

  test('a faster run with another answer is a lost claim too', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const row = await compare({ ...claim, target: { ratioAtLeast: 1 }, ours: spin(1), peer: spin(10), differs: () => '1 ≠ 2' })
    expect(row).toMatchObject({ ok: false, note: 'ANSWERS DIFFER: 1 ≠ 2' })
  })

  test('targets: ratio, difference, distance and bounds; an undefined figure never holds', () => {
    expect(holds({ ratioAtMost: 0.68 }, 0.6, 1)).toBe(true)
    expect(holds({ ratioAtLeast: 2 }, 1.9, 1)).toBe(false)
    expect(holds({ differenceAtLeast: 0.02 }, 0.83, 0.8)).toBe(true)
    expect(holds({ within: 1e-3 }, 0.2426, 0.2421)).toBe(true)
    expect(holds({ atMost: 1 }, Number.NaN, 1)).toBe(false)
  })

  test('line through exact powers gives the exponent', () => {
    const points = [1, 10, 100].map((size) => [Math.log(size), Math.log(3 * size ** 1.5)] as const)
    expect(line(points).slope).toBeCloseTo(1.5, 10)
    expect(line(points).rSquared).toBeCloseTo(1, 10)
  })

  test('median and seeded numbers', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect([1, 2].map(() => seededRandom(7)())).toEqual([seededRandom(7)(), seededRandom(7)()])
  })
})

describe('report', () => {
  const result = (goal: string, ours: number): GoalResult => ({
    goal,
    date: '2026-01-01',
    flags: '',
    failed: false,
    rows: [{ goal, what: 'x', against: 'y', ours, peer: 1, ratio: ours, n: 1, unit: 'u', target: '≥ 1×', ok: ours >= 1, load: 0 }],
  })

  test('a run of one goal keeps the others', () => {
    const merged = mergeResults([result('Simulated year', 1), result('G3', 1), result('G14', 1)], [result('G14', 2), result('G4', 1)])
    expect(merged.map(({ goal }) => goal)).toEqual(['G3', 'G4', 'G14', 'Simulated year'])
    expect(merged[2]?.rows[0]).toMatchObject({ ours: 2 })
  })

  test('a run whose data or peers were absent leaves the figures of the one before', () => {
    const skipped = { ...result('G3', 1), rows: [{ goal: 'G3', what: 'x', skipped: 'no data' }] }
    expect(mergeResults([result('G3', 1)], [skipped])).toEqual([result('G3', 1)])
    expect(mergeResults([], [skipped])).toEqual([skipped])
  })

  test('the page says plainly what was not reached', () => {
    expect(page([result('G3', 0.5)])).toContain('Not reached: G3 x, against y')
  })
})
