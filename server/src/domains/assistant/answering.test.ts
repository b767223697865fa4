import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import type { LanguageModel } from '#platform/llm/model'
import { addProduct } from '#domains/catalog'
import { connectChannel, handBack, sendMessage } from '#domains/conversations'
import { getModelCosts, saveModelCosts } from './model-costs.ts'
import { resetModelState } from './asking.ts'

/** Races of people and model; 500 with `LARIS_FULL_TESTS=1`. */
const races = process.env['LARIS_FULL_TESTS'] === '1' ? 500 : 40

let complete: LanguageModel['complete']
const limits = { perDay: 1_000, perConversation: 1_000 }
let asked = 0
const model: LanguageModel = { name: 'uji', limits, complete: (request) => (asked++, complete(request)) }

let laris: TestApp
let shop: Context
let widgetKey: string

beforeAll(async () => {
  laris = await createTestApp({ llm: model })
  shop = await laris.newBusiness({ name: 'Warung Bu Sri' })
  await shop.transaction((tx) => addProduct(tx, { name: 'Keripik Tempe', category: 'Camilan', description: 'Tempe tipis renyah, tahan 30 hari.', variants: [{ name: '250 gram', price: 18_000, stock: 12 }] }))
  const channel = await connectChannel(shop, { type: 'webchat', settings: { name: 'Situs' } })
  widgetKey = String(channel.config['widgetKey'])
})
afterAll(() => laris[Symbol.asyncDispose]())
beforeEach(() => {
  resetModelState()
  Object.assign(limits, { perDay: 100_000, perConversation: 100_000 })
  complete = () => Promise.reject(new Error('not set'))
})

let sequence = 0
async function visitor() {
  const call = async (method: 'GET' | 'POST', path: string, body?: object) => (await laris.app.server.inject({ method, url: `/api/webchat/${widgetKey}${path}`, remoteAddress: `10.9.${Math.floor(sequence / 250) % 250}.${(sequence % 250) + 1}`, ...(body ? { payload: body } : {}) })).json()
  sequence++
  const { visitorToken } = await call('POST', '/visitors', {})
  return {
    say: async (text: string) => {
      await call('POST', '/messages', { visitorToken, clientId: `pesan-${sequence++}-0001`, text })
      const [row] = await laris.superQuery('select conversation_id as id from messages where business_id = $1 and text = $2 order by id desc limit 1', [shop.businessId, text])
      return String(row['id'])
    },
    read: async (): Promise<string[]> => (await call('GET', `/messages?visitorToken=${encodeURIComponent(visitorToken)}`)).items.filter((item: { from: string }) => item.from === 'shop').map((item: { text: string }) => item.text),
  }
}

const nice = JSON.stringify({ choice: 0, reply: 'Keripik Tempe yang 250 gram harganya Rp18.000 ya Kak.' })

describe('an answer with a language model', () => {
  it('goes out in its words, with the rows and what came of it beside', async () => {
    complete = () => Promise.resolve(nice)
    const customer = await visitor()
    await customer.say('keripik tempe berapa kak')
    await laris.settle()
    expect(await customer.read()).toEqual(['Keripik Tempe yang 250 gram harganya Rp18.000 ya Kak.'])
    const [{ answer }] = await laris.superQuery("select answer from messages where author_kind = 'assistant' order by id desc limit 1")
    expect(answer).toMatchObject({ model: 'worded', intent: 'price', sources: [{ kind: 'product' }] })
  })

  it(`is silent once a person has written, in ${races} races (F29)`, { timeout: 600_000 }, async () => {
    for (let race = 0; race < races; race++) {
      resetModelState()
      let release = (_: string): void => undefined
      let isThinking = (): void => undefined
      const thinking = new Promise<void>((resolve) => (isThinking = resolve))
      complete = () => {
        isThinking()
        return new Promise((resolve) => (release = resolve))
      }
      const customer = await visitor()
      const conversationId = await customer.say(`keripik tempe berapa kak ${race}x`)
      const settled = laris.settle()
      await thinking
      const written = shop.transaction((tx) => sendMessage(tx, { conversationId, text: 'Saya bantu sendiri ya.', clientId: `orang:${race}` }))
      // Sometimes the model is quicker than the commit, sometimes slower.
      if (race % 2 === 0) await written
      release(nice)
      await Promise.all([written, settled])
      await laris.settle()
      const said = await customer.read()
      const at = said.indexOf('Saya bantu sendiri ya.')
      expect(at).toBeGreaterThanOrEqual(0)
      expect(said.slice(at + 1), `race ${race}`).toEqual([])
      if (race % 2 === 0) expect(said).toHaveLength(1)
    }
  })

  it('is the rules’ own when the day’s calls are used up; the owner is told once (F31)', async () => {
    limits.perDay = 0
    const before = asked
    for (const text of ['keripik tempe berapa ya', 'keripik tempe ada?', 'keripik tempe tahan berapa hari']) {
      const customer = await visitor()
      await customer.say(text)
      await laris.settle()
      expect((await customer.read()).join()).toMatch(/Keripik Tempe/)
    }
    expect(asked).toBe(before)
    expect(await laris.superQuery("select 1 from audit_entries where subject_id = 'assistant-model'")).toHaveLength(1)
  })

  it('stops at the rupiah of the month, then the rules answer', async () => {
    complete = () => Promise.resolve(nice)
    const owner = shop
    await owner.transaction((tx) => saveModelCosts(tx, { mostPerMonth: null, perAnswer: 100 }))
    const { answersThisMonth } = await owner.transaction(getModelCosts)
    await owner.transaction((tx) => saveModelCosts(tx, { mostPerMonth: (answersThisMonth + 1) * 100, perAnswer: 100 }))
    const before = asked
    for (const text of ['keripik tempe berapaan kak', 'harga keripik tempe dong', 'keripik tempe brp ya']) {
      await (await visitor()).say(text)
      await laris.settle()
    }
    expect(asked).toBe(before + 1)
    expect(await owner.transaction(getModelCosts)).toMatchObject({ answersThisMonth: answersThisMonth + 1, spentThisMonth: (answersThisMonth + 1) * 100, isLimitReached: true })
    await owner.transaction((tx) => saveModelCosts(tx, { mostPerMonth: null, perAnswer: 100 }))
  })

  it('counts calls of a conversation apart', async () => {
    complete = () => Promise.resolve(nice)
    limits.perConversation = 1
    const customer = await visitor()
    const before = asked
    await customer.say('keripik tempe berapa min')
    await laris.settle()
    await customer.say('keripik tempe harganya berapa')
    await laris.settle()
    expect(asked).toBe(before + 1)
    expect(await customer.read()).toHaveLength(2)
  })
})

describe('a hand-off', () => {
  it('is said once, however often is asked, until somebody gives the chat back (F30)', async () => {
    const customer = await visitor()
    const conversationId = await customer.say('mau ngomong sama orangnya langsung')
    await laris.settle()
    for (const text of ['halo?', 'mana orangnya', 'admin dong']) {
      await customer.say(`${text} ${sequence}`)
      await laris.settle()
    }
    expect(await customer.read()).toHaveLength(1)
    await shop.transaction((tx) => handBack(tx, conversationId))
    await customer.say('keripik tempe berapa bu')
    await laris.settle()
    expect((await customer.read()).at(-1)).toMatch(/18\.000/)
  })
})
