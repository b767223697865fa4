import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { Channel, OutboundMessage, SendOutcome } from '../channel.ts'
import { toMultipart } from '../multipart.ts'
import { outcomeOf, refusal } from '../meta-graph.ts'
import { callGraph } from './graph.ts'
import { recipientOf } from './people.ts'
import { problemOf } from './problems.ts'
import { buildTemplate } from './templates.ts'

const accepted = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) })
const uploaded = z.object({ id: z.string().min(1) })

export async function send(channel: Channel, message: OutboundMessage, services: Services): Promise<SendOutcome> {
  const content = message.attachment ? await uploadFirst(channel, message, message.attachment, services) : { body: contentOf(message) }
  if ('failed' in content) return content.failed
  const json: JsonValue = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(message.threadId),
    ...(message.replyToExternalId ? { context: { message_id: message.replyToExternalId } } : {}),
    // Comes back with every status: it settles a message whose answer was lost.
    biz_opaque_callback_data: message.attemptKey,
    ...content.body,
  }
  const answer = await callGraph(channel, { method: 'POST', path: `${String(channel.config['phoneNumberId'])}/messages`, json }, services)
  return outcomeOf(answer, (body) => accepted.safeParse(body).data?.messages[0].id, problemOf)
}

function contentOf(message: OutboundMessage): Record<string, JsonValue> {
  if (message.template) return { type: 'template', template: buildTemplate(message.template) }
  return { type: 'text', text: { preview_url: /https?:\/\//.test(message.text), body: message.text } }
}

type Uploaded = { body: Record<string, JsonValue> } | { failed: SendOutcome }

/** A file goes up first and is named by its id. Nothing is sent before that, so every failure here is a safe one. */
async function uploadFirst(channel: Channel, message: OutboundMessage, file: NonNullable<OutboundMessage['attachment']>, services: Services): Promise<Uploaded> {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', file.mediaType)
  form.set('file', new Blob([new Uint8Array(file.bytes)], { type: file.mediaType }), file.name)
  const answer = await callGraph(channel, { method: 'POST', path: `${String(channel.config['phoneNumberId'])}/media`, form: await toMultipart(form), timeoutMs: 60_000 }, services)
  if (answer.kind !== 'ok') return { failed: refusal(problemOf(answer)) }
  const { data } = uploaded.safeParse(answer.body)
  if (!data) return { failed: refusal(problemOf({ kind: 'foreign', status: 200 })) }
  const type = typeFor(file)
  const content: Record<string, JsonValue> = { id: data.id }
  if (message.text && type !== 'audio') content['caption'] = message.text
  if (type === 'document') content['filename'] = file.name
  return { body: { type, [type]: content } }
}

/** Meta takes pictures to 5 MB, sound and video to 16 MB; whatever else goes as a document. */
function typeFor({ mediaType, bytes }: { mediaType: string; bytes: Uint8Array }): 'image' | 'audio' | 'video' | 'document' {
  if (/^image\/(jpeg|png)$/.test(mediaType) && bytes.length <= 5 * 1_048_576) return 'image'
  if (/^audio\/(aac|mp4|mpeg|amr|ogg)$/.test(mediaType)) return 'audio'
  if (/^video\/(mp4|3gpp)$/.test(mediaType)) return 'video'
  return 'document'
}
