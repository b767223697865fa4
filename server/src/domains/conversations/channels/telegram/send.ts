import { z } from 'zod'
import type { Services } from '#platform/context'
import type { Channel, OutboundMessage, SendOutcome } from '../channel.ts'
import { toMultipart } from '../multipart.ts'
import { callBot, type BotAnswer } from './api.ts'
import { problemOf } from './problems.ts'

const sent = z.object({ message_id: z.number().int(), chat: z.object({ id: z.number().int() }) })

export async function send(channel: Channel, message: OutboundMessage, services: Services): Promise<SendOutcome> {
  const answer = message.attachment ? await sendFile(channel, message, message.attachment, services) : await callBot(channel, 'sendMessage', { ...target(message), text: message.text }, services)
  return outcomeOf(answer, message.threadId)
}

async function sendFile(channel: Channel, message: OutboundMessage, file: NonNullable<OutboundMessage['attachment']>, services: Services): Promise<BotAnswer> {
  const [method, field] = methodFor(file.mediaType)
  const form = new FormData()
  for (const [name, value] of Object.entries(target(message))) form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  if (message.text) form.set('caption', message.text)
  form.set(field, new Blob([new Uint8Array(file.bytes)], { type: file.mediaType }), file.name)
  return callBot(channel, method, await toMultipart(form), services, { timeoutMs: 60_000 })
}

/** Where to write: the chat, on behalf of the owner's own account where the chat is theirs. */
function target({ threadId, replyToExternalId }: OutboundMessage) {
  const [chatId = '', connection] = threadId.split('@')
  const replyTo = Number(replyToExternalId?.split(':').at(-1) ?? Number.NaN)
  return {
    chat_id: chatId,
    ...(connection ? { business_connection_id: connection } : {}),
    ...(Number.isSafeInteger(replyTo) ? { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } } : {}),
  }
}

function methodFor(mediaType: string): [method: string, field: string] {
  if (/^image\/(jpeg|png|webp)$/.test(mediaType)) return ['sendPhoto', 'photo']
  if (mediaType === 'video/mp4') return ['sendVideo', 'video']
  if (mediaType === 'audio/ogg') return ['sendVoice', 'voice']
  if (/^audio\/(mpeg|mp4)$/.test(mediaType)) return ['sendAudio', 'audio']
  return ['sendDocument', 'document']
}

function outcomeOf(answer: BotAnswer, threadId: string): SendOutcome {
  if (answer.kind === 'ok') {
    const result = sent.safeParse(answer.result)
    return result.success ? { outcome: 'accepted', externalId: `${threadId}:${result.data.message_id}` } : { outcome: 'uncertain', detail: 'answer without a message id' }
  }
  if (answer.kind === 'no-answer') return { outcome: 'uncertain', detail: answer.code }
  // A proxy's page says nothing about what Telegram did, except that 503 is said before anything is passed on.
  if (answer.kind === 'foreign' && answer.status !== 503) return { outcome: 'uncertain', detail: `HTTP ${answer.status}` }
  if (answer.kind === 'refused' && answer.migratedTo) return { outcome: 'moved', threadId: answer.migratedTo }
  const problem = problemOf(answer)
  return problem.retryable ? { outcome: 'wait', problem } : { outcome: 'rejected', problem }
}
