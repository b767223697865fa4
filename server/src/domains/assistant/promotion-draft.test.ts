import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import type { LanguageModel } from '#platform/llm/model'
import { resetModelState } from './asking.ts'
import { draftPromotion } from './promotion-draft.ts'

let laris: TestApp
let shop: Context
let said = ''
const prompts: string[] = []
const llm: LanguageModel = { name: 'uji', limits: { perDay: 2, perConversation: 2 }, complete: ({ prompt }) => (prompts.push(prompt), said === 'fail' ? Promise.reject(new Error('down')) : Promise.resolve(said)) }
const text = 'Halo {{sapaan}}, {{produk}} sekarang Rp 17.000, dari Rp 20.000. Sebut kode RINDU3 sampai 30 November. Balas STOP bila tidak ingin kabar lagi.'

beforeAll(async () => {
  laris = await createTestApp({ llm })
})
beforeEach(async () => {
  resetModelState()
  prompts.length = 0
  shop = await laris.newBusiness()
})
afterAll(() => laris[Symbol.asyncDispose]())

const draft = (answer: string) => {
  said = answer
  return draftPromotion(shop, { text, tone: 'casual' })
}
const reworded = 'Hai {{sapaan}}! {{produk}} lagi Rp 17.000 nih, biasanya Rp 20.000. Sebut aja kode RINDU3, sampai 30 November ya. Balas STOP kalau nggak mau dikabari lagi.'

test('the same said lightly is a draft, and only the shop\'s own words left for it', async () => {
  expect(await draft(JSON.stringify({ text: reworded }))).toEqual({ text: reworded, problem: null })
  expect(JSON.parse(prompts[0])).toMatchObject({ text })
})

test.each([
  ['another price', reworded.replace('17.000', '15.000')],
  ['a lost price', reworded.replace(', biasanya Rp 20.000', '')],
  ['another day', reworded.replace('30 November', '5 Desember')],
  ['a share off', reworded.replace('lagi', 'diskon 50% jadi')],
  ['stock', reworded.replace('nih', 'tinggal 3 nih')],
  ['a promise', reworded.replace('nih', 'nih, gratis ongkir')],
  ['another code', reworded.replace('RINDU3', 'RINDU9')],
  ['a lost code', reworded.replace(' kode RINDU3', '')],
  ['a slot more', `${reworded} {{hari}}`],
  ['a slot less', reworded.replace('{{produk}} ', '')],
  ['no way out', reworded.replace('Balas STOP kalau nggak mau dikabari lagi.', '')],
  ['a link', `${reworded} https://lain.test`],
])('%s is refused', async (_, answer) => {
  expect(await draft(JSON.stringify({ text: answer }))).toEqual({ text: null, problem: 'refused' })
})

test('no answer is no draft, and the day has the cap of the assistant', async () => {
  expect(await draft('fail')).toEqual({ text: null, problem: 'refused' })
  expect(await draft('Tentu! Ini teksnya.')).toEqual({ text: null, problem: 'refused' })
  expect(await draft(JSON.stringify({ text: reworded }))).toEqual({ text: null, problem: 'limit' })
  expect(prompts).toHaveLength(2)
})
