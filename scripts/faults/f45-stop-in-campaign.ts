import { launchedCampaign, oneMessageEach, settled } from './campaign.ts'
import { between, ensure, pause, pick, type Fault } from './fault.ts'
import { aFaultShop } from './shop.ts'

const words = ['STOP', 'BERHENTI', 'stop promo', 'Unsubscribe']

/** Customers leave at any moment of a campaign: no attempt begins after their word is stored. */
export const stopInCampaign: Fault = {
  id: 'F45',
  title: 'opt-out in a campaign',
  async run({ random, isSmall, note }) {
    const [people, leaving] = isSmall ? [60, 20] : [400, 150]
    await using shop = await aFaultShop()
    const { laris, deliver } = shop
    const { campaignId, phones } = await launchedCampaign(shop, people, 'f45')
    const leavers = phones.toSorted(() => random() - 0.5).slice(0, leaving)
    await Promise.all(
      leavers.map(async (phone, index) => {
        await pause(between(random, 0, isSmall ? 1_500 : 6_000))
        await deliver(`f45-stop-${index}`, phone, pick(random, words))
      }),
    )
    const states = await settled(shop, campaignId)
    const late = await laris.query(
      `select m.id from messages m join conversations c on c.business_id = m.business_id and c.id = m.conversation_id
       join consents k on k.business_id = c.business_id and k.customer_id = c.customer_id and not k.is_granted
       where m.client_id like 'campaign:%' and m.attempted_at > k.at and m.delivery <> 'cancelled'`,
    )
    const [withdrawn] = await laris.query("select count(*)::int as n from consents where not is_granted and purpose = 'marketing'")
    note(`${Object.entries(states).map(([state, n]) => `${n} ${state}`).join(', ')}; ${String(withdrawn?.['n'])} left`)
    ensure(Number(withdrawn?.['n']) === leaving, `${leaving} said stop, ${String(withdrawn?.['n'])} were heard`)
    ensure(late.length === 0, `${late.length} attempts began after the word was stored`)
    const wrong = await oneMessageEach(shop, campaignId)
    ensure(wrong.length === 0, wrong.slice(0, 5).join('; '))
  },
}
