import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCampaignHistory } from './history.ts'
import { launchCampaign } from './launching.ts'
import type { Outcome } from './outcomes.ts'
import { judgeOutcomes, readResult } from './results.ts'
import { learntShares } from './series.ts'
import { getCampaign } from './store.ts'
import { openCampaignShop, type CampaignShop } from './testing.ts'
import { repeatCampaign } from './campaigns.ts'
import { holdout } from './tables.ts'

const outcome = (arm: string, orders: number, changes: Partial<Outcome> = {}): Outcome => ({ customerId: crypto.randomUUID(), arm, status: arm === holdout ? 'held_out' : 'sent', startedAt: new Date('2026-11-01T02:00:00Z'), isKnown: true, orders, amount: orders * 100_000, ...changes })
const arm = (name: string, buyers: number, total: number) => Array.from({ length: total }, (_, i) => outcome(name, i < buyers ? 1 : 0))
const campaign = { variants: [{ name: 'A', text: 'a' }, { name: 'B', text: 'b' }], measureDays: 14, kind: 'broadcast' as const }

describe('what is said about a campaign', () => {
  test('9 and 6 of 60 against 4 of 60: seven extra orders with a range around nothing, so not enough evidence', () => {
    const result = judgeOutcomes(campaign, [...arm('A', 9, 60), ...arm('B', 6, 60), ...arm(holdout, 4, 60)], [])
    expect(result.extraOrders?.estimate).toBeCloseTo(7, 6)
    const [lower, upper] = result.extraOrders?.interval ?? [0, 0]
    expect(lower).toBeGreaterThanOrEqual(-6)
    expect(lower).toBeLessThanOrEqual(-3)
    expect(upper).toBeGreaterThanOrEqual(16)
    expect(upper).toBeLessThanOrEqual(18)
    expect(result.verdict).toMatchObject({ code: 'not-enough-evidence' })
    expect(result.verdict?.code === 'not-enough-evidence' ? result.verdict.needed.customers : 0).toBeGreaterThan(100)
    // Fifteen ordered after a message; that is never what it brought.
    expect(result.attributed.orders).toBe(15)
  })

  test('4 of 9 against 1 of 3 is not enough for a claim, and says how many more it takes', () => {
    const result = judgeOutcomes({ ...campaign, variants: [{ name: 'A', text: 'a' }] }, [...arm('A', 4, 9), ...arm(holdout, 1, 3)], [])
    expect(result.verdict).toMatchObject({ code: 'not-enough-evidence' })
    const [lower, upper] = result.extraOrders?.interval ?? [0, 0]
    expect(lower).toBeLessThan(0)
    expect(upper).toBeGreaterThan(0)
    expect(result.verdict?.code === 'not-enough-evidence' ? result.verdict.needed.customers : 0).toBeGreaterThan(100)
  })

  test('a large difference is a claim; repeats are pooled', () => {
    const one = [...arm('A', 40, 100), ...arm(holdout, 10, 100)]
    const result = judgeOutcomes({ ...campaign, variants: [{ name: 'A', text: 'a' }] }, one, [one, one])
    expect(result.verdict).toMatchObject({ code: 'more' })
    expect(result.pooled).toMatchObject({ campaigns: 2, extraPerHundred: expect.closeTo(30, 6) })
  })

  test('before the days are over nothing is claimed, however good it looks', () => {
    const result = judgeOutcomes({ ...campaign, variants: [{ name: 'A', text: 'a' }] }, [...arm('A', 90, 100), outcome('A', 1, { isKnown: false }), ...arm(holdout, 0, 100)], [])
    expect(result).toMatchObject({ state: 'measuring', verdict: null, extraOrders: null })
  })

  test('without anybody held out there is no statement about extra orders', () => {
    const result = judgeOutcomes({ ...campaign, variants: [{ name: 'A', text: 'a' }] }, arm('A', 90, 100), [])
    expect(result).toMatchObject({ verdict: { code: 'no-holdout' }, extraOrders: null, holdoutCost: null })
  })
})

describe('in a shop', () => {
  let s: CampaignShop
  beforeEach(async () => {
    s = await openCampaignShop()
  })
  afterEach(() => s[Symbol.asyncDispose]())

  test('orders count for who was drawn, from the launch on and while the days last; the next repeat leans to the better text', async () => {
    for (let i = 0; i < 12; i++) await s.customer(`Pelanggan${String.fromCharCode(97 + i)}`)
    const id = await s.plan({ variants: [{ name: 'A', text: 'Halo {{nama|Kak}}' }, { name: 'B', text: 'Hai {{nama|Kak}}' }], measureDays: 14 })
    await s.shop.transaction((tx) => launchCampaign(tx, id))
    await s.run(14)
    const drawn = await s.rows("select customer_id, arm from campaign_deliveries where campaign_id = $1 and arm <> ''", [id])
    const of = (name: string) => drawn.filter((row) => row['arm'] === name).map((row) => String(row['customer_id']))
    await s.buy(of('A')[0], 50_000, { at: new Date('2026-11-20T02:00:00Z') })
    for (const customerId of of('A')) await s.buy(customerId, 100_000)
    await s.buy(of(holdout)[0], 70_000)
    const result = () => s.shop.transaction((tx) => readResult(tx, id))
    expect(await result()).toMatchObject({ state: 'measuring', verdict: null })
    s.laris.clock.advance(15 * 86_400_000)
    await s.buy(of('B')[0], 90_000)
    const closed = await result()
    expect(closed.state).toBe('closed')
    expect(closed.arms.map(({ name, customers, buyers, amount }) => [name, customers, buyers, amount])).toEqual([
      [holdout, 3, 1, 70_000],
      ['A', of('A').length, of('A').length, of('A').length * 100_000],
      ['B', of('B').length, 0, 0],
    ])
    const past = await s.shop.transaction((tx) => readCampaignHistory(tx, { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') }))
    expect(past).toMatchObject([{ campaignId: id, sent: 9, heldOut: 3, replied: 0, clicked: null, outlook: closed.verdict?.code, extraOrders: { estimate: closed.extraOrders?.estimate } }])
    expect(await s.shop.transaction((tx) => readCampaignHistory(tx, { from: new Date('2026-12-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') }))).toEqual([])
    const again = await s.shop.transaction((tx) => repeatCampaign(tx, id))
    const [a, b] = await s.shop.transaction(async (tx) => learntShares(tx, await getCampaign(tx, again.id)))
    expect(a).toBeGreaterThan(0.8)
    expect(b).toBeGreaterThanOrEqual(0.05)
  })
})
