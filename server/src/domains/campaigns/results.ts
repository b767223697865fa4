import type { Transaction } from '#platform/context'
import { campaignResult, type CampaignVerdict } from '#models/experiments/campaign-result'
import { campaignRevenue } from '#models/experiments/campaign-revenue'
import { poolCounts } from '#models/experiments/pool-counts'
import type { Count, Interval } from '#models/experiments/proportions'
import { seededRandom } from '#models/randomness/seeded-random'
import { readOutcomes, type Outcome } from './outcomes.ts'
import { readCampaignResponses, type Responses } from './responses.ts'
import { readSeries } from './series.ts'
import { getCampaign } from './store.ts'
import { holdout, type CampaignRow } from './tables.ts'

export interface ArmFigures {
  name: string
  customers: number
  /** Customers with at least one order. */
  buyers: number
  orders: number
  amount: number
  /** Rupiah an order; `null` without orders. */
  basket: number | null
  /** Against who was held out, alone among the variants (Holm); `null` for the held out and while it is measured. */
  verdict: 'better' | 'worse' | 'not-shown' | null
}

export interface Result {
  /** `measuring`: the days after the message are not over, and nothing is claimed before. */
  state: 'not-started' | 'measuring' | 'closed'
  closesAt: Date | null
  verdict: CampaignVerdict | null
  /** The headline: orders that would not have come without the messages. */
  extraOrders: { estimate: number; interval: Interval; messaged: number } | null
  extraAmount: { estimate: number; interval: Interval; verdict: 'more' | 'less' | 'not-enough-evidence' } | null
  holdoutCost: { estimate: number; interval: Interval } | null
  arms: ArmFigures[]
  /** All closed campaigns of the series together; `null` for one alone. */
  pooled: { campaigns: number; extraPerHundred: number; interval: Interval; pValue: number; customers: number } | null
  /** Orders after a message, whoever would have bought anyway: never what the campaign caused. */
  attributed: { orders: number; amount: number }
}

export interface ResultWithResponses extends Result {
  responses: Responses
  /** Rupiah; `null` until extra orders are shown. */
  costPerExtraOrder: number | null
}

/** Did it work? Those who were messaged against those held out at random, once the days of measuring are over. */
export async function readResult(tx: Transaction, campaignId: string): Promise<ResultWithResponses> {
  const campaign = await getCampaign(tx, campaignId)
  const result = judgeOutcomes(campaign, await readOutcomes(tx, campaign), await closedSeries(tx, campaign))
  const responses = await readCampaignResponses(tx, campaign)
  const extra = result.verdict?.code === 'more' ? (result.extraOrders?.estimate ?? 0) : 0
  return { ...result, responses, costPerExtraOrder: extra > 0 ? Math.round(responses.cost / extra) : null }
}

export function judgeOutcomes(campaign: Pick<CampaignRow, 'variants' | 'measureDays' | 'kind'>, outcomes: Outcome[], series: Outcome[][]): Result {
  // A journey never ends: whoever's days are over counts.
  const counted = campaign.kind === 'journey' ? outcomes.filter(({ isKnown }) => isKnown) : outcomes
  const names = [holdout, ...campaign.variants.map(({ name }) => name)]
  const of = (name: string) => counted.filter(({ arm }) => arm === name)
  const sent = outcomes.filter(({ status }) => status === 'sent' || status === 'delivered' || status === 'read' || status === 'copied')
  const attributed = { orders: sent.reduce((sum, { orders }) => sum + orders, 0), amount: sent.reduce((sum, { amount }) => sum + amount, 0) }
  const plain = names.map((name) => figures(name, of(name)))
  const open: Result = { state: 'measuring', closesAt: closingTime(outcomes, campaign.measureDays), verdict: null, extraOrders: null, extraAmount: null, holdoutCost: null, arms: plain, pooled: poolSeries(series), attributed }
  if (outcomes.length === 0) return { ...open, state: 'not-started', closesAt: null }
  if (counted.length === 0 || counted.some(({ isKnown }) => !isKnown)) return open
  const result = campaignResult({ control: countOf(of(holdout)), arms: campaign.variants.map(({ name }) => ({ name, count: countOf(of(name)) })) })
  const revenue = campaignRevenue({ treated: counted.filter(({ arm }) => arm !== holdout).map(({ amount }) => amount), control: of(holdout).map(({ amount }) => amount) }, { random: seededRandom(7) })
  const verdicts = new Map(result.arms.map(({ name, verdict }) => [name, verdict]))
  const isComparable = result.verdict.code !== 'no-holdout'
  return {
    ...open,
    state: 'closed',
    verdict: result.verdict,
    extraOrders: isComparable ? { estimate: result.extra.orders, interval: result.extra.interval, messaged: result.extra.messaged } : null,
    holdoutCost: isComparable ? { estimate: result.holdoutCost.orders, interval: result.holdoutCost.interval } : null,
    extraAmount: revenue.status === 'ok' ? { estimate: revenue.extra.amount, interval: revenue.extra.interval, verdict: revenue.verdict } : null,
    arms: plain.map((arm) => ({ ...arm, verdict: isComparable ? (verdicts.get(arm.name) ?? null) : null })),
  }
}

async function closedSeries(tx: Transaction, campaign: CampaignRow): Promise<Outcome[][]> {
  const series: Outcome[][] = []
  for (const one of await readSeries(tx, campaign)) {
    const outcomes = await readOutcomes(tx, one)
    if (outcomes.length > 0 && outcomes.every(({ isKnown }) => isKnown)) series.push(outcomes)
  }
  return series
}

function poolSeries(series: Outcome[][]): Result['pooled'] {
  if (series.length < 2) return null
  const counts = series.map((outcomes) => ({ treated: countOf(outcomes.filter(({ arm }) => arm !== holdout)), control: countOf(outcomes.filter(({ arm }) => arm === holdout)) }))
  const pooled = poolCounts(counts)
  if (pooled.status !== 'ok') return null
  const [lower, upper] = pooled.interval
  return { campaigns: pooled.campaigns, extraPerHundred: 100 * pooled.difference, interval: [100 * lower, 100 * upper], pValue: pooled.pValue, customers: series.reduce((sum, outcomes) => sum + outcomes.length, 0) }
}

const countOf = (outcomes: Outcome[]): Count => ({ successes: outcomes.filter(({ orders }) => orders > 0).length, total: outcomes.length })

function figures(name: string, outcomes: Outcome[]): ArmFigures {
  const orders = outcomes.reduce((sum, outcome) => sum + outcome.orders, 0)
  const amount = outcomes.reduce((sum, outcome) => sum + outcome.amount, 0)
  return { name, customers: outcomes.length, buyers: countOf(outcomes).successes, orders, amount, basket: orders === 0 ? null : Math.round(amount / orders), verdict: null }
}

function closingTime(outcomes: Outcome[], measureDays: number): Date | null {
  const last = outcomes.reduce((most, { startedAt }) => Math.max(most, startedAt.getTime()), 0)
  return last === 0 ? null : new Date(last + measureDays * 86_400_000)
}
