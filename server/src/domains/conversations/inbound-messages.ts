import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { heedStart, heedStop, resolveCustomers, type ChatWord } from '#domains/customers'
import type { Channel } from './channels/channel.ts'
import type { InboundMessage } from './channels/inbound-item.ts'
import { applyWaitingEdits } from './inbound-statuses.ts'
import { ensureThreads } from './inbound-threads.ts'
import { settleOwnEchoes } from './own-echoes.ts'
import { planNames } from './people-names.ts'
import { previewOf } from './preview.ts'
import type { Tables } from './tables.ts'
import { windowHoursOf } from './windows.ts'

/** Older than this when it arrives: shown at its own time, marked late, and left to people (F04). */
const lateAfterMs = 15 * 60_000

interface Arrival {
  messageId: string
  conversationId: string
  customerId: string
  isLate: boolean
  message: InboundMessage
}

/** Stores messages that are new to us, a batch at a time in a fixed number of statements, and tells `message.received`. */
export async function storeMessages(tx: Transaction, channel: Channel, incoming: InboundMessage[], isSample: boolean): Promise<void> {
  const unique = [...new Map(incoming.map((message) => [message.externalId, message])).values()]
  const seen = await findMessageIds(tx, channel, unique.map((message) => message.externalId))
  const fresh = await settleOwnEchoes(tx, channel, unique.filter((message) => !seen.has(message.externalId)))
  if (fresh.length === 0) return
  const customerIds = await resolveCustomers(
    tx,
    fresh.map((message) => ({ channelType: channel.type, ...message.customer, seenAt: message.sentAt, isSample })),
  )
  const threads = await ensureThreads(tx, channel, fresh, customerIds, isSample)
  const arrivals = fresh.map((message, index): Arrival => {
    const conversationId = threads.get(message.threadId)
    if (!conversationId) throw new Error('A conversation vanished while it was stored')
    // Ids in the order of arrival: it decides between messages of the same second (I6).
    return { messageId: newId(), conversationId, customerId: customerIds[index], isLate: tx.now().getTime() - message.sentAt.getTime() > lateAfterMs, message }
  })
  const stored = await insertMessages(tx, channel, arrivals)
  await insertAttachments(tx, channel, stored)
  await planNames(tx, channel, stored)
  await updateConversations(tx, channel, stored)
  await applyWaitingEdits(tx, channel, stored.map(({ message }) => message.externalId))
  const resuming = await heedWords(tx, channel, stored)
  for (const arrival of stored) await announce(tx, channel, arrival, resuming.has(arrival.messageId))
  await tx.enqueue({ name: 'note-messages', payload: { messageIds: stored.map((arrival) => arrival.messageId) } })
}

async function findMessageIds(tx: Transaction, channel: Channel, externalIds: string[]): Promise<Map<string, string>> {
  if (externalIds.length === 0) return new Map()
  const rows = await tenant<Tables>(tx).select('messages').select(['id', 'externalId']).where('channelId', '=', channel.channelId).where(sql<boolean>`external_id = any(${externalIds}::text[])`).execute()
  return new Map(rows.map((row) => [row.externalId ?? '', row.id]))
}

const messageColumns = {
  businessId: 'uuid', id: 'uuid', conversationId: 'uuid', channelId: 'uuid', direction: 'text', authorKind: 'text', authorId: 'text', externalId: 'text', kind: 'text', text: 'text',
  content: 'jsonb', sentAt: 'timestamptz', createdAt: 'timestamptz', isLate: 'boolean', delivery: 'text', deliveryAt: 'timestamptz', replyToId: 'uuid',
} as const

/** Returns those that this transaction stored; a repeat in another one leaves nothing behind. */
async function insertMessages(tx: Transaction, channel: Channel, arrivals: Arrival[]): Promise<Arrival[]> {
  const now = tx.now()
  const quoted = await findMessageIds(tx, channel, arrivals.flatMap(({ message }) => message.replyToExternalId ?? []))
  for (const { messageId, message } of arrivals) quoted.set(message.externalId, messageId)
  const rows = arrivals
    .toSorted((a, b) => (a.message.externalId < b.message.externalId ? -1 : 1))
    .map(({ messageId, conversationId, customerId, isLate, message }) => ({
      businessId: tx.businessId,
      id: messageId,
      conversationId,
      channelId: channel.channelId,
      direction: message.isEcho ? ('outbound' as const) : ('inbound' as const),
      authorKind: message.isEcho ? ('member' as const) : ('customer' as const),
      authorId: message.isEcho ? null : customerId,
      externalId: message.externalId,
      kind: message.kind,
      text: message.text,
      content: message.content,
      sentAt: message.sentAt,
      createdAt: now,
      isLate,
      delivery: message.isEcho ? ('sent' as const) : null,
      deliveryAt: message.isEcho ? message.sentAt : null,
      replyToId: (message.replyToExternalId && quoted.get(message.replyToExternalId)) || null,
    }))
  const many = manyRows(messageColumns, rows)
  const { rows: inserted } = await sql<{ id: string }>`
    insert into messages ${many.columns} ${many.values}
    on conflict (business_id, channel_id, external_id) where external_id is not null do nothing
    returning id`.execute(tx.db)
  const ids = new Set(inserted.map((row) => row.id))
  return arrivals.filter(({ messageId }) => ids.has(messageId))
}

async function insertAttachments(tx: Transaction, channel: Channel, arrivals: Arrival[]): Promise<void> {
  const rows = arrivals.flatMap(({ messageId, message }) =>
    message.attachments.map((attachment) => ({
      businessId: tx.businessId,
      id: newId(),
      messageId,
      status: attachment.storedKey ? ('stored' as const) : ('waiting' as const),
      fileKey: attachment.storedKey ?? null,
      name: attachment.name.slice(0, 200),
      mediaType: attachment.mediaType.slice(0, 100),
      bytes: attachment.bytes ?? null,
      source: JSON.stringify(attachment.source),
      reason: null,
      createdAt: tx.now(),
    })),
  )
  if (rows.length === 0) return
  await tenant<Tables>(tx).insert('attachments').values(rows).execute()
  for (const row of rows) if (row.status === 'waiting') await tx.enqueue({ name: 'fetch-attachment', payload: { attachmentId: row.id }, lane: `files:${channel.channelId}` })
}

interface ConversationNews {
  at: Date
  preview: string
  direction: string
  unread: number
  inboundAt: Date | null
  personAt: Date | null
  windowUntil: Date | null
}

async function updateConversations(tx: Transaction, channel: Channel, arrivals: Arrival[]): Promise<void> {
  const news = new Map<string, ConversationNews>()
  for (const arrival of arrivals) news.set(arrival.conversationId, merge(news.get(arrival.conversationId), arrival, windowHoursOf(channel, arrival.message.threadId)))
  const rows = [...news].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const column = <K extends keyof ConversationNews>(key: K) => rows.map(([, one]) => one[key])
  // Locked in the order of their ids, as everywhere. A conversation that was closed starts afresh with the assistant.
  await sql`
    with locked as materialized (
      select id from conversations where business_id = ${tx.businessId} and id = any(${rows.map(([id]) => id)}::uuid[]) order by id for update
    )
    update conversations c set
      last_message_at = greatest(c.last_message_at, u.at),
      last_message_preview = case when c.last_message_at <= u.at then u.preview else c.last_message_preview end,
      last_message_direction = case when c.last_message_at <= u.at then u.direction else c.last_message_direction end,
      unread_count = c.unread_count + u.unread,
      last_inbound_at = greatest(c.last_inbound_at, u.inbound_at),
      last_person_at = greatest(c.last_person_at, u.person_at),
      window_expires_at = greatest(c.window_expires_at, u.window_until),
      handoff = case when u.unread > 0 and c.status = 'closed' then null else c.handoff end,
      handler = case when u.person_at is not null then 'person' when u.unread > 0 and c.status = 'closed' then 'assistant' else c.handler end,
      status = case when u.unread > 0 and c.status = 'closed' then 'open' else c.status end
    from unnest(
      ${rows.map(([id]) => id)}::uuid[], ${column('at')}::timestamptz[], ${column('preview')}::text[], ${column('direction')}::text[], ${column('unread')}::int[],
      ${column('inboundAt')}::timestamptz[], ${column('personAt')}::timestamptz[], ${column('windowUntil')}::timestamptz[]
    ) as u(id, at, preview, direction, unread, inbound_at, person_at, window_until)
    where c.business_id = ${tx.businessId} and c.id = u.id and c.id in (select id from locked)`.execute(tx.db)
}

function merge(before: ConversationNews | undefined, { message, isLate }: Arrival, windowHours: number | null): ConversationNews {
  const isWord = !message.isEcho && message.kind !== 'reaction' && message.kind !== 'system'
  const isNewest = !before || before.at <= message.sentAt
  return {
    at: isNewest ? message.sentAt : before.at,
    preview: isNewest ? previewOf(message) : before.preview,
    direction: isNewest ? (message.isEcho ? 'outbound' : 'inbound') : before.direction,
    unread: (before?.unread ?? 0) + (isWord ? 1 : 0),
    inboundAt: latest(before?.inboundAt, message.isEcho ? null : message.sentAt),
    personAt: latest(before?.personAt, message.isEcho && !isLate ? message.sentAt : null),
    windowUntil: latest(before?.windowUntil, isWord && windowHours !== null ? new Date(message.sentAt.getTime() + windowHours * 3_600_000) : null),
  }
}

function latest(a: Date | null | undefined, b: Date | null): Date | null {
  if (!a) return b
  return b && b > a ? b : a
}

/** Returns the messages that brought promotions back. */
async function heedWords(tx: Transaction, channel: Channel, arrivals: Arrival[]): Promise<Set<string>> {
  const resuming = new Set<string>()
  for (const { customerId, messageId, message } of arrivals.toSorted((a, b) => a.message.sentAt.getTime() - b.message.sentAt.getTime())) {
    if (message.isEcho) continue
    const word: ChatWord = { customerId, channelType: channel.type, messageId, text: message.text, at: message.sentAt }
    await heedStop(tx, word)
    // Nobody agrees by an automatic reply.
    if (message.wantsAnswer && (await heedStart(tx, word))) resuming.add(messageId)
  }
  return resuming
}

async function announce(tx: Transaction, channel: Channel, { messageId, conversationId, customerId, isLate, message }: Arrival, resumesPromotions: boolean): Promise<void> {
  const payload = { conversationId, messageId, customerId, channelType: channel.type, kind: message.kind, isLate, wantsAnswer: message.wantsAnswer && !isLate, resumesPromotions }
  await tx.emit({ type: message.isEcho ? 'message.echoed' : 'message.received', key: conversationId, payload })
  await tx.notify({ topic: 'conversation', id: conversationId })
}
