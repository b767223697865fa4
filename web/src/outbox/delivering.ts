import { ApiError, call, upload, type Answer } from '../api/client.ts'
import type { OutboxEntry } from './entry.ts'
import type { Attempt } from './outbox.ts'

export type StoredMessage = Answer<'sendMessage'>

/** One attempt to give an entry to the server. `onStored` sees the message before the entry is let go. */
export async function sendEntry(entry: OutboxEntry, onStored: (message: StoredMessage) => void): Promise<Attempt> {
  try {
    onStored(await request(entry))
    return { outcome: 'stored' }
  } catch (error) {
    return error instanceof ApiError ? judge(error) : { outcome: 'later' }
  }
}

/** The network, a restart, too many requests or an ended session pass; anything else is for the author to decide. */
function judge({ status, code, message }: ApiError): Attempt {
  const passes = status === 0 || status >= 500 || status === 401 || status === 408 || status === 429
  return passes ? { outcome: 'later' } : { outcome: 'refused', code, sentence: message }
}

function request({ kind, conversationId, clientId, text, seenMessageId, template, file }: OutboxEntry): Promise<StoredMessage> {
  const params = { conversationId }
  if (kind === 'note') return call('addNote', { params, body: { text, clientId } })
  if (kind === 'file' && file) {
    const form = new FormData()
    for (const [name, value] of Object.entries({ text, clientId, seenMessageId })) if (value) form.set(name, value)
    form.set('file', file.content, file.name)
    return upload<StoredMessage>(`/api/conversations/${encodeURIComponent(conversationId)}/files`, form)
  }
  return call('sendMessage', { params, body: { text, clientId, ...(seenMessageId ? { seenMessageId } : {}), ...(template ? { template } : {}) } })
}
