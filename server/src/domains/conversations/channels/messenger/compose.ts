import type { OutboundMessage } from '../channel.ts'
import type { GraphRequest } from '../meta-graph.ts'
import { addressed, metadataFor } from '../meta-inbox-send.ts'
import { toMultipart } from '../multipart.ts'

export async function compose(message: OutboundMessage): Promise<Pick<GraphRequest, 'json' | 'form'>> {
  const to = addressed(message)
  const metadata = metadataFor(message.attemptKey)
  const file = message.attachment
  if (!file) return { json: { ...to, message: { text: message.text, metadata } } }
  const [family = ''] = file.mediaType.split('/')
  const type = ['image', 'audio', 'video'].includes(family) ? family : 'file'
  const form = new FormData()
  for (const [name, value] of Object.entries(to)) form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  form.set('message', JSON.stringify({ attachment: { type, payload: { is_reusable: false } }, metadata }))
  form.set('filedata', new Blob([new Uint8Array(file.bytes)], { type: file.mediaType }), file.name)
  return { form: await toMultipart(form) }
}
