import { afterEach, beforeEach, expect, test } from 'vitest'
import { updateCampaign } from './campaigns.ts'
import { launchCampaign } from './launching.ts'
import { previewCampaign } from './preview.ts'
import { readResult } from './results.ts'
import { getCampaign } from './store.ts'
import { readReplied } from './responses.ts'
import { aCampaign, openCampaignShop, type CampaignShop } from './testing.ts'

let s: CampaignShop

beforeEach(async () => {
  s = await openCampaignShop()
})
afterEach(() => s[Symbol.asyncDispose]())

const withLink = { variants: [{ name: 'A', text: 'Halo {{nama}}: {{tautan}}' }], linkUrl: 'https://toko.test/lebaran?x=1', holdoutPercent: 0 }
const follow = (address: string, agent: string, method: 'GET' | 'HEAD' = 'GET') => s.laris.app.server.inject({ method, url: new URL(address).pathname, headers: { 'user-agent': agent } })
const phone = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36'
const responses = async (id: string) => (await s.shop.transaction((tx) => readResult(tx, id))).responses

test('each customer gets an address of their own; following it leads on, and counts a person once', async () => {
  for (const name of ['Rini', 'Budi', 'Sari']) await s.customer(name)
  const id = await s.plan(withLink)
  const [shown] = (await s.shop.transaction((tx) => previewCampaign(tx, id))).samples
  expect(shown?.texts[0]?.text).toMatch(/^Halo Rini: https?:\/\/[^/]+\/t\/[a-z0-9]{8}contoh$/)
  await s.shop.transaction((tx) => launchCampaign(tx, id))
  await s.run(12)
  const addresses = (await s.sent()).map((text) => /https?:\S+$/.exec(text)?.[0] ?? '')
  expect(new Set(addresses).size).toBe(3)
  for (let time = 0; time < 2; time++) {
    const answer = await follow(addresses[0], phone)
    expect([answer.statusCode, answer.headers['location'], answer.headers['referrer-policy']]).toEqual([302, 'https://toko.test/lebaran?x=1', 'no-referrer'])
  }
  expect(await responses(id)).toMatchObject({ sent: 3, clicked: 1, replied: 0, cost: 0, arms: [{ name: 'A', sent: 3, clicked: 1 }] })
})

test('programs that look ahead are led on and not counted; what is no link is told so', async () => {
  await s.customer('Rini')
  const id = await s.plan(withLink)
  await s.shop.transaction((tx) => launchCampaign(tx, id))
  await s.run(12)
  const [address] = (await s.sent()).map((text) => /https?:\S+$/.exec(text)?.[0] ?? '')
  for (const agent of ['WhatsApp/2.24', 'facebookexternalhit/1.1', 'TelegramBot (like TwitterBot)', '']) expect((await follow(address, agent)).statusCode).toBe(302)
  await follow(address, phone, 'HEAD')
  expect((await follow(address.slice(0, -12), phone)).statusCode).toBe(302)
  expect((await follow(`${address.slice(0, -12)}${'0'.repeat(12)}`, phone)).statusCode).toBe(302)
  for (const wrong of ['https://x.test/t/aaaaaaaa', 'https://x.test/t/..%2f', 'https://x.test/t/a']) expect((await follow(wrong, phone)).statusCode).toBe(404)
  expect(await responses(id)).toMatchObject({ sent: 1, clicked: 0 })
})

test('a text that names a link needs one, and its code stays when the address changes', async () => {
  await expect(s.plan({ ...withLink, linkUrl: null })).rejects.toMatchObject({ code: 'campaigns.link_missing' })
  const id = await s.plan(withLink)
  const before = await s.shop.transaction((tx) => getCampaign(tx, id))
  const after = await s.shop.transaction((tx) => updateCampaign(tx, id, { ...aCampaign, channelId: before.channelId, ...withLink, linkUrl: 'https://toko.test/lain' }))
  expect(after).toMatchObject({ linkCode: before.linkCode, linkUrl: 'https://toko.test/lain' })
})

test('who writes back within the days is counted as a reply', async () => {
  const { conversationId } = await s.customer('Rini')
  await s.customer('Budi')
  const id = await s.plan({ holdoutPercent: 0 })
  await s.shop.transaction((tx) => launchCampaign(tx, id))
  await s.run(12)
  const [{ external_id: threadId }] = await s.rows('select external_id from conversations where id = $1', [conversationId])
  await s.hear('mau pesan', { threadId: String(threadId), customer: { externalId: String(threadId), name: 'Rini' } })
  expect(await responses(id)).toMatchObject({ sent: 2, replied: 1, clicked: null, optedOut: 0 })
  const rows = await s.rows('select d.message_id, m.conversation_id from campaign_deliveries d join messages m on m.id = d.message_id where d.campaign_id = $1', [id])
  const replied = await s.shop.transaction(async (tx) => readReplied(tx, await getCampaign(tx, id)))
  expect(rows.filter((row) => replied?.has(String(row['message_id']))).map((row) => row['conversation_id'])).toEqual([conversationId])
})
