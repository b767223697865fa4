import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { getChannelRow, listChannels, rateOf, typeOf } from './channel-accounts.ts'
import { enqueueSlice } from './paced-sending.ts'
import type { ChannelProblem } from './channels/inbound-item.ts'
import type { Delivery } from './delivery.ts'
import type { MessageRow, Tables } from './tables.ts'
import { rulesOf } from './windows.ts'

export interface SendingChannel {
  channelId: string
  type: string
  label: string
  name: string
  isActive: boolean
  hasTemplates: boolean
  /** Free text is refused so many hours after the customer's last message; `null`: never. */
  windowHours: number | null
  /** What the provider takes from this account, messages a second. */
  perSecond: number
  textLength: number
  /** Customers that may be written to with a template in 24 hours; `null` without a limit that we know. */
  dailyLimit: number | null
}

/** Accounts from which a shop may write first. */
export async function listSendingChannels(tx: Transaction): Promise<SendingChannel[]> {
  return (await listChannels(tx)).map((channel) => {
    const { hasTemplates, windowHours, textLength } = typeOf(channel).limits
    return { channelId: channel.channelId, type: channel.type, label: channel.label, name: channel.name, isActive: channel.status === 'active', hasTemplates, windowHours, perSecond: 1_000 / rateOf(channel).everyMs, textLength, dailyLimit: typeof channel.config['dailyLimit'] === 'number' ? channel.config['dailyLimit'] : null }
  })
}

export interface Thread {
  conversationId: string
  customerId: string
  /** Whether free text is allowed at this moment. */
  isOpen: boolean
}

/** The newest chat of each customer on this account, by the id that stands on the chat. One that takes a single answer, as a comment does, is none to write first in. */
export async function findThreads(tx: Transaction, channelId: string, customerIds?: string[]): Promise<Map<string, Thread>> {
  let query = tenant<Tables>(tx).select('conversations').select(['id', 'customerId', 'externalId', 'windowExpiresAt']).where('channelId', '=', channelId).where('isSample', '=', false)
  if (customerIds) query = query.where(sql<boolean>`customer_id = any(${customerIds}::uuid[])`)
  const channel = await tenant<Tables>(tx).select('channels').select('type').where('id', '=', channelId).executeTakeFirst()
  const rows = channel ? (await query.orderBy('lastMessageAt').execute()).filter((row) => rulesOf(channel, row.externalId) === undefined) : []
  return new Map(rows.map((row) => [row.customerId, { conversationId: row.id, customerId: row.customerId, isOpen: row.windowExpiresAt === null || row.windowExpiresAt > tx.now() }]))
}

export interface PlannedText {
  conversationId: string
  /** The same id twice in one chat is one message. */
  clientId: string
  text: string
  /** Shown by channels whose messages have one. */
  subject?: string | undefined
  template?: { name: string; language: string; values: { name: string; value: string }[] } | undefined
  purpose: 'marketing' | 'service'
}

/** Of the messages that begin together: how long they take to leave, and how many there are at most. A crash makes all of them uncertain. */
const sliceSeconds = 0.1
const mostInSlice = 100

/**
 * Plans one message in each of many chats; they leave through the send protocol, `perSecond` of them or as many as the
 * account may. The inbox does not move: a chat comes up when its customer answers. Returns message ids in the order given;
 * repeated ones keep their first id.
 */
export async function planMany(tx: Transaction, channelId: string, texts: PlannedText[], perSecond = Infinity): Promise<string[]> {
  if (texts.length === 0) return []
  const now = tx.now()
  const rows = texts.map(({ conversationId, clientId, text, subject, template, purpose }) => ({
    id: newId(), businessId: tx.businessId, channelId, conversationId, clientId, text, purpose, direction: 'outbound', authorKind: 'system', kind: template ? 'template' : 'text',
    content: { ...(template ? { template } : {}), ...(subject ? { subject } : {}) }, sentAt: now, createdAt: now, isLate: false, delivery: 'planned',
  }))
  const types = {
    id: 'uuid', businessId: 'uuid', channelId: 'uuid', conversationId: 'uuid', clientId: 'text', text: 'text', purpose: 'text', direction: 'text', authorKind: 'text', kind: 'text',
    content: 'jsonb', sentAt: 'timestamptz', createdAt: 'timestamptz', isLate: 'boolean', delivery: 'text',
  } as const
  const many = manyRows(types, rows)
  await sql`insert into messages ${many.columns} ${many.values} on conflict do nothing`.execute(tx.db)
  const { rows: stored } = await sql<{ id: string; conversationId: string; clientId: string }>`
    select id, conversation_id, client_id from messages where business_id = ${tx.businessId}
    and conversation_id = any(${texts.map((text) => text.conversationId)}::uuid[]) and client_id = any(${texts.map((text) => text.clientId)}::text[])`.execute(tx.db)
  const ids = new Map(stored.map((row) => [`${row.conversationId} ${row.clientId}`, row.id]))
  const fresh = rows.filter(({ id, conversationId, clientId }) => ids.get(`${conversationId} ${clientId}`) === id)
  const account = rateOf(await getChannelRow(tx, channelId))
  const pace = { everyMs: Math.max(account.everyMs, 1_000 / perSecond) }
  const size = Math.min(mostInSlice, Math.max(1, Math.round((sliceSeconds * 1_000) / pace.everyMs)))
  for (let start = 0; start < fresh.length; start += size) await enqueueSlice(tx, { channelId, messageIds: fresh.slice(start, start + size).map((row) => row.id), pace, account })
  return texts.map((text) => ids.get(`${text.conversationId} ${text.clientId}`) ?? '')
}

/** Takes back what has not begun to leave, as if it had never been planned. Returns the ids taken back; the others are under way or done. */
export async function withdrawPlanned(tx: Transaction, messageIds: string[]): Promise<string[]> {
  // Locked in the order in which slices lock, so that neither blocks the other for good.
  const { rows } = await sql<{ id: string }>`
    with locked as (select id from messages where business_id = ${tx.businessId} and id = any(${messageIds}::uuid[]) and delivery = 'planned' order by id for update)
    delete from messages where business_id = ${tx.businessId} and id in (select id from locked) returning id`.execute(tx.db)
  return rows.map((row) => row.id)
}

export interface Fate {
  messageId: string
  delivery: Delivery
  problem: Pick<ChannelProblem, 'code' | 'sentence'> | null
  deliveryAt: Date | null
}

/** What has become of these messages so far. Ones that are gone are left out. */
export async function readFates(tx: Transaction, messageIds: string[]): Promise<Map<string, Fate>> {
  if (messageIds.length === 0) return new Map()
  const rows = await tenant<Tables>(tx).select('messages').select(['id', 'delivery', 'error', 'deliveryAt']).where(sql<boolean>`id = any(${messageIds}::uuid[])`).execute()
  return new Map(rows.flatMap((row) => (row.delivery === null ? [] : [[row.id, { messageId: row.id, delivery: row.delivery, problem: problemOf(row), deliveryAt: row.deliveryAt }] as const])))
}

/** Written by the send protocol alone. */
const problemOf = (row: Pick<MessageRow, 'error'>) => row.error as Fate['problem']
