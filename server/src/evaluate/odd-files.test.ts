import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { evaluate } from './index.ts'

/**
 * Every task that reads tables beside every odd file: what can be read in another dress gives the same answer, what
 * cannot ends with code 2 and nothing on stdout, and no number is ever NaN.
 */
const folder = mkdtempSync(join(tmpdir(), 'laris-odd-'))
afterAll(() => rmSync(folder, { recursive: true }))

let printed = ''
beforeEach(() => {
  printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    printed += String(text)
    rest.findLast((one) => typeof one === 'function')?.()
    return true
  })
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

const days = (count: number) => Array.from({ length: count }, (_, i) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10))
const lines = (header: string, rows: readonly string[]) => `${header}\n${rows.join('\n')}\n`

interface TaskCase {
  /** A file that the task reads well. */
  good: string
  args: (path: string) => string[]
  /** Its number column does not take NaN; undefined when it has none. */
  withNaN?: (good: string) => string
  /** Any header will do, or there is none. */
  freeForm?: true
}

const labelled = lines('text,label', ['"enak, murah",positive', 'jelek sekali,negative', 'mantap,positive', 'kecewa,negative'])
const tasks: Record<string, TaskCase> = {
  sentiment: { good: labelled, args: (path) => ['--train', path, '--test', path] },
  'sentiment, pretrained': { good: labelled, args: (path) => ['--pretrained', '--test', path] },
  emotion: { good: labelled, args: (path) => ['--train', path, '--test', path] },
  intent: { good: labelled, args: (path) => ['--train', path, '--test', path] },
  normalise: { good: lines('informal,formal', ['brp,berapa', 'gmn,bagaimana']), args: (path) => ['--test', path] },
  stem: { good: 'memakan\tmakan\nminuman\tminum\n', args: (path) => ['--test', path], freeForm: true },
  recommend: {
    good: lines('user,item,timestamp', days(60).map((day, i) => `u${i % 7},i${i % 5},${day}`)),
    args: (path) => ['--train', path, '--test', path, '--repeat'],
    withNaN: (good) => good.replace('2025-01-05', 'NaN'),
  },
  'lifetime-value': {
    good: lines('customer,date,amount', days(300).map((day, i) => `c${(i * 7) % 40},${day},${1000 + i}`)),
    args: (path) => ['--transactions', path, '--calibration-end', '2025-07-31', '--holdout-end', '2025-09-30'],
    withNaN: (good) => good.replace(',1005', ',NaN'),
  },
  attribution: {
    good: lines('path,conversions,value,nulls', ['a > b,3,30,5', 'b,1,10,2', 'a > c > b,0,0,9']),
    args: (path) => ['--paths', path],
    withNaN: (good) => good.replace(',30,', ',NaN,'),
  },
  experiment: {
    good: lines('arm,spend', Array.from({ length: 40 }, (_, i) => `${i % 2 === 0 ? 'a' : 'b'},${i % 7}`)),
    args: (path) => ['--data', path, '--arm', 'arm', '--control', 'a', '--outcome', 'spend'],
    withNaN: (good) => good.replace('a,0', 'a,NaN'),
  },
  uplift: {
    good: lines('t,y,x', Array.from({ length: 400 }, (_, i) => `${i % 2},${i % 3 === 0 ? 1 : 0},${i % 11}`)),
    args: (path) => ['--train', path, '--test', path, '--treatment', 't', '--outcome', 'y'],
    withNaN: (good) => good.replace('0,1,0', 'NaN,1,0'),
  },
  forecast: {
    good: lines('day,a,b', days(60).map((day, i) => `${day},${i % 4},${i % 9}`)),
    args: (path) => ['--series', path, '--horizon', '7'],
    freeForm: true,
    withNaN: (good) => good.replace(',3,3', ',NaN,3'),
  },
  rules: { good: 'a,b,c\na,b\nb,c\n', args: (path) => ['--baskets', path, '--support', '0.1', '--confidence', '0.1'], freeForm: true },
  search: { good: lines('sku,name,query,skus', ['A1,kue lapis,lapis,A1', 'B2,batik tulis,batik,B2']), args: (path) => ['--catalogue', path, '--queries', path] },
}

let files = 0
async function run(name: string, content: string | Uint8Array, extension = 'csv'): Promise<{ code: number; answer: Record<string, unknown> | undefined }> {
  const path = join(folder, `${files++}.${extension}`)
  writeFileSync(path, content)
  return runOn(name, path)
}

async function runOn(name: string, path: string) {
  printed = ''
  const [task = ''] = name.split(',')
  const code = await evaluate([task, ...tasks[name].args(path)])
  if (code === 0) expect(printed).not.toMatch(/NaN|Infinity/)
  else expect({ code, printed }).toEqual({ code: 2, printed: '' })
  return { code, answer: printed === '' ? undefined : withoutTimes(JSON.parse(printed)) }
}

/** The answer without what a clock says. */
function withoutTimes(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !/seconds|Ms$/i.test(key)))
}

const utf16 = (text: string) => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')])
const latin1 = (text: string) => Buffer.from(`${text}caf\u00e9\n`, 'latin1')

test('a small .gz that unpacks to a gigabyte is refused before it fills the memory', async () => {
  const zeros = gzipSync(Buffer.alloc(10_000_000))
  // Members of one file follow each other: the same ten megabytes a hundred times.
  expect((await run('rules', Buffer.concat(Array<Buffer>(100).fill(zeros)), 'csv.gz')).code).toBe(2)
}, 30_000)

describe.each(Object.entries(tasks))('evaluate %s', (name, { good, withNaN, freeForm }) => {
  test('gives the same answer with BOM, CRLF, .gz, and no line end', async () => {
    const plain = await run(name, good)
    expect(plain.code).toBe(0)
    for (const other of [`\uFEFF${good}`, good.replaceAll('\n', '\r\n'), good.trimEnd()]) expect(await run(name, other)).toEqual(plain)
    expect(await run(name, gzipSync(good), 'csv.gz')).toEqual(plain)
  })

  test('refuses what cannot be read', async () => {
    const unreadable = [utf16(good), latin1(good)]
    for (const content of unreadable) expect((await run(name, content)).code).toBe(2)
    expect((await run(name, good, 'csv.gz')).code).toBe(2)
    expect((await runOn(name, join(folder, 'absent.csv'))).code).toBe(2)
    expect((await runOn(name, folder)).code).toBe(2)
  })

  test('answers or refuses an empty file, a header alone, one row, and binary noise', async () => {
    await run(name, '')
    await run(name, '\n\n\n')
    await run(name, good.split('\n', 1)[0])
    await run(name, good.split('\n').slice(0, 2).join('\n'))
    await run(name, Uint8Array.from({ length: 2_000 }, (_, i) => (i * 89) % 256))
    await run(name, `${good}"never closed`)
  })

  if (!freeForm) {
    test('refuses columns that it does not know', async () => {
      expect((await run(name, good.replace(/^.*\n/, 'x;y;z\n'))).code).toBe(2)
    })
  }

  if (withNaN) {
    test('refuses NaN as a number, or counts it as nothing', async () => {
      expect(withNaN(good)).toContain('NaN')
      await run(name, withNaN(good))
    })
  }
})
