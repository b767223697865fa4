import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { judgeReach, type ReachablePerson, type SendObjection } from '#domains/customers'
import { toChannel, typeOf } from './channel-accounts.ts'
import type { Rate, SendOutcome } from './channels/channel.ts'
import { applyWaitingReach, applyWaitingStatuses } from './inbound-statuses.ts'
import { describeOutbound } from './outbound-message.ts'
import { channelGone, findObjection, finishAttempt, noAnswer, setDelivery, type StartedAttempt } from './send-attempt.ts'
import type { ChannelRow, ConversationRow, MessageRow, Tables } from './tables.ts'
import { rulesOf } from './windows.ts'

export interface StartedMessage extends StartedAttempt {
  conversationId: string
  threadId: string
}

export interface Ended {
  started: StartedMessage
  outcome: SendOutcome
}

/**
 * `startAttempt` for many promotions of one account, in a fixed number of statements. A chat that may not have another
 * message now, or has rules of its own, gets its message by itself later.
 */
export async function startSlice(tx: Transaction, channelId: string, messageIds: string[], mayEnter: (threadId: string, rate: Rate) => boolean): Promise<StartedMessage[]> {
  const rows = tenant<Tables>(tx)
  const found = await rows.select('messages').select(['id', 'conversationId']).where(sql<boolean>`id = any(${messageIds}::uuid[])`).execute()
  if (found.length === 0) return []
  // Conversations first and by id, as everywhere: transactions that lock in different orders would block each other.
  const chats = await rows.select('conversations').selectAll().where(sql<boolean>`id = any(${found.map((row) => row.conversationId)}::uuid[])`).orderBy('id').forUpdate().execute()
  const conversations = new Map(chats.map((row) => [row.id, row]))
  const messages = await rows.select('messages').selectAll().where(sql<boolean>`id = any(${found.map((row) => row.id)}::uuid[])`).orderBy('id').forUpdate().execute()
  const channelRow = await rows.select('channels').selectAll().where('id', '=', channelId).executeTakeFirstOrThrow()
  const askOf = await readWords(tx, channelRow, messages, conversations)
  const leaving: { message: MessageRow; conversation: ConversationRow }[] = []
  for (const message of messages) {
    const conversation = conversations.get(message.conversationId)
    if (!conversation) continue
    // A worker died between the call and the answer: nobody knows whether the message left.
    if (message.delivery === 'attempting') await setDelivery(tx, message, { delivery: 'uncertain', error: JSON.stringify(noAnswer('interrupted')) })
    if (message.delivery !== 'planned') continue
    const objection = await findObjection(tx, { message, conversation, channel: channelRow }, askOf(message, conversation))
    if (objection) await setDelivery(tx, message, objection)
    else if (channelRow.deletedAt) await setDelivery(tx, message, { delivery: 'failed', error: JSON.stringify(channelGone) })
    // Held, not failed (F47): reconnecting releases it.
    else if (channelRow.status !== 'active') continue
    else if (rulesOf(channelRow, conversation.externalId) || !mayEnter(conversation.externalId, typeOf(channelRow).limits.chat)) await tx.enqueue({ name: 'send-message', payload: { messageId: message.id }, key: conversation.id, lane: channelId, onceKey: message.id })
    else leaving.push({ message, conversation })
  }
  if (leaving.length === 0) return []
  await sql`
    update messages set delivery = 'attempting', attempt_key = id::text, attempted_at = ${tx.now()}
    where business_id = ${tx.businessId} and id = any(${leaving.map(({ message }) => message.id)}::uuid[])`.execute(tx.db)
  const channel = toChannel(tx, channelRow)
  const started: StartedMessage[] = []
  for (const { message, conversation } of leaving) {
    const outbound = await describeOutbound(tx, { channel: channelRow, conversation, message, attemptKey: message.id })
    started.push({ messageId: message.id, conversationId: conversation.id, threadId: conversation.externalId, channel, outbound, file: undefined })
  }
  return started
}

/** What the people of these messages said about promotions, read once; other messages ask for themselves. */
async function readWords(tx: Transaction, channel: ChannelRow, messages: MessageRow[], conversations: Map<string, ConversationRow>) {
  const asked = messages.flatMap((message) => (message.purpose === 'marketing' && message.delivery === 'planned' ? (conversations.get(message.conversationId)?.customerId ?? []) : []))
  const people = asked.length === 0 ? new Map<string, ReachablePerson>() : await judgeReach(tx, channel.type, asked)
  const objections = new Map<string, SendObjection | undefined>([...people.values()].flatMap((person) => person.familyIds.map((id) => [id, person.objection] as const)))
  return (message: MessageRow, conversation: ConversationRow) => (message.purpose === 'marketing' ? async () => (objections.has(conversation.customerId) ? objections.get(conversation.customerId) : ('no_consent' as const)) : undefined)
}

/** Commits what came of these calls. Returns the messages that did not leave and are to be tried again. */
export async function finishSlice(tx: Transaction, channelId: string, ended: Ended[]): Promise<string[]> {
  const accepted = ended.flatMap(({ started, outcome }) => (outcome.outcome === 'accepted' ? [{ ...started, externalId: outcome.externalId }] : []))
  const marked = await markSent(tx, channelId, accepted)
  const again: string[] = []
  for (const { started, outcome } of ended) {
    // What a status has settled meanwhile, and whatever else than a plain acceptance, takes the long way.
    if (!marked.has(started.messageId) && (await finishAttempt(tx, started.messageId, outcome)) === 'again') again.push(started.messageId)
  }
  return again
}

async function markSent(tx: Transaction, channelId: string, accepted: (StartedMessage & { externalId: string })[]): Promise<Set<string>> {
  if (accepted.length === 0) return new Set()
  const many = manyRows({ id: 'uuid', externalId: 'text' }, accepted.map(({ messageId, externalId }) => ({ id: messageId, externalId })))
  const { rows } = await sql<{ id: string; attemptedAt: Date }>`
    with told as (${many.values}),
    locked as (
      -- In the order in which statuses lock, which may come before our own mark.
      select m.id from messages m join told n on n.id = m.id
      where m.business_id = ${tx.businessId} and m.delivery = 'attempting' order by n."externalId" collate "C" for update of m
    )
    update messages m set delivery = 'sent', external_id = n."externalId", error = null, delivery_at = ${tx.now()}
    from told n where m.business_id = ${tx.businessId} and m.id = n.id and m.id in (select id from locked) returning m.id, m.attempted_at`.execute(tx.db)
  const attempted = new Map(rows.map((row) => [row.id, row.attemptedAt]))
  const early = await findEarlyNews(tx, channelId, accepted)
  for (const { messageId, conversationId, externalId, threadId } of accepted) {
    const attemptedAt = attempted.get(messageId)
    if (!attemptedAt) continue
    await tx.emit({ type: 'message.sent', key: conversationId, payload: { messageId, conversationId } })
    await tx.notify({ topic: 'conversation', id: conversationId })
    if (early.has(externalId)) await applyWaitingStatuses(tx, channelId, externalId)
    if (early.has(`thread:${threadId}`)) await applyWaitingReach(tx, { id: messageId, channelId, conversationId, attemptedAt })
  }
  await noteOutbound(tx, channelId)
  return new Set(attempted.keys())
}

/** Last, and once a second: slices of one account would otherwise wait for each other. */
async function noteOutbound(tx: Transaction, channelId: string): Promise<void> {
  const since = new Date(tx.now().getTime() - 1_000)
  await tenant<Tables>(tx).update('channels').set({ lastOutboundAt: tx.now() }).where('id', '=', channelId).where((row) => row.or([row('lastOutboundAt', 'is', null), row('lastOutboundAt', '<', since)])).execute()
}

/** Reports that were faster than our own mark, of these messages or of their chats. */
async function findEarlyNews(tx: Transaction, channelId: string, accepted: (StartedMessage & { externalId: string })[]): Promise<Set<string>> {
  const names = accepted.flatMap(({ externalId, threadId }) => [externalId, `thread:${threadId}`])
  const rows = await tenant<Tables>(tx).select('messageStatuses').select('externalId').where('channelId', '=', channelId).where(sql<boolean>`external_id = any(${names}::text[])`).execute()
  return new Set(rows.map((row) => row.externalId))
}
