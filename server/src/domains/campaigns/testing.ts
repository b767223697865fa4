import type { Context } from '#platform/context'
import type { TestAppOptions } from '#platform/database/testing'
import { openTestShop, type TestShop } from '../conversations/testing.ts'
import { recordConsent } from '#domains/customers'
import { recordOrder } from '#domains/orders'
import { addCampaign, type CampaignInput } from './campaigns.ts'
import { readTotals, type Totals } from './totals.ts'

export interface CampaignShop extends TestShop {
  /** A customer who has written once, and agreed to promotions unless said otherwise. */
  customer(name: string, input?: { agrees?: boolean }): Promise<{ customerId: string; conversationId: string }>
  buy(customerId: string, amount: number, more?: { at?: Date; sku?: string }): Promise<void>
  plan(changes?: Partial<CampaignInput>): Promise<string>
  totals(campaignId: string): Promise<Totals>
  /** Runs the queue second by second. */
  run(seconds: number): Promise<void>
  sent(): Promise<string[]>
}

/** A shop that may write to customers over its web chat, in the morning. */
export async function openCampaignShop(type = 'webchat', provider: Parameters<typeof openTestShop>[1] = { settings: () => ({ name: 'Chat web' }) }, options: TestAppOptions = {}): Promise<CampaignShop> {
  const base = await openTestShop(type, provider, { start: '2026-11-24T02:00:00Z', ...options })
  const { shop, laris, row } = base
  let orders = 0
  return {
    ...base,
    async customer(name, { agrees = true } = {}) {
      const threadId = `62812${crypto.randomUUID().replaceAll(/\D/g, '').slice(0, 8)}`
      const conversationId = await base.hear('halo', { threadId, customer: { externalId: threadId, name } })
      const customerId = String((await row('select customer_id from conversations where id = $1', [conversationId]))['customer_id'])
      if (agrees) await agree(shop, customerId)
      return { customerId, conversationId }
    },
    async buy(customerId, amount, { at = laris.clock.now(), sku = '' } = {}) {
      const orderId = await shop.transaction((tx) => recordOrder(tx, { number: `K-${++orders}`, source: 'manual', customerName: '', status: 'completed', lines: [{ sku, name: 'Sambal', quantity: 1, unitPrice: amount }], shippingFee: 0, placedAt: at }))
      await laris.superQuery('update orders set customer_id = $1, completed_at = placed_at where id = $2', [customerId, orderId])
    },
    plan: async (changes = {}) => (await shop.transaction((tx) => addCampaign(tx, { ...aCampaign, channelId: base.channel.channelId, ...changes }))).id,
    totals: async (campaignId) => {
      const totals = (await shop.transaction((tx) => readTotals(tx, [campaignId]))).get(campaignId)
      if (!totals) throw new Error('no totals')
      return totals
    },
    async run(seconds) {
      for (let second = 0; second < seconds; second++) {
        await laris.settle()
        laris.clock.advance(1_000)
      }
      await laris.settle()
    },
    sent: async () => (await base.rows("select text from messages where direction = 'outbound' and delivery in ('sent', 'delivered', 'read') order by text", [])).map((one) => String(one['text'])),
  }
}

export const agree = (shop: Context, customerId: string) => shop.transaction((tx) => recordConsent(tx, { customerId, purpose: 'marketing', isGranted: true, source: 'form' }))
export const refuse = (shop: Context, customerId: string) => shop.transaction((tx) => recordConsent(tx, { customerId, purpose: 'marketing', isGranted: false, source: 'chat' }))

export const aCampaign: Omit<CampaignInput, 'channelId'> = {
  name: 'Kabar hangat', audience: {}, variants: [{ name: 'A', text: 'Halo {{nama}}, ada kabar dari {{toko}}.' }], productMode: 'none', variantId: null, offer: { kind: 'none', value: 0 }, holdoutPercent: 25, measureDays: 14,
}
