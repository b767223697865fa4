import { afterEach, beforeEach, expect, test } from 'vitest'
import { noteLearned } from '../src/domains/conversations/channel-accounts.ts'
import { startFakeWhatsapp, type FakeWhatsapp } from '../src/domains/conversations/channels/whatsapp/testing.ts'
import { launchCampaign } from '../src/domains/campaigns/launching.ts'
import { previewCampaign } from '../src/domains/campaigns/preview.ts'
import { openCampaignShop, type CampaignShop } from '../src/domains/campaigns/testing.ts'
import type { Variant } from '../src/domains/campaigns/tables.ts'

let provider: FakeWhatsapp
let s: CampaignShop

beforeEach(async () => {
  provider = await startFakeWhatsapp()
  s = await openCampaignShop('whatsapp', provider)
  await s.rows(
    `insert into templates (business_id, id, channel_id, name, language, category, status, body, variables, updated_at)
     values ($1, gen_random_uuid(), $2, 'kabar', 'id', 'MARKETING', 'APPROVED', 'Halo {{1}}, kabar dari {{2}}.', '{1,2}', now())`,
    [s.shop.businessId, s.channel.channelId],
  )
})
afterEach(async () => {
  await s[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
})

const variant: Variant = {
  name: 'A',
  text: 'Hai {{sapaan}}!',
  template: { name: 'kabar', language: 'id', slots: [{ name: '2', text: '{{toko}}' }, { name: '1', text: '{{sapaan}}' }] },
}

test('an open chat gets free text for nothing; a closed one the approved template, filled, at its price', async () => {
  await s.customer('Rini')
  s.laris.clock.advance(25 * 3_600_000)
  await s.customer('Budi')
  const id = await s.plan({ variants: [variant], holdoutPercent: 0 })
  const preview = await s.shop.transaction((tx) => previewCampaign(tx, id))
  expect(preview).toMatchObject({ messaged: 2, cost: { paidMessages: 1, estimate: 660 } })
  expect(preview.samples.map((person) => person.texts[0]?.text).sort()).toEqual(['Hai Kak Budi!', 'Halo Kak Rini, kabar dari Toko Uji.'])
  await s.shop.transaction((tx) => launchCampaign(tx, id))
  await s.run(14)
  expect((await s.sent()).sort()).toEqual(['Hai Kak Budi!', 'Halo Kak Rini, kabar dari Toko Uji.'])
  const template = provider.sent.find((body) => body['type'] === 'template')?.['template']
  expect(template).toMatchObject({ name: 'kabar', language: { code: 'id' }, components: [{ type: 'body', parameters: [{ text: 'Kak Rini' }, { text: 'Toko Uji' }] }] })
})

test('a template that is no longer approved, or lacks a slot, blocks its deliveries with the reason', async () => {
  await s.customer('Rini')
  s.laris.clock.advance(25 * 3_600_000)
  const reasons = async (variants: Variant[]) => {
    const id = await s.plan({ variants, holdoutPercent: 0 })
    return (await s.shop.transaction((tx) => previewCampaign(tx, id))).leftOut.map(({ reason }) => reason)
  }
  expect(await reasons([{ name: 'A', text: 'Hai' }])).toEqual(['window_closed'])
  expect(await reasons([{ ...variant, template: { name: 'kabar', language: 'id', slots: [{ name: '1', text: '{{sapaan}}' }] } }])).toEqual(['template_unusable'])
  await s.rows("update templates set status = 'PAUSED'", [])
  expect(await reasons([variant])).toEqual(['template_unusable'])
})

test('the limit a day that the provider told is kept; the rest leaves when it frees', async () => {
  for (const name of ['Rini', 'Budi', 'Sari', 'Tono', 'Wati']) await s.customer(name)
  s.laris.clock.advance(25 * 3_600_000)
  await s.shop.transaction((tx) => noteLearned(tx, s.channel.channelId, { dailyLimit: 3 }))
  const id = await s.plan({ variants: [variant], holdoutPercent: 0 })
  expect(await s.shop.transaction((tx) => previewCampaign(tx, id))).toMatchObject({ messaged: 5, dailyLimit: 3 })
  await s.shop.transaction((tx) => launchCampaign(tx, id))
  await s.run(16)
  const state = async () => ({ ...(await s.row('select status, hold_reason from campaigns where id = $1', [id])), sent: (await s.totals(id)).sent })
  expect(await state()).toMatchObject({ status: 'running', hold_reason: 'daily_limit', sent: 3 })
  s.laris.clock.advance(12 * 60_000)
  await s.run(3)
  expect(await state()).toMatchObject({ sent: 3 })
  s.laris.clock.advance(24 * 3_600_000)
  await s.run(6)
  expect(await state()).toMatchObject({ status: 'done', sent: 5 })
})
