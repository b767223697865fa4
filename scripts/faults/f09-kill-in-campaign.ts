import { campaignOf, launchedCampaign, oneMessageEach, settled } from './campaign.ts'
import { between, ensure, pause, type Fault } from './fault.ts'
import { manyPeople } from './many-people.ts'
import { aFaultShop, type FaultShop } from './shop.ts'

/** Messages a second that the account may send, so that so many people take minutes. */
const perSecond = 1_000

/** kill -9 at random points of a campaign: it goes on by itself, and nobody hears it twice. Each time it is killed while it sends. */
export const killInCampaign: Fault = {
  id: 'F09',
  title: 'kill -9 in a campaign',
  async run({ random, isSmall, isFull, note }) {
    const [people, kills] = isSmall ? [40, 2] : [isFull ? 100_000 : 10_000, 20]
    await using shop = await aFaultShop()
    const { laris, provider } = shop
    Object.assign(provider.about, { throughput: { level: 'HIGH' } })
    await laris.send('POST', `/api/channels/${shop.channelId}/check`, {})
    const startedAt = performance.now()
    const campaignId = isSmall ? (await launchedCampaign(shop, people, 'f09')).campaignId : await largeCampaign(shop, people)
    const leftAfterMs = performance.now() - startedAt
    // So that the last one still finds people who wait.
    const longestMs = isSmall ? 600 : Math.round((1.6 * people * 1_000) / perSecond / (kills + 1))
    let [stoodMs, found] = [0, 0]
    for (let kill = 0; kill < kills; kill++) {
      await pause(between(random, 20, longestMs))
      if (await isUnderWay(shop, campaignId)) found++
      const before = provider.accepted.length
      laris.kill()
      await pause(30)
      const downSince = performance.now()
      await laris.serve()
      while (provider.accepted.length === before && performance.now() - downSince < 90_000 && (await isUnderWay(shop, campaignId))) await pause(50)
      stoodMs = Math.max(stoodMs, performance.now() - downSince)
    }
    const states = await settled(shop, campaignId)
    const total = Object.values(states).reduce((sum, n) => sum + n, 0)
    note(`${people} people, launched and begun after ${(leftAfterMs / 1_000).toFixed(0)} s, ${kills} kills, ${found} of them while it sent; sending again after at most ${(stoodMs / 1_000).toFixed(1)} s; all done after ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`)
    note(Object.entries(states).map(([state, n]) => `${n} ${state}`).join(', '))
    ensure(total === people, `the states do not add up to ${people}: ${JSON.stringify(states)}`)
    const wrong = await oneMessageEach(shop, campaignId)
    ensure(wrong.length === 0, `${wrong.length} wrong: ${wrong.slice(0, 5).join('; ')}`)
  },
}

async function largeCampaign(shop: FaultShop, people: number): Promise<string> {
  await manyPeople(shop, people)
  return campaignOf(shop, 'f09', { holdoutPercent: 10 })
}

async function isUnderWay({ laris }: FaultShop, campaignId: string): Promise<boolean> {
  return (await laris.query("select 1 from campaign_deliveries where campaign_id = $1 and status in ('planned', 'handed') limit 1", [campaignId])).length > 0
}
