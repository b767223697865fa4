import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { maySend, type SendObjection } from '#domains/customers'
import { rateOf, toChannel, typeOf } from './channel-accounts.ts'
import type { Channel, ChannelType, OutboundMessage, SendOutcome } from './channels/channel.ts'
import type { ChannelProblem } from './channels/inbound-item.ts'
import { settleDelivery } from './delivery.ts'
import { windowClosed } from './errors.ts'
import { renameThread } from './inbound.ts'
import { applyWaitingReach, applyWaitingStatuses, learnFromFailure } from './inbound-statuses.ts'
import { describeOutbound } from './outbound-message.ts'
import type { AttachmentRow, ChannelRow, ConversationRow, MessageRow, Tables } from './tables.ts'
import type { Place } from './traffic.ts'
import { openUntil, rulesOf } from './windows.ts'

export interface StartedAttempt {
  messageId: string
  channel: Channel
  outbound: OutboundMessage
  file: { fileKey: string; mediaType: string; name: string } | undefined
}

/** A reply that could not leave for so long would only surprise. */
const giveUpAfterMs = 24 * 3_600_000

/**
 * Writes `attempting` with the attempt's key, unless something says that this message must not leave (now). `mayGo`
 * tells whether its turn has come; `'wait'` changes nothing.
 */
export async function startAttempt(
  tx: Transaction,
  messageId: string,
  attemptKey: string,
  mayGo: (place: Place, limits: Pick<ChannelType['limits'], 'account' | 'chat'>) => boolean,
): Promise<StartedAttempt | 'wait' | undefined> {
  const rows = tenant<Tables>(tx)
  const found = await rows.select('messages').select('conversationId').where('id', '=', messageId).executeTakeFirst()
  if (!found) return undefined
  // The conversation first, as everywhere: two transactions that lock in different orders would block each other.
  const conversation = await rows.select('conversations').selectAll().where('id', '=', found.conversationId).forUpdate().executeTakeFirstOrThrow()
  const message = await rows.select('messages').selectAll().where('id', '=', messageId).forUpdate().executeTakeFirstOrThrow()
  // A worker died between the call and the answer, or still waits for it: nobody knows whether the message left.
  if (message.delivery === 'attempting') return void (await setDelivery(tx, message, { delivery: 'uncertain', error: JSON.stringify(noAnswer('interrupted')) }))
  if (message.delivery !== 'planned') return undefined
  const channelRow = await rows.select('channels').selectAll().where('id', '=', message.channelId).executeTakeFirstOrThrow()
  const reason = await findObjection(tx, { message, conversation, channel: channelRow })
  if (reason) return void (await setDelivery(tx, message, reason))
  if (channelRow.deletedAt) return void (await setDelivery(tx, message, { delivery: 'failed', error: JSON.stringify(channelGone) }))
  // Held, not failed (F47): reconnecting releases it.
  if (channelRow.status !== 'active') return undefined
  const channel = toChannel(tx, channelRow)
  const { limits } = typeOf(channel)
  const rules = rulesOf(channel, conversation.externalId)
  // Chats with rules of their own have a rate of their own, beside the account's.
  const place = { channelId: rules ? `${channel.channelId}/own-rate` : channel.channelId, threadId: conversation.externalId, messageId }
  if (!mayGo(place, { chat: limits.chat, account: rules?.rate ?? rateOf(channel) })) return 'wait'
  await rows.update('messages').set({ delivery: 'attempting', attemptKey, attemptedAt: tx.now() }).where('id', '=', messageId).execute()
  const [file] = await rows.select('attachments').selectAll().where('messageId', '=', messageId).where('status', '=', 'stored').limit(1).execute()
  return { messageId, channel, file: fileOf(file), outbound: await describeOutbound(tx, { channel: channelRow, conversation, message, attemptKey }) }
}

/** Commits what came of the call. `'again'`: nothing left the house, and the message is to be tried again. */
export async function finishAttempt(tx: Transaction, messageId: string, outcome: SendOutcome): Promise<'again' | undefined> {
  const rows = tenant<Tables>(tx)
  const message = await rows.select('messages').selectAll().where('id', '=', messageId).forUpdate().executeTakeFirst()
  if (!message || (message.delivery !== 'attempting' && message.delivery !== 'uncertain')) {
    if (message && outcome.outcome === 'accepted') await acceptSettled(tx, message, outcome.externalId)
    return undefined
  }
  if (outcome.outcome === 'accepted') {
    await setDelivery(tx, message, { delivery: settleDelivery(message.delivery, 'sent'), externalId: outcome.externalId, error: null })
    await rows.update('channels').set({ lastOutboundAt: tx.now() }).where('id', '=', message.channelId).execute()
    await tx.emit({ type: 'message.sent', key: message.conversationId, payload: { messageId, conversationId: message.conversationId } })
    await applyWaitingStatuses(tx, message.channelId, outcome.externalId)
    await applyWaitingReach(tx, message)
    return undefined
  }
  if (outcome.outcome === 'uncertain') return void (await setDelivery(tx, message, { delivery: 'uncertain', error: JSON.stringify(noAnswer(outcome.detail)) }))
  if (outcome.outcome === 'moved') return followMove(tx, message, outcome.threadId)
  const { problem } = outcome
  const isTooOld = tx.now().getTime() - message.createdAt.getTime() > giveUpAfterMs
  // Once called uncertain, a message is never tried again by itself, even when the truth turns out to be a refusal.
  if (outcome.outcome === 'rejected' || message.delivery === 'uncertain' || (isTooOld && !problem.needsReconnect)) {
    await setDelivery(tx, message, { delivery: 'failed', error: JSON.stringify(problem) })
    await learnFromFailure(tx, message.channelId, message.conversationId, problem)
    await tx.emit({ type: 'message.failed', key: message.conversationId, payload: { messageId, conversationId: message.conversationId } })
    return undefined
  }
  await setDelivery(tx, message, { delivery: 'planned', attemptKey: null, error: JSON.stringify(problem) })
  if (!problem.needsReconnect) return 'again'
  await learnFromFailure(tx, message.channelId, message.conversationId, problem)
  return undefined
}

/** Our own fault kept the message from leaving, again and again: say so instead of letting it wait for ever. */
export async function giveUp(tx: Transaction, messageId: string): Promise<void> {
  const message = await tenant<Tables>(tx).select('messages').selectAll().where('id', '=', messageId).where('delivery', '=', 'planned').forUpdate().executeTakeFirst()
  if (message) await setDelivery(tx, message, { delivery: 'failed', error: JSON.stringify(ownFault) })
}

type Changes = Partial<Pick<MessageRow, 'delivery' | 'externalId' | 'attemptKey'>> & { error?: string | null }

interface Planned {
  message: MessageRow
  conversation: ConversationRow
  channel: ChannelRow
}

/** Why this message must not leave any more; checked in the transaction that would write `attempting`. `ask` where the person's own word was read already. */
export async function findObjection(tx: Transaction, { message, conversation, channel }: Planned, ask: () => Promise<SendObjection | undefined> = () => askPerson(tx, message, conversation, channel)): Promise<Changes | undefined> {
  // A person has spoken since the assistant thought of this: it stays silent (F29).
  if (message.authorKind === 'assistant' && conversation.lastPersonAt && conversation.lastPersonAt >= message.createdAt) return { delivery: 'cancelled', error: null }
  const closesAt = openUntil(channel, conversation, message.authorKind)
  if (message.kind !== 'template' && closesAt && closesAt <= tx.now()) {
    const { code, message: sentence } = windowClosed(typeOf(channel).limits.hasTemplates)
    return { delivery: 'failed', error: JSON.stringify({ code, sentence, retryable: false }) }
  }
  const objection = await ask()
  return objection && { delivery: 'cancelled', error: JSON.stringify(forbiddenBy[objection]) }
}

async function askPerson(tx: Transaction, message: MessageRow, conversation: ConversationRow, channel: ChannelRow): Promise<SendObjection | undefined> {
  const permission = await maySend(tx, conversation.customerId, message.purpose, channel.type)
  return permission.isAllowed ? undefined : permission.reason
}

/** A status told us first, or the message was settled otherwise: only the provider's id may still be missing. */
async function acceptSettled(tx: Transaction, message: MessageRow, externalId: string): Promise<void> {
  if (message.externalId !== null && message.externalId !== externalId) tx.log.error({ businessId: tx.businessId, messageId: message.id }, 'a message was accepted twice')
  if (message.externalId === null) await tenant<Tables>(tx).update('messages').set({ externalId }).where('id', '=', message.id).execute()
}

async function followMove(tx: Transaction, message: MessageRow, threadId: string): Promise<'again'> {
  const conversation = await tenant<Tables>(tx).select('conversations').select('externalId').where('id', '=', message.conversationId).executeTakeFirstOrThrow()
  await renameThread(tx, message.channelId, conversation.externalId, threadId)
  await setDelivery(tx, message, { delivery: 'planned', attemptKey: null, error: null })
  return 'again'
}

export async function setDelivery(tx: Transaction, message: MessageRow, changes: Changes): Promise<void> {
  await tenant<Tables>(tx).update('messages').set({ ...changes, deliveryAt: tx.now() }).where('id', '=', message.id).execute()
  await tx.notify({ topic: 'conversation', id: message.conversationId })
}

function fileOf(row: AttachmentRow | undefined): StartedAttempt['file'] {
  return row?.fileKey ? { fileKey: row.fileKey, mediaType: row.mediaType, name: row.name } : undefined
}

export function noAnswer(detail: string): ChannelProblem {
  return { code: 'no_answer', sentence: 'Belum pasti terkirim. Periksa dulu di aplikasinya, lalu Kirim ulang bila perlu.', detail, retryable: false }
}

export const channelGone: ChannelProblem = { code: 'channel_removed', sentence: 'Belum terkirim: kanalnya sudah dilepas dari Laris. Sambungkan lagi, lalu kirim ulang.', retryable: false }
const ownFault: ChannelProblem = { code: 'own_fault', sentence: 'Belum terkirim karena gangguan di Laris. Data Anda aman. Tekan Kirim ulang.', retryable: false }
const forbiddenBy: Record<SendObjection, ChannelProblem> = {
  no_consent: { code: 'no_consent', sentence: 'Tidak dikirim: pelanggan tidak menyetujui promosi.', retryable: false },
  restricted: { code: 'restricted', sentence: 'Tidak dikirim: data pelanggan ini dibekukan atas permintaannya.', retryable: false },
  minor: { code: 'minor', sentence: 'Tidak dikirim: pelanggan ini masih anak-anak dan walinya belum menyetujui.', retryable: false },
}
