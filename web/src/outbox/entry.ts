/** Something a person wrote that the server has not yet confirmed. Kept on the device until it has. */
export interface OutboxEntry {
  /** Made here, once: the server stores the same id only once, however often it arrives. */
  clientId: string
  /** The member who wrote it; another member on the same device never sends it. */
  memberId: string
  conversationId: string
  kind: 'reply' | 'note' | 'template' | 'file'
  text: string
  template?: { name: string; language: string; variables: string[] }
  file?: { name: string; content: Blob }
  /** The newest message that the author had on screen: a colleague's later answer asks before sending. */
  seenMessageId?: string
  createdAt: string
  /** Why the server said no; waits for the author then. */
  refusal?: { code: string; sentence: string }
}

/** A random id. `crypto.randomUUID` is missing on plain http, which is how a phone reaches a laptop in the same shop. */
export function newClientId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
