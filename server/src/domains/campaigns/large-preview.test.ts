import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateCampaign } from './campaigns.ts'
import { readPreview } from './large-preview.ts'
import { previewCampaign } from './preview.ts'
import { aCampaign, openCampaignShop, type CampaignShop } from './testing.ts'

let s: CampaignShop
beforeAll(async () => {
  s = await openCampaignShop()
  for (let at = 0; at < 23; at++) await s.customer(`Ibu ${String.fromCharCode(65 + at)}nih`, { agrees: at % 3 !== 0 })
})
afterAll(() => s.laris[Symbol.asyncDispose]())

const look = (id: string) => s.shop.transaction((tx) => readPreview(tx, id, { most: 10, piece: 4 }))

test('very many people are counted in pieces, to the same figures as all at once', async () => {
  const id = await s.plan({ variants: [{ name: 'A', text: 'Halo {{nama}}' }] })
  expect(await look(id)).toEqual({ working: { done: 0, all: 23 } })
  // A second look begins nothing anew.
  expect(await look(id)).toEqual({ working: { done: 0, all: 23 } })
  await s.laris.settle()
  const whole = await s.shop.transaction((tx) => previewCampaign(tx, id))
  const pieces = await look(id)
  expect(pieces).toMatchObject({ audience: 23, messaged: whole.messaged, heldOut: whole.heldOut, cost: whole.cost, leftOut: [{ reason: 'no_consent', count: 8 }] })
  expect('samples' in pieces && pieces.samples).toHaveLength(20)
  expect('samples' in pieces && pieces.samples.slice(0, 15).every(({ reason, texts }) => reason === null && texts.length === 1)).toBe(true)
  expect('leftOut' in pieces && pieces.leftOut[0].names).toHaveLength(5)
  expect((await s.rows('select preview from campaigns where id = $1', [id])).map((row) => JSON.stringify(row)).join()).not.toMatch(/Ibu|nih/)
})

test('another text, or ten minutes, begin it anew', async () => {
  const id = await s.plan()
  await look(id)
  await s.laris.settle()
  expect(await look(id)).toMatchObject({ audience: 23 })
  s.laris.clock.advance(1_000)
  await s.shop.transaction((tx) => updateCampaign(tx, id, { ...aCampaign, channelId: s.channel.channelId, name: 'Lain' }))
  expect(await look(id)).toEqual({ working: { done: 0, all: 23 } })
  await s.laris.settle()
  expect(await look(id)).toMatchObject({ audience: 23 })
  s.laris.clock.advance(11 * 60_000)
  expect(await look(id)).toEqual({ working: { done: 0, all: 23 } })
})
