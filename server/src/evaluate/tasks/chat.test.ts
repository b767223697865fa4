import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UsageError } from '../task.ts'
import { task } from './chat.ts'

const demo = fileURLToPath(new URL('../../../demo/shops/', import.meta.url))
const unseen = fileURLToPath(new URL('../../domains/assistant/testing/shops/', import.meta.url))
const evaluate = async (shop: string, ...more: string[]) => (await task.run(['--shop', shop, '--cases', join(shop, 'chat.jsonl'), ...more])) as Record<string, number> & { failures: unknown }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('the chat task', () => {
  it('writes one answer per case and counts failures, or lists them', async () => {
    const shop = join(demo, 'kuliner-dapur-bu-tini')
    const result = await evaluate(shop, '--answers', join(folder, 'answers.jsonl'))
    const answers = (await readFile(join(folder, 'answers.jsonl'), 'utf8')).trim().split('\n').map((line) => JSON.parse(line))
    expect(answers).toHaveLength(result.n)
    expect(Object.keys(answers[0])).toEqual(['id', 'intent', 'products', 'handoff', 'answer'])
    expect(typeof result.failures).toBe('number')
    expect((await evaluate(shop, '--verbose')).failures).toHaveLength(Number(result.failures))
  })
  it('refuses unreadable cases and missing options', async () => {
    await writeFile(join(folder, 'bad.jsonl'), '{"id":1}\n')
    await expect(task.run(['--shop', join(demo, 'kuliner-dapur-bu-tini'), '--cases', join(folder, 'bad.jsonl')])).rejects.toThrow(UsageError)
    await expect(task.run(['--shop', folder, '--cases', join(folder, 'bad.jsonl')])).rejects.toThrow(UsageError)
    await expect(task.run([])).rejects.toThrow(UsageError)
  })
})

/** Floors under what was measured, so that a change which costs quality is seen. */
describe('quality does not fall', () => {
  it.each(['kuliner-dapur-bu-tini', 'fashion-sekar-batik', 'furnitur-jati-pak-karno'])('%s', async (name) => {
    const result = await evaluate(join(demo, name))
    expect(result).toMatchObject({ inventedAmounts: 0 })
    expect(result.intentAccuracy).toBeGreaterThanOrEqual(0.93)
    expect(result.answerPassRate).toBeGreaterThanOrEqual(0.93)
    expect(result.productRecall).toBeGreaterThanOrEqual(0.95)
    expect(result.handoffPrecision).toBeGreaterThanOrEqual(0.9)
    expect(result.handoffRecall).toBeGreaterThanOrEqual(0.95)
  })
  it('on shops that were never worked on', async () => {
    const names = ['fashion-seruni-sealed', 'furnitur-warna-ruang-sealed']
    const results = await Promise.all(names.map((name) => evaluate(join(unseen, name))))
    const mean = (key: string) => results.reduce((sum, result) => sum + result[key] * result.n, 0) / results.reduce((sum, { n }) => sum + n, 0)
    expect(mean('inventedAmounts')).toBe(0)
    expect(mean('intentAccuracy')).toBeGreaterThanOrEqual(0.9)
    expect(mean('answerPassRate')).toBeGreaterThanOrEqual(0.85)
    expect(mean('productRecall')).toBeGreaterThanOrEqual(0.9)
    expect(mean('handoffPrecision')).toBeGreaterThanOrEqual(0.85)
    expect(mean('handoffRecall')).toBeGreaterThanOrEqual(0.9)
  })
})
