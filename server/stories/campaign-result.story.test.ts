import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdout } from '../src/domains/campaigns/tables.ts'
import { launchCampaign } from '../src/domains/campaigns/launching.ts'
import { readResult } from '../src/domains/campaigns/results.ts'
import { openCampaignShop, type CampaignShop } from '../src/domains/campaigns/testing.ts'
import { startFakeWhatsapp, type FakeWhatsapp } from '../src/domains/conversations/channels/whatsapp/testing.ts'
import { seededRandom } from '../src/models/randomness/seeded-random.ts'

let provider: FakeWhatsapp
let s: CampaignShop
beforeEach(async () => {
  provider = await startFakeWhatsapp()
  s = await openCampaignShop('whatsapp', provider)
})
afterEach(async () => {
  await s[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
})

const day = 86_400_000
const customers = 48
/** What everybody does anyway, and what a message adds: known here, and nowhere in the shop. */
const buysAnyway = 0.1
const buysMessaged = 0.7

test('two weeks after a campaign the owner reads a range that holds the truth, and nothing before', async () => {
  const everybody: string[] = []
  for (let i = 0; i < customers; i++) everybody.push((await s.customer(`Pelanggan${String.fromCharCode(97 + (i % 26))}`)).customerId)
  const id = await s.plan({ measureDays: 14 })
  await s.shop.transaction((tx) => launchCampaign(tx, id))
  await s.run(40)
  const drawn = await s.rows("select customer_id, arm from campaign_deliveries where campaign_id = $1 and arm <> ''", [id])
  const messaged = new Set(drawn.filter((row) => row['arm'] !== holdout).map((row) => String(row['customer_id'])))
  expect([drawn.length, messaged.size, provider.sent.length]).toEqual([customers, 36, 36])

  const random = seededRandom(14)
  const result = () => s.shop.transaction((tx) => readResult(tx, id))
  for (let today = 0; today < 14; today++) {
    s.laris.clock.advance(day / 2)
    for (const [index, customerId] of everybody.entries()) {
      // Each has one day in the two weeks on which they might.
      if (index % 14 === today && random() < (messaged.has(customerId) ? buysMessaged : buysAnyway)) await s.buy(customerId, 50_000)
    }
    if (today === 12) expect(await result()).toMatchObject({ state: 'measuring', verdict: null, extraOrders: null })
    s.laris.clock.advance(day / 2)
  }
  const closed = await result()
  const truth = (buysMessaged - buysAnyway) * messaged.size
  const [lower, upper] = closed.extraOrders?.interval ?? [NaN, NaN]
  expect(closed).toMatchObject({ state: 'closed', verdict: { code: 'more' } })
  expect(lower).toBeGreaterThan(0)
  expect(lower).toBeLessThan(truth)
  expect(upper).toBeGreaterThan(truth)
  // Some of them would have bought anyway: fewer extra orders than orders after a message.
  expect(closed.extraOrders?.estimate).toBeLessThan(closed.attributed.orders)
})
