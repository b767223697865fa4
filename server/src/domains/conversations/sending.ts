import { z } from 'zod'
import type { Context, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { WorkHandler } from '#platform/events/dispatcher'
import { getChannel, reportChannelProblem, typeOf } from './channel-accounts.ts'
import type { Channel, OutboundMessage, SendOutcome } from './channels/channel.ts'
import { settleDelivery } from './delivery.ts'
import { applyWaitingStatuses } from './inbound.ts'
import { createPacer } from './pacing.ts'
import type { MessageRow, Tables } from './tables.ts'

/** How long a provider may take before the fate of a message is called uncertain. */
const answerTimeoutMs = 30_000

const pacer = createPacer()

/**
 * The send protocol (reliability §4): the attempt's key is committed before the call; what happened is committed after.
 * A crash in between leaves `attempting`, which the next run calls uncertain and never sends again by itself.
 */
export const sendPlannedMessage: WorkHandler = async (ctx, payload, attempt) => {
  const { messageId } = z.object({ messageId: z.uuid() }).parse(payload)
  const started = await ctx.transaction((tx) => startAttempt(tx, messageId, attempt.workId))
  if (!started) return
  const { channel, message, outbound } = started
  const wait = pacer.delayFor(channel, outbound.threadId, typeOf(channel).limits, ctx.now().getTime())
  if (wait > 0) await pause(wait)
  const outcome = await callProvider(ctx, channel, outbound, message)
  await ctx.transaction((tx) => finishAttempt(tx, channel, messageId, outcome))
}

interface Attempt {
  channel: Channel
  message: MessageRow
  outbound: OutboundMessage
}

async function startAttempt(tx: Transaction, messageId: string, attemptKey: string): Promise<Attempt | undefined> {
  const message = await tenant<Tables>(tx).select('messages').selectAll().where('id', '=', messageId).forUpdate().executeTakeFirst()
  if (!message) return undefined
  if (message.delivery === 'attempting') {
    await setDelivery(tx, message, { delivery: 'uncertain' })
    return undefined
  }
  if (message.delivery !== 'planned') return undefined
  const conversation = await tenant<Tables>(tx).select('conversations').selectAll().where('id', '=', message.conversationId).forUpdate().executeTakeFirstOrThrow()
  // A person has spoken since the assistant thought of this: it stays silent (F29).
  if (message.authorKind === 'assistant' && conversation.lastPersonAt && conversation.lastPersonAt >= message.createdAt) {
    await setDelivery(tx, message, { delivery: 'cancelled' })
    return undefined
  }
  const channel = await getChannel(tx, message.channelId)
  await tenant<Tables>(tx).update('messages').set({ delivery: 'attempting', attemptKey, attemptedAt: tx.now() }).where('id', '=', messageId).execute()
  const content = message.content as { template?: OutboundMessage['template'] }
  return {
    channel,
    message,
    outbound: {
      threadId: conversation.externalId,
      attemptKey,
      text: message.text,
      ...(content.template ? { template: content.template } : {}),
    },
  }
}

async function callProvider(ctx: Context, channel: Channel, outbound: OutboundMessage, message: MessageRow): Promise<SendOutcome> {
  const attachment = await readAttachment(ctx, message)
  const timeout = new Promise<SendOutcome>((resolve) => {
    setTimeout(() => resolve({ outcome: 'uncertain', detail: 'timeout' }), answerTimeoutMs).unref()
  })
  const call = typeOf(channel)
    .send(channel, { ...outbound, ...(attachment ? { attachment } : {}) }, ctx)
    // The request may have arrived although its answer did not: that is not a failure.
    .catch((error: unknown): SendOutcome => ({ outcome: 'uncertain', detail: error instanceof Error ? error.name : 'unknown' }))
  return Promise.race([call, timeout])
}

async function finishAttempt(tx: Transaction, channel: Channel, messageId: string, outcome: SendOutcome): Promise<void> {
  const message = await tenant<Tables>(tx).select('messages').selectAll().where('id', '=', messageId).forUpdate().executeTakeFirst()
  if (!message || message.delivery === null) return
  if (outcome.outcome === 'accepted') {
    const delivery = settleDelivery(message.delivery, 'sent')
    await setDelivery(tx, message, { delivery, externalId: outcome.externalId, error: null })
    await tenant<Tables>(tx).update('channels').set({ lastOutboundAt: tx.now() }).where('id', '=', channel.channelId).execute()
    await applyWaitingStatuses(tx, channel.channelId, outcome.externalId)
    return
  }
  if (outcome.outcome === 'wait') {
    // Nothing left the house: back to the queue, with a fresh attempt later.
    await setDelivery(tx, message, { delivery: 'planned', attemptKey: null, error: JSON.stringify(outcome.problem) })
    await tx.enqueue({ name: 'send-message', payload: { messageId }, key: message.conversationId, runAt: new Date(tx.now().getTime() + outcome.retryAfterMs) })
    if (outcome.problem.needsReconnect) await reportChannelProblem(tx, channel.channelId, outcome.problem)
    return
  }
  if (message.delivery !== 'attempting') return
  if (outcome.outcome === 'uncertain') {
    await setDelivery(tx, message, { delivery: 'uncertain', error: JSON.stringify({ code: 'no_answer', sentence: 'Belum pasti terkirim. Periksa dulu, lalu Kirim ulang bila perlu.', detail: outcome.detail, retryable: false }) })
    return
  }
  await setDelivery(tx, message, { delivery: 'failed', error: JSON.stringify(outcome.problem) })
  if (outcome.problem.needsReconnect) await reportChannelProblem(tx, channel.channelId, outcome.problem)
}

async function setDelivery(tx: Transaction, message: MessageRow, changes: Partial<Pick<MessageRow, 'delivery' | 'externalId' | 'attemptKey'>> & { error?: string | null }): Promise<void> {
  await tenant<Tables>(tx).update('messages').set({ ...changes, deliveryAt: tx.now() }).where('id', '=', message.id).execute()
  await tx.notify({ topic: 'conversation', id: message.conversationId })
}

async function readAttachment(ctx: Context, message: MessageRow): Promise<OutboundMessage['attachment']> {
  const { attachment } = message.content as { attachment?: { key: string; name: string; mediaType: string } }
  if (!attachment) return undefined
  const { buffer } = await import('node:stream/consumers')
  return { mediaType: attachment.mediaType, name: attachment.name, bytes: await buffer(await ctx.files.open(ctx.businessId, attachment.key)) }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
