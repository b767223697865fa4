import { sql } from 'kysely'
import type { Context, JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { recordConsent, resolveCustomers } from '#domains/customers'
import { getChannel, reportChannelProblem, typeOf } from './channel-accounts.ts'
import type { Channel, InboundItem, InboundMessage, InboundStatus } from './channels/channel.ts'
import { settleDelivery, type Delivery } from './delivery.ts'
import { storeTemplateStatus } from './templates.ts'
import type { Tables } from './tables.ts'

/** Older than this when it arrives: shown at its own time, marked late, and left to people. */
const lateAfterMs = 15 * 60_000

/** Stores what a provider told us, once however often it is told, in one transaction (I1, I2). */
export async function receiveItems(tx: Transaction, channel: Channel, items: InboundItem[], options: { isSample?: boolean } = {}): Promise<void> {
  const messages = items.filter((item) => item.type === 'message')
  if (messages.length > 0) await storeMessages(tx, channel, messages, options.isSample ?? false)
  for (const item of items) {
    if (item.type === 'status') await applyStatus(tx, channel, item)
    if (item.type === 'edit') await markEdited(tx, channel, item.externalId, { text: item.text.slice(0, 20_000), editedAt: item.at })
    if (item.type === 'revoke') await markEdited(tx, channel, item.externalId, { revokedAt: item.at })
    if (item.type === 'consent') await applyConsent(tx, channel, item)
    if (item.type === 'template') await storeTemplateStatus(tx, channel.channelId, item)
    if (item.type === 'account') await reportChannelProblem(tx, channel.channelId, item.problem)
  }
}

/** The same for one context, in its own transaction. */
export function receive(ctx: Context, channel: Channel, items: InboundItem[]): Promise<void> {
  return ctx.transaction((tx) => receiveItems(tx, channel, items))
}

/** Example messages of one customer, each in turn, marked as examples. */
export async function receiveSample(ctx: Context, channelId: string, sample: { name: string; phone?: string; texts: string[]; at: Date }): Promise<void> {
  const threadId = `contoh-${newId()}`
  for (const [index, text] of sample.texts.entries()) {
    await ctx.transaction(async (tx) =>
      receiveItems(
        tx,
        await getChannel(tx, channelId),
        [
          {
            type: 'message',
            externalId: `${threadId}:${index}`,
            threadId,
            customer: { externalId: threadId, name: sample.name, ...(sample.phone ? { phone: sample.phone } : {}) },
            sentAt: new Date(sample.at.getTime() + index * 1_000),
            kind: 'text',
            text,
            content: {},
            attachments: [],
            wantsAnswer: true,
          },
        ],
        { isSample: true },
      ),
    )
  }
}

async function storeMessages(tx: Transaction, channel: Channel, incoming: InboundMessage[], isSample: boolean): Promise<void> {
  const unique = [...new Map(incoming.map((message) => [message.externalId, message])).values()]
  const seen = await knownExternalIds(tx, channel, unique.map((message) => message.externalId))
  const fresh = unique.filter((message) => !seen.has(message.externalId))
  if (fresh.length === 0) return
  const customerIds = await resolveCustomers(
    tx,
    fresh.map((message) => ({ channelType: channel.type, ...message.customer, seenAt: message.sentAt, isSample })),
  )
  const conversationIds = new Map<string, string>()
  for (const [index, message] of fresh.entries()) {
    if (!conversationIds.has(message.threadId)) conversationIds.set(message.threadId, await ensureConversation(tx, channel, message, customerIds[index], isSample))
  }
  for (const [index, message] of fresh.entries()) {
    await storeMessage(tx, channel, message, { customerId: customerIds[index], conversationId: conversationIds.get(message.threadId) ?? '', isSample })
  }
  await tenant<Tables>(tx).update('channels').set({ lastInboundAt: tx.now() }).where('id', '=', channel.channelId).execute()
}

async function knownExternalIds(tx: Transaction, channel: Channel, externalIds: string[]): Promise<Set<string>> {
  const rows = await tenant<Tables>(tx).select('messages').select('externalId').where('channelId', '=', channel.channelId).where('externalId', 'in', externalIds).execute()
  return new Set(rows.map((row) => row.externalId ?? ''))
}

async function ensureConversation(tx: Transaction, channel: Channel, message: InboundMessage, customerId: string, isSample: boolean): Promise<string> {
  const inserted = await tenant<Tables>(tx)
    .insert('conversations')
    .values({
      businessId: tx.businessId,
      id: newId(),
      channelId: channel.channelId,
      customerId,
      externalId: message.threadId,
      status: 'open',
      handler: 'assistant',
      assignedMemberId: null,
      handoff: null,
      labels: [],
      unreadCount: 0,
      lastMessageAt: message.sentAt,
      lastMessagePreview: '',
      lastMessageDirection: 'inbound',
      lastInboundAt: null,
      lastPersonAt: null,
      windowExpiresAt: null,
      isSample,
      createdAt: tx.now(),
    })
    .onConflict((on) => on.columns(['businessId', 'channelId', 'externalId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) return inserted.id
  const row = await tenant<Tables>(tx).select('conversations').select('id').where('channelId', '=', channel.channelId).where('externalId', '=', message.threadId).executeTakeFirstOrThrow()
  return row.id
}

async function storeMessage(tx: Transaction, channel: Channel, message: InboundMessage, owner: { customerId: string; conversationId: string; isSample: boolean }): Promise<void> {
  const now = tx.now()
  const messageId = newId()
  const isLate = now.getTime() - message.sentAt.getTime() > lateAfterMs
  const direction = message.isEcho ? 'outbound' : 'inbound'
  const inserted = await tenant<Tables>(tx)
    .insert('messages')
    .values({
      businessId: tx.businessId,
      id: messageId,
      conversationId: owner.conversationId,
      channelId: channel.channelId,
      direction,
      authorKind: message.isEcho ? 'member' : 'customer',
      authorId: message.isEcho ? null : owner.customerId,
      externalId: message.externalId,
      clientId: null,
      kind: message.kind,
      text: message.text.slice(0, 20_000),
      content: JSON.stringify(message.content),
      sentAt: message.sentAt,
      createdAt: now,
      isLate,
      delivery: message.isEcho ? 'sent' : null,
      deliveryAt: null,
      attemptKey: null,
      attemptedAt: null,
      error: null,
      answer: null,
      replyToId: message.replyToExternalId ? await findMessageId(tx, channel, message.replyToExternalId) : null,
      editedAt: null,
      revokedAt: null,
    })
    .onConflict((on) => on.columns(['businessId', 'channelId', 'externalId']).where('externalId', 'is not', null).doNothing())
    .executeTakeFirst()
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) === 0n) return
  await storeAttachments(tx, messageId, message)
  await updateConversation(tx, channel, message, owner.conversationId)
  await tx.emit({
    type: message.isEcho ? 'message.echoed' : 'message.received',
    key: owner.conversationId,
    payload: { conversationId: owner.conversationId, messageId, customerId: owner.customerId, channelType: channel.type, isLate, wantsAnswer: message.wantsAnswer },
  })
  await tx.notify({ topic: 'conversation', id: owner.conversationId })
}

async function updateConversation(tx: Transaction, channel: Channel, message: InboundMessage, conversationId: string): Promise<void> {
  const { windowHours } = typeOf(channel).limits
  const preview = previewOf(message)
  const isNewer = sql<boolean>`last_message_at <= ${message.sentAt}`
  await tenant<Tables>(tx)
    .update('conversations')
    .set((row) => ({
      lastMessageAt: sql`greatest(last_message_at, ${message.sentAt})`,
      lastMessagePreview: sql`case when ${isNewer} then ${preview} else last_message_preview end`,
      lastMessageDirection: sql`case when ${isNewer} then ${message.isEcho ? 'outbound' : 'inbound'} else last_message_direction end`,
      ...(message.isEcho
        ? { handler: 'person' as const, lastPersonAt: sql`greatest(last_person_at, ${message.sentAt})` }
        : {
            unreadCount: row.eb('unreadCount', '+', 1),
            lastInboundAt: sql`greatest(last_inbound_at, ${message.sentAt})`,
            status: sql`case when status = 'closed' then 'open' else status end`,
            // A conversation that was closed starts afresh with the assistant.
            handler: sql`case when status = 'closed' then 'assistant' else handler end`,
            ...(windowHours === null ? {} : { windowExpiresAt: sql`greatest(window_expires_at, ${new Date(message.sentAt.getTime() + windowHours * 3_600_000)})` }),
          }),
    }))
    .where('id', '=', conversationId)
    .execute()
}

async function storeAttachments(tx: Transaction, messageId: string, message: InboundMessage): Promise<void> {
  for (const attachment of message.attachments) {
    const attachmentId = newId()
    await tenant<Tables>(tx)
      .insert('attachments')
      .values({
        businessId: tx.businessId,
        id: attachmentId,
        messageId,
        status: 'waiting',
        fileKey: null,
        name: attachment.name.slice(0, 200),
        mediaType: attachment.mediaType.slice(0, 100),
        bytes: attachment.bytes ?? null,
        source: JSON.stringify(attachment.source),
        reason: null,
        createdAt: tx.now(),
      })
      .execute()
    await tx.enqueue({ name: 'fetch-attachment', payload: { attachmentId }, key: messageId })
  }
}

/** Applies a delivery report to our message; one that came first waits until the message is known. */
async function applyStatus(tx: Transaction, channel: Channel, status: InboundStatus): Promise<void> {
  await tenant<Tables>(tx)
    .insert('messageStatuses')
    .values({
      businessId: tx.businessId,
      id: newId(),
      channelId: channel.channelId,
      externalId: status.externalId,
      status: status.status,
      attemptKey: status.attemptKey ?? null,
      error: status.error ? JSON.stringify(status.error) : null,
      at: status.at,
    })
    .onConflict((on) => on.columns(['businessId', 'channelId', 'externalId', 'status']).doNothing())
    .execute()
  const message = await findByReport(tx, channel, status)
  if (message) await settle(tx, message, status)
}

/** Reports that arrived before we knew the provider's id of our message. */
export async function applyWaitingStatuses(tx: Transaction, channelId: string, externalId: string): Promise<void> {
  const reports = await tenant<Tables>(tx).select('messageStatuses').selectAll().where('channelId', '=', channelId).where('externalId', '=', externalId).orderBy('at').execute()
  for (const report of reports) {
    const message = await tenant<Tables>(tx).select('messages').select(['id', 'delivery', 'conversationId']).where('channelId', '=', channelId).where('externalId', '=', externalId).executeTakeFirst()
    if (message) await settle(tx, message, { externalId, status: report.status as InboundStatus['status'], at: report.at, ...(report.error ? { error: report.error as never } : {}) })
  }
}

async function findByReport(tx: Transaction, channel: Channel, status: InboundStatus) {
  const byId = await tenant<Tables>(tx).select('messages').select(['id', 'delivery', 'conversationId']).where('channelId', '=', channel.channelId).where('externalId', '=', status.externalId).forUpdate().executeTakeFirst()
  if (byId || !status.attemptKey) return byId
  // The answer to our call was lost, but the provider carries our key: the report itself tells us the id.
  return tenant<Tables>(tx)
    .update('messages')
    .set({ externalId: status.externalId })
    .where('attemptKey', '=', status.attemptKey)
    .where('externalId', 'is', null)
    .returning(['id', 'delivery', 'conversationId'])
    .executeTakeFirst()
}

async function settle(tx: Transaction, message: { id: string; delivery: Delivery | null; conversationId: string }, status: InboundStatus): Promise<void> {
  if (message.delivery === null) return
  const delivery = settleDelivery(message.delivery, status.status)
  if (delivery === message.delivery) return
  const error = delivery === 'failed' && status.error ? JSON.stringify(status.error) : null
  await tenant<Tables>(tx).update('messages').set({ delivery, deliveryAt: status.at, error }).where('id', '=', message.id).execute()
  await tx.emit({ type: `message.${delivery}`, key: message.conversationId, payload: { messageId: message.id, conversationId: message.conversationId } })
  await tx.notify({ topic: 'conversation', id: message.conversationId })
}

async function markEdited(tx: Transaction, channel: Channel, externalId: string, changes: { text?: string; editedAt?: Date; revokedAt?: Date }): Promise<void> {
  const row = await tenant<Tables>(tx).update('messages').set(changes).where('channelId', '=', channel.channelId).where('externalId', '=', externalId).returning('conversationId').executeTakeFirst()
  if (row) await tx.notify({ topic: 'conversation', id: row.conversationId })
}

async function applyConsent(tx: Transaction, channel: Channel, item: Extract<InboundItem, { type: 'consent' }>): Promise<void> {
  const [customerId] = await resolveCustomers(tx, [{ channelType: channel.type, ...item.customer, seenAt: item.at }])
  await recordConsent(tx, { customerId, purpose: 'marketing', channelType: channel.type, isGranted: item.isGranted, source: 'provider', proof: item.proof })
}

async function findMessageId(tx: Transaction, channel: Channel, externalId: string): Promise<string | null> {
  const row = await tenant<Tables>(tx).select('messages').select('id').where('channelId', '=', channel.channelId).where('externalId', '=', externalId).executeTakeFirst()
  return row?.id ?? null
}

function previewOf(message: { kind: string; text: string }): string {
  const names: Record<string, JsonValue> = { image: '📷 Foto', audio: '🎤 Suara', video: '🎬 Video', document: '📄 Berkas', sticker: 'Stiker', location: '📍 Lokasi', contacts: '👤 Kontak', order: '🛒 Keranjang' }
  return (message.text || String(names[message.kind] ?? 'Pesan')).replace(/\s+/g, ' ').slice(0, 140)
}
