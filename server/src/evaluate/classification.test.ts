import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { UsageError } from './task.ts'
import { task as emotion } from './tasks/emotion.ts'
import { task as intent } from './tasks/intent.ts'
import { task as sentiment } from './tasks/sentiment.ts'

const folder = mkdtempSync(join(tmpdir(), 'laris-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const good = ['bagus sekali', 'enak banget', 'suka, mantap', 'puas dan cepat', 'ramah, enak']
const bad = ['jelek sekali', 'kecewa banget', 'rusak, lambat', 'kapok dan mahal', 'kasar, bau']
const tsv = [...good.map((text) => `${text}\tPositive`), ...bad.map((text) => `${text}\tNEGATIVE `)].join('\r\n')
const csv = `\uFEFFlabel,tweet\r\n${good.map((text) => `positive,"${text}"`).join('\r\n')}\r\n${bad.map((text) => `negative,"${text}"`).join('\r\n')}`
const train = file('train.tsv', tsv)
const table = file('train.csv', csv)
const test = file('test.csv', 'id,text,label,extra\n1,"bagus, enak",positive,x\n2,kecewa,negative,y\n3,"apa ""ini""?",neutral,z\n')

describe('evaluate sentiment, emotion, intent', () => {
  it('reads headerless TSV and CSV with names in any order, and scores the labels of the test file', async () => {
    for (const source of [train, table, `${train},${table}`, file('train.tsv.gz', gzipSync(tsv))]) {
      const result = await sentiment.run(['--train', source, '--test', test])
      expect(result).toMatchObject({
        n: 3,
        accuracy: 2 / 3,
        perLabel: { neutral: { precision: 0, recall: 0, f1: 0, support: 1 }, positive: { support: 1 } },
      })
      expect(Object.keys(result)).toEqual(['accuracy', 'macroF1', 'perLabel', 'trainSeconds', 'predictSeconds', 'n'])
    }
  })

  it('writes predictions in the order of the test file', async () => {
    const predictions = join(folder, 'out.csv')
    await intent.run(['--train', train, '--test', test, '--predictions', predictions])
    const lines = readFileSync(predictions, 'utf8').trim().split('\n')
    expect(lines[0]).toBe('row,label,predicted,confidence')
    expect(lines[1]).toMatch(/^0,positive,positive,0\.\d+$/)
    expect(lines).toHaveLength(4)
  })

  it('scores the shipped sentiment model without training', async () => {
    expect(await sentiment.run(['--pretrained', '--test', test])).toMatchObject({ n: 3, trainSeconds: 0 })
  })

  it('copes with one row and with one label', async () => {
    const single = file('single.tsv', 'halo\tsapa')
    const result = await emotion.run(['--train', single, '--test', test])
    expect(result).toMatchObject({ accuracy: 0, macroF1: 0, n: 3 })
    expect(await emotion.run(['--train', train, '--test', file('one.tsv', 'enak\tpositive')])).toMatchObject({ macroF1: 1 })
  })

  it.each([
    [[]],
    [['--train', train]],
    [['--test', test]],
    [['--train', join(folder, 'absent.tsv'), '--test', test]],
    [['--train', file('empty.tsv', ''), '--test', test]],
    [['--train', file('header.csv', 'text,label\n'), '--test', test]],
    [['--train', file('prose.txt', 'tanpa label\nsama sekali'), '--test', test]],
    [['--train', train, '--test', test, '--unknown']],
    [['--train', train, '--test', test, 'stray']],
    [['--train', train, '--pretrained', '--test', test]],
  ])('refuses wrong usage: %j', async (args) => {
    await expect(Promise.resolve().then(() => sentiment.run(args))).rejects.toBeInstanceOf(UsageError)
  })

  it('has no shipped model for intents', async () => {
    await expect(intent.run(['--pretrained', '--test', test])).rejects.toBeInstanceOf(UsageError)
  })
})
