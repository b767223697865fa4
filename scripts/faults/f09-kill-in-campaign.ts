import { launchedCampaign, oneMessageEach, settled } from './campaign.ts'
import { between, ensure, pause, type Fault } from './fault.ts'
import { aFaultShop } from './shop.ts'

/** kill -9 at random points of a campaign: it goes on by itself, and nobody hears it twice. */
export const killInCampaign: Fault = {
  id: 'F09',
  title: 'kill -9 in a campaign',
  async run({ random, isSmall, note }) {
    const [people, kills] = isSmall ? [40, 2] : [400, 20]
    await using shop = await aFaultShop()
    const { laris } = shop
    const { campaignId } = await launchedCampaign(shop, people, 'f09')
    for (let kill = 0; kill < kills; kill++) {
      await pause(between(random, 50, isSmall ? 600 : 1_200))
      laris.kill()
      await pause(30)
      await laris.serve()
    }
    const states = await settled(shop, campaignId)
    note(Object.entries(states).map(([state, n]) => `${n} ${state}`).join(', '))
    ensure(Object.values(states).reduce((sum, n) => sum + n, 0) === people, `the states do not add up to ${people}: ${JSON.stringify(states)}`)
    const wrong = await oneMessageEach(shop, campaignId)
    ensure(wrong.length === 0, wrong.slice(0, 5).join('; '))
  },
}
