import { ensure, pause } from './fault.ts'
import type { FaultShop } from './shop.ts'

/** Customers who wrote, agreed to promotions, and get a campaign of their own name. Returns its id and the phone numbers. */
export async function launchedCampaign(shop: FaultShop, people: number, mark: string): Promise<{ campaignId: string; phones: string[] }> {
  const { laris, deliver, businessId } = shop
  const phones = Array.from({ length: people }, (_, index) => `62857${1_000_000 + index}`)
  for (let start = 0; start < people; start += 20) await Promise.all(phones.slice(start, start + 20).map((phone, index) => deliver(`${mark}-${start + index}`, phone, 'halo')))
  await laris.query(
    `insert into consents (business_id, id, customer_id, purpose, channel_type, is_granted, source, at)
     select business_id, gen_random_uuid(), id, 'marketing', null, true, 'form', now() from customers where business_id = $1`,
    [businessId],
  )
  return { campaignId: await campaignOf(shop, mark, { holdoutPercent: 10 }), phones }
}

/** A campaign to everybody, launched, and past the time in which it can be taken back. Returns its id. */
export async function campaignOf({ laris, channelId }: FaultShop, mark: string, { holdoutPercent }: { holdoutPercent: number }): Promise<string> {
  const { channels: _, ...rules } = (await laris.send('GET', '/api/campaign-settings')).body
  await laris.send('PUT', '/api/campaign-settings', { ...rules, fromHour: 0, untilHour: 24, optOutLimitPercent: 100 })
  const planned = await laris.send('POST', '/api/campaigns', { name: mark, channelId, variants: [{ name: 'A', text: 'Halo {{sapaan}}, kabar dari {{toko}}' }], holdoutPercent, measureDays: 14 })
  ensure(planned.status === 201, `the campaign was refused: ${JSON.stringify(planned.body)}`)
  const campaignId = String(planned.body['campaignId'])
  const launched = await laris.send('POST', `/api/campaigns/${campaignId}/launch`, {})
  ensure(launched.status === 200, `the launch was refused: ${JSON.stringify(launched.body)}`)
  await pause(10_500)
  return campaignId
}

/** Waits until nothing of the campaign waits any more, and everything under way has an end. */
export async function settled({ laris }: FaultShop, campaignId: string): Promise<Record<string, number>> {
  const startedAt = performance.now()
  for (;;) {
    const rows = await laris.query('select status, count(*)::int as n from campaign_deliveries where campaign_id = $1 group by 1 order by 1', [campaignId])
    const states = Object.fromEntries(rows.map(({ status, n }) => [String(status), Number(n)]))
    if (!states['planned'] && !states['handed']) return states
    ensure(performance.now() - startedAt < 900_000, `still under way after 900 s: ${JSON.stringify(states)}`)
    await pause(1_000)
  }
}

/** I3 for a campaign: one row for each customer, each number heard at most once, nobody held out heard anything, and sent means heard. */
export async function oneMessageEach(shop: FaultShop, campaignId: string): Promise<string[]> {
  const heard = new Map<string, number>()
  for (const { threadId, text } of shop.provider.accepted) if (text.includes('kabar dari')) heard.set(threadId, (heard.get(threadId) ?? 0) + 1)
  return oneRowEach(shop, campaignId, heard)
}

/** The same against what any provider says it took: how often for each number. */
export async function oneRowEach({ laris }: FaultShop, campaignId: string, heard: ReadonlyMap<string, number>): Promise<string[]> {
  const rows = await laris.query(
    `select c.external_id as thread, d.status, count(*) over (partition by d.customer_id)::int as rows from campaign_deliveries d
     left join conversations c on c.business_id = d.business_id and c.customer_id = d.customer_id where d.campaign_id = $1`,
    [campaignId],
  )
  return rows.flatMap(({ thread, status, rows: count }) => {
    const times = heard.get(String(thread)) ?? 0
    if (Number(count) !== 1) return [`${String(thread)} has ${String(count)} rows`]
    if (times > 1) return [`${String(thread)} heard it ${times} times`]
    if (times === 1 && ['held_out', 'left_out', 'planned', 'rejected'].includes(String(status))) return [`${String(thread)} heard it and is called ${String(status)}`]
    return times === 0 && ['sent', 'delivered', 'read'].includes(String(status)) ? [`${String(thread)} is called ${String(status)} and heard nothing`] : []
  })
}
