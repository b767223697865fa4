import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '#models/randomness/seeded-random'
import { UsageError, type EvaluateTask } from '../task.ts'
import { task as attribution } from './attribution.ts'
import { task as experiment } from './experiment.ts'
import { task as uplift } from './uplift.ts'

const folder = mkdtempSync(join(tmpdir(), 'evaluate-'))
let files = 0
function file(lines: string[], lineEnd = '\n'): string {
  const path = join(folder, `${files++}.csv`)
  writeFileSync(path, lines.join(lineEnd))
  return path
}

/** As the command prints it. */
async function run(task: EvaluateTask, args: string[]): Promise<Record<string, unknown>> {
  const text = JSON.stringify(await task.run(args))
  expect(text).not.toMatch(/NaN|Infinity/)
  return JSON.parse(text)
}

describe('evaluate attribution', () => {
  it('reads both spellings of the columns, with BOM, CRLF and quotes', async () => {
    const paths = file(['\uFEFF"path","total_conversions","total_conversion_value","total_null"', '"wa > ig > wa",2,50000,1', '"ig",1,20000,4'], '\r\n')
    const result = await run(attribution, ['--paths', paths])
    expect(result).toMatchObject({ n: 2, conversions: 3, value: 70_000 })
    expect(result['channels']).toMatchObject([{ channel: 'wa', first: 2, last: 2, shapley: 1 }, { channel: 'ig', first: 1, last: 1, shapley: 2 }])
    const short = await run(attribution, ['--paths', file(['path,conversions,value,nulls', 'a > b,1,5,0', ',1,5,0'])])
    expect(short).toMatchObject({ n: 1, conversions: 1, value: 5 })
    expect(await run(attribution, ['--paths', file(['path,conversions,value,nulls'])])).toMatchObject({ n: 0, conversions: 0, channels: [] })
  })

  it('refuses what it cannot read', async () => {
    for (const lines of [['path,conversions', 'a,-1'], ['path,conversions', 'a,x'], ['way,conversions', 'a,1'], ['path', 'a']]) {
      await expect(run(attribution, ['--paths', file(lines)])).rejects.toThrow(UsageError)
    }
    await expect(run(attribution, [])).rejects.toThrow('--paths')
    await expect(run(attribution, ['--paths', join(folder, 'absent.csv')])).rejects.toThrow(UsageError)
  })
})

describe('evaluate experiment', () => {
  const sleep = {
    drug1: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
    drug2: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
  }
  const rows = (arms: Record<string, number[]>) => ['Arm,extra', ...Object.entries(arms).flatMap(([arm, values]) => values.map((value) => `${arm},${value}`))]
  const ask = (data: string, more: string[] = []) => run(experiment, ['--data', data, '--arm', 'Arm', '--control', 'drug1', '--outcome', 'extra', ...more])

  it('gives Welch’s published test and keeps the names as they were asked for', async () => {
    const result = await ask(file(rows(sleep)))
    expect(result).toMatchObject({ n: 20, sampleRatio: { chiSquare: 0, pValue: 1, ok: true }, verdict: { drug2: { extra: 'not-shown' } } })
    const arms = result['arms'] as Record<string, { n: number; outcomes: { extra: Record<string, number | number[] | null> } }>
    expect(arms['drug1'].outcomes.extra).toMatchObject({ difference: null, ci95: [null, null], pValue: null, pAdjusted: null })
    expect(arms['drug2'].outcomes.extra['pValue']).toBeCloseTo(0.07939, 5)
    expect(arms['drug2'].outcomes.extra['difference']).toBeCloseTo(1.58, 10)
  })

  it('adjusts over all arms and outcomes', async () => {
    const data = file(['arm,a,b', ...Array.from({ length: 90 }, (_, i) => `${['x', 'y', 'z'][i % 3]},${i % 7},${i % 3 === 1 ? i + 40 : i}`)])
    const result = await run(experiment, ['--data', data, '--arm', 'arm', '--control', 'x', '--outcome', 'a,b'])
    expect(result['verdict']).toEqual({ y: { a: 'not-shown', b: 'better' }, z: { a: 'not-shown', b: 'not-shown' } })
  })

  it('calls a broken draw invalid', async () => {
    const result = await ask(file(rows({ drug1: sleep.drug1, drug2: Array.from({ length: 90 }, (_, i) => i) })))
    expect(result).toMatchObject({ sampleRatio: { ok: false }, verdict: 'invalid' })
  })

  it('answers without NaN for one arm, single rows and constants', async () => {
    expect(await ask(file(rows({ drug1: [1, 2] })))).toMatchObject({ n: 2, sampleRatio: { chiSquare: 0, pValue: null, ok: true }, verdict: {} })
    expect(await ask(file(rows({ drug1: [1], drug2: [4] })))).toMatchObject({ verdict: { drug2: { extra: 'not-shown' } } })
    expect(await ask(file(rows({ drug1: [2, 2, 2], drug2: [2, 2, 2] })))).toMatchObject({ verdict: { drug2: { extra: 'not-shown' } } })
    const few = await ask(file(rows({ drug1: [0, 0], drug2: [1, 1] })))
    expect(few).toMatchObject({ verdict: { drug2: { extra: 'not-shown' } } })
    const many = await ask(file(rows({ drug1: Array.from({ length: 200 }, () => 0), drug2: Array.from({ length: 200 }, () => 1) })))
    expect(many).toMatchObject({ verdict: { drug2: { extra: 'better' } } })
  })

  it('refuses an unknown control, words for numbers and absent columns', async () => {
    await expect(ask(file(rows({ other: [1, 2] })))).rejects.toThrow('drug1')
    await expect(ask(file(['Arm,extra', 'drug1,many', 'drug1,2']))).rejects.toThrow(UsageError)
    await expect(ask(file(['Arm,extra', 'drug1,', 'drug1,2']))).rejects.toThrow(UsageError)
    await expect(ask(file(['Arm,other', 'drug1,1']))).rejects.toThrow('extra')
  })
})

describe('evaluate uplift', () => {
  const random = seededRandom(5)
  const rows = (n: number) => ['age,city,sent,bought', ...Array.from({ length: n }, () => {
    const [age, sent] = [20 + Math.floor(40 * random()), random() < 0.5 ? 1 : 0]
    const chance = 0.8 - 0.012 * age + sent * (age > 40 ? 0.2 : -0.1)
    return `${random() < 0.02 ? '' : age},${['Semarang', 'Kudus'][age % 2]},${sent},${random() < chance ? 1 : 0}`
  })]
  const ask = (train: string, test: string) => run(uplift, ['--train', train, '--test', test, '--treatment', 'sent', '--outcome', 'bought'])

  it('finds whom a message helps, and repeats exactly', async () => {
    const [train, test] = [file(rows(4_000)), file(rows(2_000))]
    const result = await ask(train, test)
    expect(result).toMatchObject({ n: 2_000, verdict: 'uplift' })
    expect(result['qini']).toBeGreaterThan(Number(result['baselineQini']))
    expect(await ask(train, test)).toEqual(result)
  })

  it('has undefined numbers as null, and refuses other values than 0 and 1', async () => {
    const one = file(['age,sent,bought', '30,1,0'])
    expect(await ask(one, one)).toMatchObject({ n: 1, qini: null, ci90: [null, null], upliftTop30: null, baselineQini: null, verdict: 'no-signal' })
    await expect(ask(one, file(['age,sent,bought', '30,2,0']))).rejects.toThrow(UsageError)
    await expect(ask(one, file(['age,sent,bought', '30,1,']))).rejects.toThrow(UsageError)
    await expect(ask(one, file(['sent,bought', '1,0']))).rejects.toThrow('age')
    await expect(ask(one, file(['age,sent,bought']))).rejects.toThrow(UsageError)
  })
})
