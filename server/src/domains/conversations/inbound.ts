import type { Context, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { moveIdentity, recordConsent, resolveCustomers } from '#domains/customers'
import { noteLearned, reportChannelProblem } from './channel-accounts.ts'
import type { Channel } from './channels/channel.ts'
import type { InboundItem } from './channels/inbound-item.ts'
import { storeFailure } from './inbound-failures.ts'
import { storeMessages } from './inbound-messages.ts'
import { applyEdit, applyReach, applyStatus } from './inbound-statuses.ts'
import { storableItem } from './storable-item.ts'
import { storeTemplateNews } from './templates.ts'
import type { Tables } from './tables.ts'

/**
 * Stores what a provider told us, once however often it is told, in one transaction (I1, I2). Rows are locked in one
 * order everywhere (customers, conversations with their messages, statuses, the account), so that batches do not block
 * each other for good.
 */
export async function receiveItems(tx: Transaction, channel: Channel, incoming: InboundItem[], options: { isSample?: boolean } = {}): Promise<void> {
  const items = incoming.map(storableItem)
  const messages = items.filter((item) => item.type === 'message')
  if (messages.length > 0) await storeMessages(tx, channel, messages, options.isSample ?? false)
  const statuses = items.filter((item) => item.type === 'status').toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))
  for (const status of statuses) await applyStatus(tx, channel, status)
  for (const item of items) {
    if (item.type === 'reached') await applyReach(tx, channel, item)
    if (item.type === 'edit') await applyEdit(tx, channel, item.externalId, { status: 'edited', at: item.at, text: item.text })
    if (item.type === 'revoke') await applyEdit(tx, channel, item.externalId, { status: 'revoked', at: item.at })
    if (item.type === 'consent') await applyConsent(tx, channel, item)
    if (item.type === 'moved') await applyMove(tx, channel, item)
    if (item.type === 'template') await storeTemplateNews(tx, channel.channelId, item)
    if (item.type === 'account') await reportChannelProblem(tx, channel.channelId, item.problem)
    if (item.type === 'learned') await noteLearned(tx, channel.channelId, item.config)
    if (item.type === 'unreadable') await storeFailure(tx, channel.channelId, item)
  }
  if (messages.length > 0) await tenant<Tables>(tx).update('channels').set({ lastInboundAt: tx.now() }).where('id', '=', channel.channelId).execute()
}

/** The same for one context, in its own transaction. */
export function receive(ctx: Context, channel: Channel, items: InboundItem[], options: { isSample?: boolean } = {}): Promise<void> {
  return ctx.transaction((tx) => receiveItems(tx, channel, items, options))
}

async function applyConsent(tx: Transaction, channel: Channel, item: Extract<InboundItem, { type: 'consent' }>): Promise<void> {
  const [customerId] = await resolveCustomers(tx, [{ channelType: channel.type, ...item.customer, seenAt: item.at }])
  await recordConsent(tx, { customerId, purpose: 'marketing', channelType: channel.type, isGranted: item.isGranted, source: 'provider', proof: { ...item.proof, at: item.at.toISOString() } })
}

/** A chat that goes by another id: answers go there. One that exists under the new id already stays by itself. */
async function applyMove(tx: Transaction, channel: Channel, item: Extract<InboundItem, { type: 'moved' }>): Promise<void> {
  await renameThread(tx, channel.channelId, item.threadId, item.newThreadId)
  if (item.customer) await moveIdentity(tx, { channelType: channel.type, ...item.customer })
}

export async function renameThread(tx: Transaction, channelId: string, threadId: string, newThreadId: string): Promise<void> {
  const rows = tenant<Tables>(tx)
  const taken = await rows.select('conversations').select('id').where('channelId', '=', channelId).where('externalId', '=', newThreadId).executeTakeFirst()
  if (taken) return
  await rows.update('conversations').set({ externalId: newThreadId }).where('channelId', '=', channelId).where('externalId', '=', threadId).execute()
}
