import type { Context } from '#platform/context'
import { readCustomerSteps, todayOf } from '#domains/activity'
import { listSentMessages } from '#domains/campaigns'
import type { Attribution, ChannelCredit } from '#models/attribution/attribute-paths'
import { runInWorker } from '#models/background/run-in-worker'
import { addDays } from '#models/language/calendar'
import type { StepInput } from './order-paths-worker.ts'
import { saveResult } from './results.ts'

export const orderDays = 90
export const touchDays = 30
const dayMs = 86_400_000
/** Each row costs time by its cube, and nobody reads more; the campaigns that wrote least stand as one. */
const mostCampaigns = 40
const counter = 'kasir'

export interface Touch {
  kind: 'chat' | 'promosi' | 'kasir'
  /** A channel, or the name of a campaign; empty for all the others together. */
  name: string
}
export type Credit = Omit<ChannelCredit, 'channel'>
export interface OrderPaths {
  /** Of known customers. */
  orders: number
  /** Those with a touch before them: what is divided. */
  touched: number
  rows: (Touch & { inOrders: Credit; inRupiah: Credit })[]
}

/** What came before the orders of the last months, by five rules, worked out on a thread of its own. */
export async function refreshOrderPaths(ctx: Context, signal?: AbortSignal): Promise<void> {
  const now = ctx.now().getTime()
  const from = now - orderDays * dayMs
  const { steps, sent } = await ctx.transaction(async (tx) => ({
    steps: await readCustomerSteps(tx, addDays(await todayOf(tx), -orderDays - touchDays - 1)),
    sent: await listSentMessages(tx, new Date(from - touchDays * dayMs)),
  }))
  const [touches, numbers] = [[] as Touch[], new Map<string, number>()]
  const numberOf = (key: string, touch: Touch) => {
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, touches.length)
    return touches.push(touch) - 1
  }
  const shown = new Set([...Map.groupBy(sent, (one) => one.campaignId)].sort((a, b) => b[1].length - a[1].length).slice(0, mostCampaigns).map(([id]) => id))
  const all = [
    ...steps.map(({ customerId, type, channel, at, amount }) => {
      if (type === 'message') return { customerId, at, amount: -1, touch: numberOf(`chat ${channel}`, { kind: 'chat', name: channel }) }
      return { customerId, at, amount, touch: channel === counter ? numberOf(counter, { kind: counter, name: counter }) : -1 }
    }),
    ...sent.map(({ customerId, campaignId, name, sentAt }) => ({ customerId, at: sentAt, amount: -1, touch: shown.has(campaignId) ? numberOf(campaignId, { kind: 'promosi', name }) : numberOf('others', { kind: 'promosi', name: '' }) })),
  ]
  const people = new Map([...new Set(all.map((one) => one.customerId))].map((id, index) => [id, index]))
  const input: StepInput = {
    customer: Int32Array.from(all, (one) => people.get(one.customerId) ?? 0),
    at: Float64Array.from(all, (one) => one.at.getTime()),
    touch: Int32Array.from(all, (one) => one.touch),
    amount: Float64Array.from(all, (one) => one.amount),
    from, to: now, reach: touchDays * dayMs,
  }
  const divided = await runInWorker<Attribution>({ module: new URL('./order-paths-worker.ts', import.meta.url), name: 'divideOrders', args: [input] }, signal ? { signal } : {})
  const result: OrderPaths = {
    orders: divided.conversions + divided.withoutTouch,
    touched: divided.conversions,
    rows: divided.channels.map(({ channel, ...inOrders }, index) => {
      const { channel: _, ...inRupiah } = divided.valueChannels[index]
      return { ...touches[Number(channel)], inOrders, inRupiah }
    }),
  }
  await ctx.transaction((tx) => saveResult(tx, 'order-paths', result))
}
