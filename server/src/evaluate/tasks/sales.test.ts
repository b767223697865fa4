import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { UsageError } from '../task.ts'
import { task as lifetimeValue } from './lifetime-value.ts'
import { task as recommend } from './recommend.ts'
import { task as rules } from './rules.ts'

const shared = process.env.LARIS_SHARED ?? join(import.meta.dirname, '../../../../../shared')
const cli = join(import.meta.dirname, '../../cli.ts')
const directory = mkdtempSync(join(tmpdir(), 'evaluate-'))
afterAll(() => rmSync(directory, { recursive: true }))

const tasks = { recommend, 'lifetime-value': lifetimeValue, rules }

async function evaluate(name: keyof typeof tasks, ...args: string[]) {
  // As it is printed: what is undefined is absent, what is not a number is null.
  return JSON.parse(JSON.stringify(await tasks[name].run(args)))
}

async function expectUsageErrors(name: keyof typeof tasks, wrong: string[][]) {
  for (const args of wrong) await expect(evaluate(name, ...args)).rejects.toThrow(UsageError)
}

function file(name: string, text: string): string {
  const path = join(directory, name)
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

const train = 'user,item,timestamp\nu1,a,2024-01-01\nu1,b,2024-01-02\nu2,a,2024-01-03\nu2,c,2024-01-04\nu3,b,2024-01-05\n'

describe('recommend', () => {
  test('scores who is known and bought something that can be ranked', async () => {
    const test = file('test.csv.gz', '\uFEFFItem;User;Timestamp\r\nc;u1;2024-02-01 10:00:00\r\na;u1;2024-02-01\r\nnew;u2;2024-02-02\r\na;stranger;2024-02-02\r\n')
    const result = await evaluate('recommend', '--train', file('train.csv', train), '--test', test, '--k', '2', '--model', 'popularity')
    // u1 has a and b, so only c is ranked; u2 bought only an item that training does not know; the stranger is cold.
    expect(result).toMatchObject({ model: 'popularity', k: 2, users: 1, items: 3, ndcg: 1, recall: 1, recallCapped: 1, hitRate: 1, map: 1, coldUsers: 1 })
    expect(result.trainSeconds).toBeGreaterThanOrEqual(0)
  })

  test('with --repeat ranks everything, ties by item id', async () => {
    const oneDay = file('day.csv', train.replaceAll(/-0\d$/gm, '-01'))
    const test = file('repeat.csv', 'user,item,timestamp\nu3,c,2024-02-01\nu3,b,2024-02-01\n')
    const result = await evaluate('recommend', '--train', oneDay, '--test', test, '--k', '2', '--repeat', '--model', 'popularity')
    const ideal = 1 + 1 / Math.log2(3)
    expect(result.users).toBe(1)
    expect(result.ndcg).toBeCloseTo(1 / Math.log2(3) / ideal, 12)
    expect(result.map).toBeCloseTo(1 / 4, 12)
  })

  test('measures nobody as null', async () => {
    const test = file('nobody.csv', 'user,item,timestamp\n')
    const result = await evaluate('recommend', '--train', file('train.csv', train), '--test', test)
    expect(result).toMatchObject({ users: 0, ndcg: null, recall: null, map: null, coldUsers: 0 })
  })

  test('refuses wrong usage and unreadable rows', async () => {
    const good = file('train.csv', train)
    await expectUsageErrors('recommend', [
      [], ['--train', good], ['--train', good, '--test', 'missing.csv'], ['--train', good, '--test', good, '--k', '0'],
      ['--train', good, '--test', good, '--model', 'magic'], ['--train', good, '--test', good, '--surprise'],
      ['--train', file('bad.csv', 'user,item,timestamp\nu,i,31/02/2024\n'), '--test', good],
      ['--train', file('columns.csv', 'user,product\nu,i\n'), '--test', good],
    ])
  })
})

describe('lifetime-value', () => {
  const dates = ['--calibration-end', '1997-09-30', '--holdout-end', '1998-06-30']
  const source = join(shared, 'data/purchases/cdnow/CDNOW_sample.txt')

  test.skipIf(!existsSync(source))('gives the published figures for CDNOW', async () => {
    const rows = readFileSync(source, 'utf8').trim().split(/\r?\n/).map((line) => line.trim().split(/\s+/))
    const csv = rows.map(([, id, date, , amount]) => `${id},${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)},${amount}`)
    const result = await evaluate('lifetime-value', '--transactions', file('cdnow.csv', `customer,date,amount\n${csv.join('\n')}\n`), ...dates, '--model', 'bgnbd')
    expect(result).toMatchObject({ model: 'bgnbd', n: 2357, gammaGamma: { n: 946 }, holdout: { actual: 1882 } })
    expect(result.logLikelihood).toBeCloseTo(-9582.429, 2)
    expect(result.holdout.predicted).toBeCloseTo(1653.4, 0)
    expect(result.holdout.rmse).toBeCloseTo(1.608, 3)
    expect(result.holdout.mae).toBeCloseTo(0.7855, 3)
    expect(result.holdout.correlation).toBeCloseTo(0.626, 3)
  })

  test('with too few customers says so, and invents no numbers', async () => {
    const few = file('few.csv', 'customer,date,amount\na,1997-01-01,10\na,1997-01-01,5\na,1997-03-01,7\na,1998-01-01,3\n,1997-01-01,9\n')
    const result = await evaluate('lifetime-value', '--transactions', few, ...dates, '--model', 'bgnbd')
    expect(result).toMatchObject({
      n: 1, parameters: { r: null, alpha: null, a: null, b: null }, logLikelihood: null, gammaGamma: { p: null, n: 1 },
      holdout: { actual: 1, predicted: null, rmse: null }, notEnoughData: { reason: 'few-customers', have: 1 },
    })
  })

  test('refuses wrong usage and unreadable rows', async () => {
    const good = file('good.csv', 'customer,date,amount\na,1997-01-01,10\n')
    await expectUsageErrors('lifetime-value', [
      [], ['--transactions', good], ['--transactions', good, '--calibration-end', '1997-09-31', '--holdout-end', '1998-06-30'],
      ['--transactions', good, '--calibration-end', '1998-09-30', '--holdout-end', '1998-06-30'],
      ['--transactions', good, ...dates, '--model', 'magic'],
      ['--transactions', file('amount.csv', 'customer,date,amount\na,1997-01-01,ten\n'), ...dates],
      ['--transactions', file('day.csv', 'customer,date,amount\na,yesterday,10\n'), ...dates],
    ])
  })
})

describe('rules', () => {
  test('counts rules with inclusive limits and drops items twice in a basket', async () => {
    const baskets = file('baskets.csv.gz', 'a,b,a\r\na,b\r\n\r\na , c\r\n"d, e",a\r\n')
    const result = await evaluate('rules', '--baskets', baskets, '--support', '.5', '--confidence', '.5')
    expect(result).toMatchObject({ n: 4, itemsets: 3, count: 2 })
    expect(result.rules).toContainEqual({ if: ['b'], then: 'a', support: 0.5, confidence: 1, lift: 1 })
  })

  test('refuses limits that are none', async () => {
    const baskets = file('baskets.csv', 'a,b\n')
    await expectUsageErrors('rules', [[], ['--baskets', baskets, '--support', '0', '--confidence', '.5'], ['--baskets', baskets, '--support', 'x', '--confidence', '.5'], ['--baskets', 'missing', '--support', '.1', '--confidence', '.5']])
  })
})

test('as a command: one JSON object, or exit 2 and an empty stdout', () => {
  const run = (...args: string[]) => spawnSync(process.execPath, [cli, 'evaluate', ...args], { encoding: 'utf8' })
  const baskets = file('baskets.csv', 'a,b\na,b\n')
  const good = run('rules', '--baskets', baskets, '--support', '.5', '--confidence', '.5')
  expect(good.status).toBe(0)
  expect(JSON.parse(good.stdout)).toMatchObject({ n: 2, count: 2 })
  expect(run('rules', '--baskets', baskets)).toMatchObject({ status: 2, stdout: '' })
})
