import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordActivity } from '#domains/activity'
import { aGood } from '../catalog/testing.ts'
import { updateCampaign } from './campaigns.ts'
import { mergeCustomers } from '#domains/customers'
import { launchCampaign, undoLaunch } from './launching.ts'
import { hearLateNews, keepCampaignsRunning } from './running-all.ts'
import { previewCampaign, previewFor } from './preview.ts'
import { saveCampaignSettings, getCampaignSettings, type CampaignSettings } from './settings.ts'
import { endCampaign, pauseCampaign, resumeCampaign } from './stopping.ts'
import { getCampaign } from './store.ts'
import { aCampaign, openCampaignShop, refuse, type CampaignShop } from './testing.ts'

let s: CampaignShop

beforeEach(async () => {
  s = await openCampaignShop()
})
afterEach(() => s[Symbol.asyncDispose]())

const names = ['Rini', 'Budi', 'Sari', 'Agus', 'Dewi', 'Eko', 'Fitri', 'Gilang', 'Hana', 'Indra', 'Joko', 'Kartika']
const people = async (count: number) => {
  const made: { customerId: string; conversationId: string }[] = []
  for (const name of names.slice(0, count)) made.push(await s.customer(name))
  return made
}
const launch = (id: string, at?: Date) => s.shop.transaction((tx) => launchCampaign(tx, id, at))
const settings = async (changes: Partial<CampaignSettings>) => s.shop.transaction(async (tx) => saveCampaignSettings(tx, { ...(await getCampaignSettings(tx)), ...changes }))
const addsUp = async (id: string) => {
  const totals = await s.totals(id)
  expect(totals.heldOut + totals.leftOut + totals.waiting + totals.sent + totals.rejected + totals.uncertain).toBe(totals.audience)
  return totals
}

test('of twelve customers nine get their own text and three, by chance, nothing; all stand in one row', async () => {
  await people(12)
  const id = await s.plan()
  const preview = await s.shop.transaction((tx) => previewCampaign(tx, id))
  expect(preview).toMatchObject({ audience: 12, messaged: 9, heldOut: 3, cost: { estimate: 0 } })
  await launch(id)
  expect(await addsUp(id)).toMatchObject({ audience: 12, heldOut: 3, waiting: 9, sent: 0 })
  await s.run(5)
  expect((await s.sent()).length).toBe(0)
  await s.run(10)
  expect(await addsUp(id)).toMatchObject({ heldOut: 3, sent: 9, waiting: 0 })
  const sent = await s.sent()
  expect(sent).toHaveLength(9)
  expect(new Set(sent).size).toBe(9)
  expect(sent[0]).toMatch(/^Halo \p{Lu}\p{Ll}+, ada kabar dari Toko Uji\.$/u)
  expect((await s.shop.transaction((tx) => getCampaign(tx, id))).status).toBe('done')
})

test('a launch taken back within ten seconds sends nothing and forgets the draw', async () => {
  await people(4)
  const id = await s.plan()
  await launch(id)
  s.laris.clock.advance(9_000)
  expect((await s.shop.transaction((tx) => undoLaunch(tx, id))).status).toBe('draft')
  await s.run(15)
  expect(await s.sent()).toEqual([])
  expect((await addsUp(id)).audience).toBe(0)
  await launch(id)
  await s.run(12)
  await expect(s.shop.transaction((tx) => undoLaunch(tx, id))).rejects.toMatchObject({ code: 'campaigns.undo_too_late' })
})

test('who may not be written to is left out with the reason, before the draw', async () => {
  await people(4)
  await s.customer('Tono', { agrees: false })
  await s.customer('6281234567890')
  const id = await s.plan()
  const { leftOut } = await s.shop.transaction((tx) => previewCampaign(tx, id))
  expect(Object.fromEntries(leftOut.map(({ reason, count }) => [reason, count]))).toEqual({ no_consent: 1, no_name: 1 })
  await launch(id)
  expect(await addsUp(id)).toMatchObject({ audience: 6, leftOut: 2, heldOut: 1, waiting: 3 })
})

test('leaving in the middle stops that customer at once, whatever was planned for them (I8)', async () => {
  const everyone = await people(10)
  await settings({ perSecond: 1, optOutLimitPercent: 100 })
  const id = await s.plan({ holdoutPercent: 0 })
  await launch(id)
  s.laris.clock.advance(10_000)
  await s.run(3)
  const before = (await s.sent()).length
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(10)
  for (const { customerId } of everyone) await refuse(s.shop, customerId)
  await s.run(20)
  expect((await s.sent()).length).toBe(before)
  expect(await addsUp(id)).toMatchObject({ sent: before, leftOut: 10 - before })
})

test('a campaign stops by itself when too many leave, and goes on only when told to', async () => {
  const everyone = await people(8)
  await settings({ perSecond: 2 })
  const id = await s.plan({ holdoutPercent: 0 })
  await launch(id)
  s.laris.clock.advance(10_000)
  await s.run(2)
  const sentTo = await s.rows("select customer_id from campaign_deliveries where status = 'sent'", [])
  for (const { customer_id: customerId } of sentTo.slice(0, 2)) await refuse(s.shop, String(customerId))
  await s.run(20)
  const campaign = await s.shop.transaction((tx) => getCampaign(tx, id))
  expect(campaign).toMatchObject({ status: 'stopped', holdReason: 'opt_outs' })
  const { sent, waiting } = await addsUp(id)
  expect(waiting).toBeGreaterThan(0)
  await s.shop.transaction((tx) => resumeCampaign(tx, id))
  await s.run(20)
  expect(await addsUp(id)).toMatchObject({ sent: everyone.length, waiting: 0 })
  expect(sent).toBeLessThan(everyone.length)
})

test('a pause takes back what has not begun to leave; going on sends each customer one message', async () => {
  await people(10)
  await settings({ perSecond: 2 })
  const id = await s.plan({ holdoutPercent: 0 })
  await launch(id)
  s.laris.clock.advance(10_000)
  await s.run(2)
  await s.shop.transaction((tx) => pauseCampaign(tx, id))
  const before = (await s.sent()).length
  await s.run(10)
  expect((await s.sent()).length).toBe(before)
  expect(await addsUp(id)).toMatchObject({ sent: before, waiting: 10 - before })
  await s.shop.transaction((tx) => resumeCampaign(tx, id))
  await s.run(15)
  const sent = await s.sent()
  expect(sent).toHaveLength(10)
  expect(new Set(sent).size).toBe(10)
})

test.each(['pause', 'end'] as const)('what was under way at the %s and was refused does not leave later', async (how) => {
  await people(10)
  await settings({ perSecond: 2 })
  const id = await s.plan({ holdoutPercent: 0 })
  await launch(id)
  s.laris.clock.advance(10_000)
  await s.run(2)
  const [message] = await s.rows("update messages set delivery = 'attempting' where id = (select id from messages where delivery = 'planned' order by id desc limit 1) returning id", [])
  await s.shop.transaction((tx) => (how === 'pause' ? pauseCampaign(tx, id) : endCampaign(tx, id)))
  const before = (await s.sent()).length
  // As a 429 does: planned again, to be tried in a while.
  await s.rows("update messages set delivery = 'planned' where id = $1", [message?.['id']])
  await s.rows("update outbox set available_at = $1 where handler = 'send-slice'", [new Date(s.laris.clock.now().getTime() + 3_000)])
  await s.run(10)
  expect((await s.sent()).length).toBe(before)
  expect(await addsUp(id)).toMatchObject(how === 'pause' ? { sent: before, waiting: 10 - before } : { sent: before, leftOut: 10 - before })
})

test('nothing leaves in the quiet hours', async () => {
  await people(3)
  s.laris.clock.set('2026-11-24T13:30:00Z')
  const id = await s.plan({ holdoutPercent: 0 })
  await launch(id)
  await s.run(30)
  expect(await s.sent()).toEqual([])
  expect(await s.shop.transaction((tx) => getCampaign(tx, id))).toMatchObject({ status: 'running', holdReason: 'quiet_hours' })
  s.laris.clock.set('2026-11-25T01:00:01Z')
  await s.run(3)
  expect(await s.sent()).toHaveLength(3)
})

test('nobody hears more often than the shop allows', async () => {
  await people(3)
  for (let round = 0; round < 3; round++) {
    const id = await s.plan({ holdoutPercent: 0 })
    if (round < 2) {
      await launch(id)
      await s.run(14)
      continue
    }
    await expect(launch(id)).rejects.toMatchObject({ code: 'campaigns.nobody' })
    const { leftOut } = await s.shop.transaction((tx) => previewCampaign(tx, id))
    expect(leftOut).toMatchObject([{ reason: 'too_often', count: 3 }])
  }
  expect(await s.sent()).toHaveLength(6)
})

test('goods that run out before sending block their deliveries; an offer under the margin floor is never made', async () => {
  await people(4)
  const variantId = await aGood(s.shop, 'Sambal bawang', 5)
  const id = await s.plan({ holdoutPercent: 0, productMode: 'fixed', variantId, variants: [{ name: 'A', text: 'Halo {{nama}}, {{produk}} cuma {{harga}}.' }] })
  const [first] = (await s.shop.transaction((tx) => previewCampaign(tx, id))).samples
  expect(first.texts[0].text).toMatch(/^Halo \S+, Sambal bawang cuma Rp 20\.000\.$/)
  await launch(id)
  await s.rows('update stock_levels set on_hand = 0 where variant_id = $1', [variantId])
  await s.run(15)
  expect(await s.sent()).toEqual([])
  expect((await s.rows('select distinct reason from campaign_deliveries where campaign_id = $1', [id])).map((row) => row['reason'])).toEqual(['out_of_stock'])
  await s.rows('update stock_levels set on_hand = 5 where variant_id = $1', [variantId])
  const offer = { ...aCampaign, channelId: s.channel.channelId, productMode: 'fixed' as const, variantId, variants: [{ name: 'A', text: '{{produk}} jadi {{harga_promo}}' }], offer: { kind: 'percent' as const, value: 20 } }
  const offered = await s.plan(offer)
  const reasonOf = async () => (await s.shop.transaction((tx) => previewCampaign(tx, offered))).leftOut.map((group) => group.reason)
  expect(await reasonOf()).toEqual(['cost_unknown'])
  await s.rows('update variants set cost = 15000 where id = $1', [variantId])
  expect(await reasonOf()).toEqual(['below_floor'])
  await s.shop.transaction((tx) => updateCampaign(tx, offered, { ...offer, offer: { kind: 'percent', value: 10 } }))
  const [sample] = (await s.shop.transaction((tx) => previewCampaign(tx, offered))).samples
  expect(sample.texts[0].text).toBe('Sambal bawang jadi Rp 18.000')
})

test('lowering the margin floor is for the owner alone', async () => {
  const as = (role: string) => s.shop.as({ kind: 'member', memberId: crypto.randomUUID(), accountId: 'a', role, sessionId: 's' })
  const lower = (role: string) => as(role).transaction(async (tx) => saveCampaignSettings(tx, { ...(await getCampaignSettings(tx)), floorPercent: 5 }))
  await expect(lower('manager')).rejects.toMatchObject({ code: 'campaigns.owner_only' })
  expect((await lower('owner')).floorPercent).toBe(5)
})

test('each recipient can be previewed with their own words', async () => {
  const [rini] = await people(1)
  const tono = await s.customer('Tono', { agrees: false })
  const id = await s.plan()
  const show = (customerId: string) => s.shop.transaction((tx) => previewFor(tx, id, customerId))
  expect(await show(rini.customerId)).toMatchObject({ reason: null, texts: [{ variant: 'A', text: 'Halo Rini, ada kabar dari Toko Uji.' }] })
  expect(await show(tono.customerId)).toMatchObject({ reason: 'no_consent', texts: [] })
})

test('an ended campaign leaves out who was not written to, and the totals still add up', async () => {
  await people(6)
  await settings({ perSecond: 1 })
  const id = await s.plan({ holdoutPercent: 0 })
  await launch(id)
  s.laris.clock.advance(10_000)
  await s.run(1)
  await s.shop.transaction((tx) => endCampaign(tx, id))
  await s.run(5)
  const totals = await addsUp(id)
  expect(totals.waiting).toBe(0)
  expect(totals.sent + totals.leftOut).toBe(6)
  expect(await s.sent()).toHaveLength(totals.sent)
})

test('the members of a segment are the audience, as they stand at the launch', async () => {
  const [rini, budi] = await people(2)
  // Wrote, and has not bought.
  const id = await s.plan({ audience: { segmentId: 'belum-beli' }, holdoutPercent: 0 })
  const note = (customerId: string, type: 'message' | 'order') => s.shop.transaction((tx) => recordActivity(tx, [{ key: `${type}:${customerId}`, fact: { type, customerId, at: tx.now(), channel: 'webchat', amount: 50_000 } }]))
  for (const { customerId } of [rini, budi]) await note(customerId, 'message')
  await note(budi.customerId, 'order')
  await launch(id)
  await s.run(14)
  expect(await s.sent()).toEqual(['Halo Rini, ada kabar dari Toko Uji.'])
  expect((await addsUp(id)).audience).toBe(1)
  await note(rini.customerId, 'order')
  const empty = await s.plan({ audience: { segmentId: 'belum-beli' }, holdoutPercent: 0 })
  await expect(launch(empty)).rejects.toMatchObject({ code: 'campaigns.nobody' })
  await expect(s.plan({ audience: { segmentId: 'tidak-ada' } })).rejects.toMatchObject({ status: 404 })
})

test('two customers who turn out to be one after the draw get one message', async () => {
  const [rini, budi] = await people(2)
  await settings({ perSecond: 1 })
  const id = await s.plan({ holdoutPercent: 0 })
  await launch(id)
  await s.shop.transaction((tx) => mergeCustomers(tx, { survivorId: rini.customerId, absorbedId: budi.customerId, statement: 'Kata pelanggannya sendiri' }))
  await s.run(16)
  expect(await s.sent()).toHaveLength(1)
  expect(await addsUp(id)).toMatchObject({ audience: 2, sent: 1, leftOut: 1 })
})

test('delivered and read marks that come after the end are heard', async () => {
  await people(2)
  const id = await s.plan({ holdoutPercent: 0 })
  await launch(id)
  await s.run(14)
  await s.rows("update messages set delivery = 'read' where client_id like 'campaign:%'", [])
  await hearLateNews({ ...s.laris.services, ...s.laris.app.contexts, db: s.laris.database.db })
  expect(await addsUp(id)).toMatchObject({ sent: 2, delivered: 2, read: 2 })
})

test('a campaign whose runner was lost goes on within a minute', async () => {
  await people(2)
  const id = await s.plan({ holdoutPercent: 0 })
  await launch(id)
  await s.rows("delete from outbox where handler = 'run-campaign'", [])
  await s.run(14)
  expect(await s.sent()).toEqual([])
  await keepCampaignsRunning({ ...s.laris.services, ...s.laris.app.contexts, db: s.laris.database.db })
  await s.run(2)
  expect(await s.sent()).toHaveLength(2)
})

test('the subject of a mail is filled like its text, and stands on the message', async () => {
  await people(1)
  const id = await s.plan({ holdoutPercent: 0, variants: [{ name: 'A', text: 'Halo {{nama}}.', subject: 'Untuk {{nama}} dari {{toko}}' }] })
  const { samples } = await s.shop.transaction((tx) => previewCampaign(tx, id))
  expect(samples[0]?.texts).toEqual([{ variant: 'A', text: 'Halo Rini.', subject: 'Untuk Rini dari Toko Uji' }])
  await launch(id)
  await s.run(12)
  expect((await s.rows("select content ->> 'subject' as subject from messages where direction = 'outbound' and purpose = 'marketing'", [])).map((row) => row['subject'])).toEqual(['Untuk Rini dari Toko Uji'])
})
