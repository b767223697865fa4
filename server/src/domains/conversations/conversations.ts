import { sql } from 'kysely'
import type { JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { cutPage, fromTimeCursor, type PageInput } from '#platform/http/paging'
import { checkMember, recordAudit } from '#domains/businesses'
import { familyOf, findCustomers, type Customer } from '#domains/customers'
import { typeOf } from './channel-accounts.ts'
import { conversationNotFound, tooManyLabels } from './errors.ts'
import { noteTurn } from './journey.ts'
import { addEvent, lockConversation } from './own-messages.ts'
import type { AttachmentRow, ChannelRow, ConversationRow, MessageRow, Tables } from './tables.ts'
import { openUntil } from './windows.ts'

export interface ConversationListInput {
  status?: 'open' | 'waiting' | 'closed' | undefined
  /** `mine` and `unassigned` are about the asking member; `needs-person` was handed off. */
  view?: 'all' | 'mine' | 'unassigned' | 'needs-person' | 'unread' | undefined
  channelId?: string | undefined
  customerId?: string | undefined
  label?: string | undefined
  search?: string | undefined
  cursor?: string | undefined
  limit: number
}

export interface ConversationWithPeople extends ConversationRow {
  customer: Customer | undefined
  channelType: string
  channelName: string
  /** Until when a person may write freely; `null` without a limit. */
  writableUntil: Date | null
  hasTemplates: boolean
  /** The assistant's answers wait for a person here, whatever its mode. */
  isAnsweredByDraft: boolean
}

export async function listConversations(tx: Transaction, input: ConversationListInput): Promise<{ items: ConversationWithPeople[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx).select('conversations').selectAll().orderBy('lastMessageAt', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.status) query = query.where('status', '=', input.status)
  if (input.channelId) query = query.where('channelId', '=', input.channelId)
  if (input.customerId) query = query.where('customerId', 'in', await familyOf(tx, input.customerId))
  if (input.label) query = query.where(sql<boolean>`${input.label} = any(labels)`)
  if (input.view === 'mine') query = query.where('assignedMemberId', '=', tx.actor.kind === 'member' ? tx.actor.memberId : null)
  if (input.view === 'unassigned') query = query.where('assignedMemberId', 'is', null).where('status', '!=', 'closed')
  if (input.view === 'needs-person') query = query.where('handler', '=', 'person').where('status', '!=', 'closed')
  if (input.view === 'unread') query = query.where('unreadCount', '>', 0)
  if (input.search) query = query.where(matches(tx, input.search))
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('lastMessageAt', 'id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.lastMessageAt, row.id])
  return { items: await withPeople(tx, page), nextCursor }
}

export async function getConversation(tx: Transaction, conversationId: string): Promise<ConversationWithPeople> {
  const row = await tenant<Tables>(tx).select('conversations').selectAll().where('id', '=', conversationId).executeTakeFirst()
  if (!row) throw conversationNotFound()
  return (await withPeople(tx, [row]))[0]
}

/** Messages newest first, by provider time then arrival (I6), the same on every client. */
export async function listMessages(tx: Transaction, conversationId: string, input: PageInput) {
  let query = tenant<Tables>(tx).select('messages').selectAll().where('conversationId', '=', conversationId).orderBy('sentAt', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('sentAt', 'id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.sentAt, row.id])
  return { items: await withAttachments(tx, page), nextCursor }
}

/** The turns of a conversation before and with a message, oldest first: what the assistant reads. */
export async function readHistory(tx: Transaction, conversationId: string, limit = 30): Promise<MessageRow[]> {
  const rows = await tenant<Tables>(tx)
    .select('messages')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('direction', 'in', ['inbound', 'outbound'])
    .where('revokedAt', 'is', null)
    .orderBy('sentAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse()
}

/** Past questions of customers, newest first: what a lesson is tried on. */
export async function listCustomerQuestions(tx: Transaction, limit: number): Promise<string[]> {
  const rows = await tenant<Tables>(tx).select('messages').select('text').where('direction', '=', 'inbound').where('text', '!=', '').orderBy('id', 'desc').limit(limit).execute()
  return rows.map((row) => row.text)
}

/** A person takes the conversation: the assistant is silent from the commit on. */
export async function takeOver(tx: Transaction, conversationId: string): Promise<void> {
  const { conversation } = await lockConversation(tx, conversationId)
  if (conversation.handler === 'person' && conversation.assignedMemberId === memberIdOf(tx)) return
  await change(tx, conversation, { handler: 'person', assignedMemberId: memberIdOf(tx), lastPersonAt: tx.now() }, 'conversation.taken-over')
}

/** Gives the conversation back to the assistant. */
export async function handBack(tx: Transaction, conversationId: string): Promise<void> {
  const { conversation } = await lockConversation(tx, conversationId)
  await change(tx, conversation, { handler: 'assistant', handoff: null, status: 'open' }, 'conversation.handed-back')
}

/** The assistant passes the conversation to people, once, with a summary (F30). Returns whether it was news. */
export async function handOff(tx: Transaction, conversationId: string, handoff: { reason: string; summary: string }): Promise<boolean> {
  const { conversation } = await lockConversation(tx, conversationId)
  if (conversation.handler === 'person') return false
  const at = tx.now().toISOString()
  await change(tx, conversation, { handler: 'person', status: 'waiting', handoff: JSON.stringify({ ...handoff, at }) }, 'conversation.handed-off', { reason: handoff.reason })
  await noteTurn(tx, conversation, 'conversation-handed-off', { reason: handoff.reason })
  await tx.emit({ type: 'conversation.handed-off', key: conversationId, payload: { conversationId, reason: handoff.reason } })
  return true
}

export async function assign(tx: Transaction, conversationId: string, memberId: string | null): Promise<void> {
  const { conversation } = await lockConversation(tx, conversationId)
  if (memberId !== null) await checkMember(tx, memberId, 'conversations.write')
  await change(tx, conversation, { assignedMemberId: memberId }, 'conversation.assigned', { memberId })
}

export async function setStatus(tx: Transaction, conversationId: string, status: ConversationRow['status']): Promise<void> {
  const { conversation } = await lockConversation(tx, conversationId)
  if (conversation.status === status) return
  await change(tx, conversation, { status, ...(status === 'closed' ? { unreadCount: 0 } : {}) }, `conversation.${status === 'closed' ? 'closed' : 'reopened'}`)
  if (status !== 'closed') return
  await noteTurn(tx, conversation, 'conversation-closed')
  await tx.emit({ type: 'conversation.closed', key: conversationId, payload: { conversationId } })
}

const mostLabels = 20

/** What is put on and taken off, not the whole list: two members at once both have their way. */
export async function changeLabels(tx: Transaction, conversationId: string, { add, remove }: { add: string[]; remove: string[] }): Promise<void> {
  const { conversation } = await lockConversation(tx, conversationId)
  const labels = [...new Set([...conversation.labels.filter((label) => !remove.includes(label)), ...add])]
  if (labels.length > mostLabels) throw tooManyLabels(mostLabels)
  await tenant<Tables>(tx).update('conversations').set({ labels }).where('id', '=', conversationId).execute()
  await recordAudit(tx, { action: 'conversation.label', subjectType: 'conversation', subjectId: conversationId, before: { labels: conversation.labels }, after: { labels } })
  await tx.notify({ topic: 'conversation', id: conversationId })
}

export async function markRead(tx: Transaction, conversationId: string): Promise<void> {
  const updated = await tenant<Tables>(tx).update('conversations').set({ unreadCount: 0 }).where('id', '=', conversationId).where('unreadCount', '>', 0).executeTakeFirst()
  if (updated.numUpdatedRows > 0n) await tx.notify({ topic: 'conversation', id: conversationId })
  else await getConversation(tx, conversationId)
}

async function change(
  tx: Transaction,
  conversation: ConversationRow,
  changes: Partial<Pick<ConversationRow, 'handler' | 'status' | 'assignedMemberId' | 'lastPersonAt' | 'unreadCount'>> & { handoff?: string | null },
  action: string,
  values: Record<string, string | null> = {},
): Promise<void> {
  await tenant<Tables>(tx).update('conversations').set(changes).where('id', '=', conversation.id).execute()
  await addEvent(tx, conversation, action, { ...values, by: memberIdOf(tx) })
  await recordAudit(tx, { action, subjectType: 'conversation', subjectId: conversation.id, before: { handler: conversation.handler, status: conversation.status, assignedMemberId: conversation.assignedMemberId }, after: { ...changes } })
  await tx.notify({ topic: 'conversation', id: conversation.id })
}

function memberIdOf(tx: Transaction): string | null {
  return tx.actor.kind === 'member' ? tx.actor.memberId : null
}

/** Conversations whose customer or text matches; the trigram index carries it. */
function matches(tx: Transaction, search: string) {
  const pattern = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(
    customer_id in (select id from customers where business_id = ${tx.businessId} and (name ilike ${pattern} or phone ilike ${pattern}))
    or id in (select conversation_id from messages where business_id = ${tx.businessId} and text ilike ${pattern} order by sent_at desc limit 500))`
}

async function withPeople(tx: Transaction, rows: ConversationRow[]): Promise<ConversationWithPeople[]> {
  if (rows.length === 0) return []
  const customers = await findCustomers(tx, [...new Set(rows.map((row) => row.customerId))])
  const channels = await tenant<Tables>(tx).select('channels').select(['id', 'type', 'name', 'config']).where('id', 'in', [...new Set(rows.map((row) => row.channelId))]).execute()
  const byId = new Map(channels.map((channel) => [channel.id, channel]))
  return rows.map((row) => {
    const channel = byId.get(row.channelId)
    const about = channel ? { writableUntil: openUntil(channel, row, 'member'), hasTemplates: typeOf(channel).limits.hasTemplates, isAnsweredByDraft: isAnsweredByDraft(channel) } : { writableUntil: row.windowExpiresAt, hasTemplates: false, isAnsweredByDraft: false }
    return { ...row, customer: customers.get(row.customerId), channelType: channel?.type ?? '', channelName: channel?.name ?? '', ...about }
  })
}

function isAnsweredByDraft(channel: Pick<ChannelRow, 'type' | 'config'>): boolean {
  // JSON written by `connectChannel` alone.
  return typeOf(channel).answersByDraft?.({ config: channel.config as Record<string, JsonValue> }) ?? false
}

async function withAttachments(tx: Transaction, rows: MessageRow[]): Promise<(MessageRow & { attachments: AttachmentRow[] })[]> {
  if (rows.length === 0) return []
  const attachments = await tenant<Tables>(tx).select('attachments').selectAll().where('messageId', 'in', rows.map((row) => row.id)).orderBy('id').execute()
  return rows.map((row) => ({ ...row, attachments: attachments.filter((attachment) => attachment.messageId === row.id) }))
}

