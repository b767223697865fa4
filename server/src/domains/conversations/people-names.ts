import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { WorkHandler } from '#platform/events/dispatcher'
import { findCustomers, resolveCustomers } from '#domains/customers'
import { getChannel, typeOf } from './channel-accounts.ts'
import type { Channel } from './channels/channel.ts'
import type { InboundMessage } from './channels/inbound-item.ts'
import type { Tables } from './tables.ts'

/** Plans to ask for the names of people who write on a channel whose messages carry none, as long as they have none. */
export async function planNames(tx: Transaction, channel: Channel, arrivals: { conversationId: string; customerId: string; message: InboundMessage }[]): Promise<void> {
  if (!typeOf(channel).findName) return
  // In a chat of their own, which goes by their id.
  const nameless = new Map(arrivals.flatMap(({ customerId, conversationId, message: { customer, threadId } }) => (customer.name || customer.externalId !== threadId ? [] : [[customerId, conversationId] as const])))
  if (nameless.size === 0) return
  const customers = await findCustomers(tx, [...nameless.keys()])
  for (const [customerId, conversationId] of nameless) {
    if (customers.get(customerId)?.name === '') await tx.enqueue({ name: 'learn-name', payload: { conversationId }, lane: `names:${channel.channelId}`, onceKey: `name:${conversationId}` })
  }
}

/** A name that is not told now is asked for with the next message. */
export const learnName: WorkHandler = async (ctx, payload) => {
  const { conversationId } = z.object({ conversationId: z.uuid() }).parse(payload)
  const found = await ctx.transaction(async (tx) => {
    const conversation = await tenant<Tables>(tx).select('conversations').select(['channelId', 'externalId']).where('id', '=', conversationId).executeTakeFirst()
    // The account may have been removed meanwhile.
    const channel = conversation && (await getChannel(tx, conversation.channelId).catch(() => undefined))
    return conversation && channel && { externalId: conversation.externalId, channel }
  })
  if (!found) return
  const { channel, externalId } = found
  const name = await typeOf(channel).findName?.(channel, externalId, ctx)
  if (name) await ctx.transaction((tx) => resolveCustomers(tx, [{ channelType: channel.type, externalId, name, seenAt: tx.now() }]))
}
