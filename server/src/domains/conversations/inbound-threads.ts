import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import type { Channel } from './channels/channel.ts'
import type { InboundMessage } from './channels/inbound-item.ts'
import { noteStarts } from './journey.ts'
import type { ConversationRow, Tables } from './tables.ts'

type Known = Pick<ConversationRow, 'id' | 'externalId' | 'customerId'>
interface Thread {
  threadId: string
  customerId: string
  message: InboundMessage
  /** The chat of one person, as opposed to a group. */
  isOwn: boolean
}

/** The conversation of each thread, made on first sight. Keys are the messages' thread ids. */
export async function ensureThreads(tx: Transaction, channel: Channel, messages: InboundMessage[], customerIds: string[], isSample: boolean): Promise<Map<string, string>> {
  const threads = new Map<string, Thread>()
  messages.forEach((message, index) => {
    const { threadId, customer } = message
    if (!threads.has(threadId)) threads.set(threadId, { threadId, message, customerId: customerIds[index], isOwn: [customer.externalId, ...(customer.aliases ?? [])].includes(threadId) })
  })
  const known = await readThreads(tx, channel, [...threads.values()])
  const found = new Map<string, string>()
  const missing: Thread[] = []
  for (const thread of threads.values()) {
    const row = await match(tx, known, thread)
    if (row) found.set(thread.threadId, row.id)
    else missing.push(thread)
  }
  for (const row of await insertThreads(tx, channel, await withoutOwnElsewhere(tx, channel, missing, found), isSample)) found.set(row.externalId, row.id)
  return found
}

async function readThreads(tx: Transaction, channel: Channel, threads: Thread[]): Promise<Map<string, Known>> {
  const ids = [...new Set(threads.flatMap(({ threadId, message }) => [threadId, ...(message.threadAliases ?? [])]))]
  const rows = await tenant<Tables>(tx).select('conversations').select(['id', 'externalId', 'customerId']).where('channelId', '=', channel.channelId).where(sql<boolean>`external_id = any(${ids}::text[])`).execute()
  return new Map(rows.map((row) => [row.externalId, row]))
}

async function match(tx: Transaction, known: Map<string, Known>, thread: Thread): Promise<Known | undefined> {
  const { threadId, customerId, isOwn, message } = thread
  const same = known.get(threadId)
  if (same && (!isOwn || same.customerId === customerId)) return same
  // The number has another owner now, who must not find the former owner's chat.
  if (same) await tenant<Tables>(tx).update('conversations').set({ externalId: `${threadId}#${same.id}`, status: 'closed' }).where('id', '=', same.id).execute()
  const alias = (message.threadAliases ?? []).map((id) => known.get(id)).find((row) => row?.customerId === customerId)
  if (alias) await tenant<Tables>(tx).update('conversations').set({ externalId: threadId }).where('id', '=', alias.id).execute()
  return alias
}

/** A known person who hides the number from now on keeps the chat that stands under the number. */
async function withoutOwnElsewhere(tx: Transaction, channel: Channel, missing: Thread[], found: Map<string, string>): Promise<Thread[]> {
  const own = missing.filter((thread) => thread.isOwn)
  if (own.length === 0) return missing
  const rows = await tenant<Tables>(tx)
    .select('conversations')
    .select(['id', 'customerId'])
    .where('channelId', '=', channel.channelId)
    .where('customerId', 'in', own.map((thread) => thread.customerId))
    .where(sql<boolean>`external_id in (select i.external_id from customer_identities i where i.business_id = conversations.business_id and i.customer_id = conversations.customer_id and i.channel_type = ${channel.type})`)
    .orderBy('lastMessageAt')
    .execute()
  const byCustomer = new Map(rows.map((row) => [row.customerId, row.id]))
  return missing.filter((thread) => {
    const conversationId = thread.isOwn ? byCustomer.get(thread.customerId) : undefined
    if (conversationId) found.set(thread.threadId, conversationId)
    return conversationId === undefined
  })
}

const conversationColumns = {
  businessId: 'uuid', id: 'uuid', channelId: 'uuid', customerId: 'uuid', externalId: 'text', status: 'text', handler: 'text', labels: 'text[]', unreadCount: 'integer',
  lastMessageAt: 'timestamptz', lastMessagePreview: 'text', lastMessageDirection: 'text', isSample: 'boolean', createdAt: 'timestamptz',
} as const

async function insertThreads(tx: Transaction, channel: Channel, missing: Thread[], isSample: boolean): Promise<{ id: string; externalId: string }[]> {
  if (missing.length === 0) return []
  const many = manyRows(
    conversationColumns,
    missing
      .toSorted((a, b) => (a.threadId < b.threadId ? -1 : 1))
      .map(({ threadId, customerId, message }) => ({
        businessId: tx.businessId,
        id: newId(),
        channelId: channel.channelId,
        customerId,
        externalId: threadId,
        status: 'open',
        handler: 'assistant',
        labels: [],
        unreadCount: 0,
        lastMessageAt: message.sentAt,
        lastMessagePreview: '',
        lastMessageDirection: 'inbound',
        isSample,
        createdAt: tx.now(),
      })),
  )
  const { rows: inserted } = await sql<{ id: string; externalId: string }>`
    insert into conversations ${many.columns} ${many.values}
    on conflict (business_id, channel_id, external_id) do nothing
    returning id, external_id`.execute(tx.db)
  const byThread = new Map(missing.map((thread) => [thread.threadId, thread]))
  await noteStarts(tx, inserted.flatMap(({ id, externalId }) => {
    const thread = byThread.get(externalId)
    return thread ? [{ id, customerId: thread.customerId, startedAt: thread.message.sentAt, channelType: channel.type }] : []
  }))
  if (inserted.length === missing.length) return inserted
  // Another process met the same chat a moment earlier.
  return tenant<Tables>(tx).select('conversations').select(['id', 'externalId']).where('channelId', '=', channel.channelId).where('externalId', 'in', missing.map((thread) => thread.threadId)).execute()
}
