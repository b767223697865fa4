import { afterEach, beforeEach, expect, test } from 'vitest'
import { addCampaign } from './campaigns.ts'
import { launchCampaign } from './launching.ts'
import { suggestCampaigns } from './suggestions.ts'
import { openCampaignShop, type CampaignShop } from './testing.ts'

let s: CampaignShop

beforeEach(async () => {
  s = await openCampaignShop()
})
afterEach(() => s[Symbol.asyncDispose]())

test('who has been silent and who comes often is offered from the account that reaches them, ready to launch', async () => {
  const ago = (days: number) => new Date(s.laris.clock.now().getTime() - days * 86_400_000)
  for (const [name, days] of [['Rini', [50]], ['Budi', [60, 40]], ['Sari', [3, 20]], ['Dewi', []]] as [string, number[]][]) {
    const { customerId } = await s.customer(name)
    for (const day of days) await s.buy(customerId, 50_000, { at: ago(day) })
  }
  const refused = await s.customer('Tono', { agrees: false })
  await s.buy(refused.customerId, 50_000, { at: ago(45) })
  const items = await s.shop.transaction(suggestCampaigns)
  expect(items.map(({ recipe, audience, reachable }) => [recipe, audience, reachable])).toEqual([['silent', 3, 2], ['loyal', 2, 2], ['everyone', 5, 4]])
  const [silent] = items
  expect(silent.input).toMatchObject({ channelId: s.channel.channelId, holdoutPercent: 25 })
  const { id } = await s.shop.transaction((tx) => addCampaign(tx, { ...silent.input, holdoutPercent: 0 }))
  await s.shop.transaction((tx) => launchCampaign(tx, id))
  await s.run(14)
  const [budi, rini] = await s.sent()
  expect(budi).toMatch(/^Halo Kak Budi, sudah 40 hari/)
  expect(rini).toMatch(/^Halo Kak Rini, sudah 50 hari/)
})

test('a shop with nobody to write to gets no suggestion', async () => {
  await s.customer('Tono', { agrees: false })
  expect(await s.shop.transaction(suggestCampaigns)).toEqual([])
})
