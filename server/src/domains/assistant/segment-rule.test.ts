import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import type { LanguageModel } from '#platform/llm/model'
import { listSegments } from '#domains/activity'
import { resetModelState } from './asking.ts'
import { getModelCosts, saveModelCosts } from './model-costs.ts'
import { readSegmentRule } from './segment-rule.ts'

let laris: TestApp
let shop: Context
let said = ''
const prompts: string[] = []
const llm: LanguageModel = { name: 'uji', limits: { perDay: 3, perConversation: 3 }, complete: ({ prompt }) => (prompts.push(prompt), said === 'fail' ? Promise.reject(new Error('down')) : Promise.resolve(said)) }
const rule = { all: [{ field: 'spend', operator: 'atLeast', value: 500_000 }, { field: 'daysSinceLastOrder', operator: 'atLeast', value: 30 }] }

beforeAll(async () => {
  laris = await createTestApp({ llm })
})
beforeEach(async () => {
  resetModelState()
  prompts.length = 0
  shop = await laris.newBusiness()
})
afterAll(() => laris[Symbol.asyncDispose]())

const read = (answer: string) => {
  said = answer
  return readSegmentRule(shop, 'belanja di atas 500 ribu, sudah sebulan tidak pesan')
}

test('words become a rule, and nothing is kept until a person saves it', async () => {
  expect(await read(`\`\`\`json\n${JSON.stringify(rule)}\n\`\`\``)).toEqual({ rule, problem: null })
  expect(prompts).toEqual([JSON.stringify({ words: 'belanja di atas 500 ribu, sudah sebulan tidak pesan' })])
  expect((await shop.transaction(listSegments)).filter((one) => !one.isReady)).toEqual([])
})

test.each([
  ['no rule', '{}'],
  ['no JSON', 'Tentu! Ini aturannya.'],
  ['a field that there is not', JSON.stringify({ all: [{ field: 'password', operator: 'atLeast', value: 1 }] })],
  ['goods, of which it knows none', JSON.stringify({ field: 'bought', operator: 'anyOf', variantIds: ['0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d'] })],
  ['a failure', 'fail'],
])('%s is not understood', async (_, answer) => {
  expect(await read(answer)).toEqual({ rule: null, problem: 'not_understood' })
})

test('the day and the month have the caps of the assistant, and each question counts, also a failed one', async () => {
  await read('fail')
  await read(JSON.stringify(rule))
  expect(await shop.transaction(getModelCosts)).toMatchObject({ answersThisMonth: 2 })
  await read(JSON.stringify(rule))
  expect(await read(JSON.stringify(rule))).toEqual({ rule: null, problem: 'limit' })
  expect(prompts).toHaveLength(3)
  shop = await laris.newBusiness()
  await shop.transaction((tx) => saveModelCosts(tx, { mostPerMonth: 0, perAnswer: 0 }))
  expect(await read(JSON.stringify(rule))).toEqual({ rule: null, problem: 'limit' })
})

test('without a model nothing is missing but this', async () => {
  expect(await readSegmentRule({ ...shop, llm: undefined }, 'pelanggan setia')).toEqual({ rule: null, problem: 'no_model' })
})
