import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { heedStop, recordConsent } from '#domains/customers'
import { reportChannelProblem } from './channel-accounts.ts'
import type { Channel } from './channels/channel.ts'
import type { ChannelProblem, InboundStatus } from './channels/inbound-item.ts'
import { settleDelivery, type Delivery } from './delivery.ts'
import { previewOf } from './preview.ts'
import type { MessageRow, MessageStatusRow, Tables } from './tables.ts'

type Settling = { id: string; delivery: Delivery | null; conversationId: string }
const settling = ['id', 'delivery', 'conversationId'] as const

/** Applies a delivery report to our message; one that came first waits until the message is known. */
export async function applyStatus(tx: Transaction, channel: Pick<Channel, 'channelId'>, status: InboundStatus): Promise<void> {
  await keepReport(tx, channel.channelId, status.externalId, status.status, status.at, { attemptKey: status.attemptKey, error: status.error, details: status.details })
  const message = await findByReport(tx, channel.channelId, status)
  if (message) await settle(tx, channel.channelId, message, status)
}

/** Reports that arrived before we knew the provider's id of our message. */
export async function applyWaitingStatuses(tx: Transaction, channelId: string, externalId: string): Promise<void> {
  const reports = await tenant<Tables>(tx).select('messageStatuses').selectAll().where('channelId', '=', channelId).where('externalId', '=', externalId).orderBy('at').execute()
  for (const report of reports) {
    if (report.status === 'edited' || report.status === 'revoked') continue
    const message = await tenant<Tables>(tx).select('messages').select(settling).where('channelId', '=', channelId).where('externalId', '=', externalId).executeTakeFirst()
    if (message) await settle(tx, channelId, message, toStatus(report))
  }
}

/** A provider names a moment, not messages: what left for this chat until then has arrived. What left unsure stays so. */
export async function applyReach(tx: Transaction, channel: Pick<Channel, 'channelId'>, reach: { threadId: string; status: 'delivered' | 'read'; until: Date }): Promise<void> {
  const { channelId } = channel
  await sql`
    insert into message_statuses (business_id, id, channel_id, external_id, status, at)
    values (${tx.businessId}, ${newId()}, ${channelId}, ${threadReport(reach.threadId)}, ${reach.status}, ${reach.until})
    on conflict (business_id, channel_id, external_id, status) do update set at = greatest(message_statuses.at, excluded.at)`.execute(tx.db)
  const conversation = await tenant<Tables>(tx).select('conversations').select('id').where('channelId', '=', channelId).where('externalId', '=', reach.threadId).executeTakeFirst()
  if (!conversation) return
  const reached = await tenant<Tables>(tx)
    .select('messages')
    .select(settling)
    .where('conversationId', '=', conversation.id)
    .where('direction', '=', 'outbound')
    .where('delivery', 'in', reach.status === 'read' ? ['sent', 'delivered'] : ['sent'])
    .where(sql<boolean>`coalesce(attempted_at, sent_at) <= ${reach.until}`)
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const message of reached) await settle(tx, channelId, message, { externalId: '', status: reach.status, at: reach.until })
}

/** A moment that was told while our message was still under way. */
export async function applyWaitingReach(tx: Transaction, message: Pick<MessageRow, 'id' | 'channelId' | 'conversationId' | 'attemptedAt'>): Promise<void> {
  if (!message.attemptedAt) return
  const conversation = await tenant<Tables>(tx).select('conversations').select('externalId').where('id', '=', message.conversationId).executeTakeFirstOrThrow()
  const reports = await tenant<Tables>(tx)
    .select('messageStatuses')
    .selectAll()
    .where('channelId', '=', message.channelId)
    .where('externalId', '=', threadReport(conversation.externalId))
    .where('at', '>=', message.attemptedAt)
    .execute()
  for (const report of reports) {
    const row = await tenant<Tables>(tx).select('messages').select(settling).where('id', '=', message.id).executeTakeFirst()
    if (row) await settle(tx, message.channelId, row, toStatus(report))
  }
}

function threadReport(threadId: string): string {
  return `thread:${threadId}`
}

/** The customer changed or deleted a message; news that overtake the message itself wait for it, and old news change nothing. */
export async function applyEdit(tx: Transaction, channel: Pick<Channel, 'channelId'>, externalId: string, edit: { status: 'edited' | 'revoked'; at: Date; text?: string }): Promise<void> {
  const row = await tenant<Tables>(tx)
    .update('messages')
    .set(edit.status === 'revoked' ? { revokedAt: edit.at } : { text: edit.text ?? '', editedAt: edit.at })
    .where('channelId', '=', channel.channelId)
    .where('externalId', '=', externalId)
    .$if(edit.status === 'edited', (query) => query.where((where) => where.or([where('editedAt', 'is', null), where('editedAt', '<=', edit.at)])))
    .returning(['id', 'conversationId', 'sentAt', 'direction', 'kind', 'text'])
    .executeTakeFirst()
  if (!row) return keepReport(tx, channel.channelId, externalId, edit.status, edit.at, { details: { text: edit.text ?? '' } })
  if (edit.status === 'edited' && row.direction === 'inbound') await heedEdit(tx, row, edit.at)
  await tenant<Tables>(tx)
    .update('conversations')
    .set({ lastMessagePreview: edit.status === 'revoked' ? 'Pesan dihapus' : previewOf(row) })
    .where('id', '=', row.conversationId)
    .where('lastMessageAt', '=', row.sentAt)
    .where('lastMessageDirection', '=', row.direction)
    .execute()
  await tx.emit({ type: `message.${edit.status}`, key: row.conversationId, payload: { messageId: row.id, conversationId: row.conversationId } })
  await tx.notify({ topic: 'conversation', id: row.conversationId })
}

async function heedEdit(tx: Transaction, message: Pick<MessageRow, 'id' | 'conversationId' | 'text'>, at: Date): Promise<void> {
  const writer = await findWriter(tx, message.conversationId)
  if (writer) await heedStop(tx, { ...writer, messageId: message.id, text: message.text, at })
}

function findWriter(tx: Transaction, conversationId: string): Promise<{ customerId: string; channelType: string } | undefined> {
  return tenant<Tables>(tx)
    .select('conversations')
    .innerJoin('channels', (join) => join.onRef('channels.businessId', '=', 'conversations.businessId').onRef('channels.id', '=', 'conversations.channelId'))
    .select(['conversations.customerId', 'channels.type as channelType'])
    .where('conversations.id', '=', conversationId)
    .executeTakeFirst()
}

/** Edits and deletions that came before the messages that were just stored. */
export async function applyWaitingEdits(tx: Transaction, channel: Pick<Channel, 'channelId'>, externalIds: string[]): Promise<void> {
  if (externalIds.length === 0) return
  const waiting = await tenant<Tables>(tx)
    .select('messageStatuses')
    .selectAll()
    .where('channelId', '=', channel.channelId)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .where('status', 'in', ['edited', 'revoked'])
    .orderBy('at')
    .execute()
  for (const report of waiting) {
    // Written by `applyEdit` alone.
    const { text = '' } = (report.details ?? {}) as { text?: string }
    await applyEdit(tx, channel, report.externalId, { status: report.status === 'revoked' ? 'revoked' : 'edited', at: report.at, text })
  }
}

async function keepReport(
  tx: Transaction,
  channelId: string,
  externalId: string,
  status: string,
  at: Date,
  more: { attemptKey?: string | undefined; error?: ChannelProblem | undefined; details?: object | undefined },
): Promise<void> {
  await tenant<Tables>(tx)
    .insert('messageStatuses')
    .values({
      businessId: tx.businessId,
      id: newId(),
      channelId,
      externalId,
      status,
      attemptKey: more.attemptKey ?? null,
      error: more.error ? JSON.stringify(more.error) : null,
      details: more.details ? JSON.stringify(more.details) : null,
      at,
    })
    .onConflict((on) =>
      on
        .columns(['businessId', 'channelId', 'externalId', 'status'])
        // A message is edited more than once: its last words wait for it.
        .doUpdateSet((given) => ({ at: given.ref('excluded.at'), details: given.ref('excluded.details') }))
        .where('messageStatuses.status', '=', 'edited')
        .whereRef('messageStatuses.at', '<=', 'excluded.at'),
    )
    .execute()
}

function toStatus(report: MessageStatusRow): InboundStatus {
  // Written by `applyStatus` alone.
  const error = report.error as ChannelProblem | null
  return { externalId: report.externalId, status: report.status as InboundStatus['status'], at: report.at, ...(error ? { error } : {}) }
}

async function findByReport(tx: Transaction, channelId: string, status: InboundStatus): Promise<Settling | undefined> {
  const byId = await tenant<Tables>(tx).select('messages').select(settling).where('channelId', '=', channelId).where('externalId', '=', status.externalId).forUpdate().executeTakeFirst()
  if (byId || !status.attemptKey) return byId
  // The answer to our call was lost, but the provider carries our key: the report itself tells us the id.
  return tenant<Tables>(tx)
    .update('messages')
    .set({ externalId: status.externalId })
    .where('channelId', '=', channelId)
    .where('attemptKey', '=', status.attemptKey)
    .where('externalId', 'is', null)
    .returning(settling)
    .executeTakeFirst()
}

async function settle(tx: Transaction, channelId: string, message: Settling, status: InboundStatus): Promise<void> {
  if (status.freeUntil) await tenant<Tables>(tx).update('conversations').set({ freeEntryUntil: status.freeUntil }).where('id', '=', message.conversationId).execute()
  if (message.delivery === null) return
  const delivery = settleDelivery(message.delivery, status.status)
  if (delivery === message.delivery) return
  const error = delivery === 'failed' && status.error ? JSON.stringify(status.error) : null
  await tenant<Tables>(tx).update('messages').set({ delivery, deliveryAt: status.at, error }).where('id', '=', message.id).execute()
  if (delivery === 'failed' && status.error) await learnFromFailure(tx, channelId, message.conversationId, status.error)
  await tx.emit({ type: `message.${delivery}`, key: message.conversationId, payload: { messageId: message.id, conversationId: message.conversationId } })
  await tx.notify({ topic: 'conversation', id: message.conversationId })
}

/** A mailbox that takes nothing so many times in a row is as good as gone. */
const bouncesToStop = 3

/** How many of the newest messages in this chat came back; one that arrived ends the count. */
async function countSoftBounces(tx: Transaction, conversationId: string): Promise<number> {
  const newest = await tenant<Tables>(tx)
    .select('messages')
    .select(['delivery', 'error'])
    .where('conversationId', '=', conversationId)
    .where('direction', '=', 'outbound')
    .where('delivery', 'in', ['failed', 'sent', 'delivered', 'read'])
    .orderBy('sentAt', 'desc')
    .orderBy('id', 'desc')
    .limit(bouncesToStop)
    .execute()
  // JSON written by `settle` and the send protocol alone.
  const end = newest.findIndex(({ delivery, error }) => delivery !== 'failed' || !(error as ChannelProblem | null)?.isSoftBounce)
  return end === -1 ? newest.length : end
}

/** What a refusal says about the account or the person, beyond the one message. */
export async function learnFromFailure(tx: Transaction, channelId: string, conversationId: string, problem: ChannelProblem): Promise<void> {
  if (problem.needsReconnect) await reportChannelProblem(tx, channelId, problem)
  if (problem.code === 'window_closed') {
    await tenant<Tables>(tx).update('conversations').set({ windowExpiresAt: tx.now() }).where('id', '=', conversationId).where('windowExpiresAt', '>', tx.now()).execute()
  }
  const isOptOut = problem.isOptOut || (problem.isSoftBounce && (await countSoftBounces(tx, conversationId)) >= bouncesToStop)
  if (!isOptOut) return
  const writer = await findWriter(tx, conversationId)
  if (writer) await recordConsent(tx, { ...writer, purpose: 'marketing', isGranted: false, source: 'provider', proof: { code: problem.code } })
}
