import { read, write } from './storage.ts'

export interface Widget {
  visitorToken: string
  isIdentified: boolean
  hasConversation: boolean
  shopName: string
  greeting: string
  colour: string
  position: string
  form: { fields: string[]; isRequired: boolean; consentText: string }
  longestText: number
}

export interface VisitorMessage {
  messageId: string
  clientId: string | null
  from: 'visitor' | 'shop'
  text: string
  sentAt: string
  attachments: { attachmentId: string; name: string }[]
}

/** The server will never take this request. */
export class Refused extends Error {}

/** Nobody vouches for the visitor that was named. */
export class Unproved extends Error {}

/** The visitor's side of the web chat API. The token stands for this browser and is kept in it. */
export function createConnection(key: string) {
  const storageKey = `laris.visitor.${key}`
  let token = ''
  let cursor = ''
  let source: EventSource | undefined
  let poll: ReturnType<typeof setInterval> | undefined
  let refresh = (): void => {}

  async function request(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const response = await fetch(`/api/webchat/${encodeURIComponent(key)}/${path}`, { method, credentials: 'omit', ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}) })
    if ([400, 413, 422].includes(response.status)) throw new Refused()
    if (response.status === 401) throw new Unproved()
    if (!response.ok) throw new Error(String(response.status))
    return response.json()
  }

  const readMessages = async () => {
    const asked = token
    const answer = (await request('GET', `messages?${new URLSearchParams({ visitorToken: token, ...(cursor ? { after: cursor } : {}) })}`)) as { items: VisitorMessage[]; cursor: string }
    // Another visitor sits here by now.
    if (asked !== token) return { items: [] }
    cursor = answer.cursor
    return answer
  }

  return {
    async open(given: { pageOrigin: string; user?: object }): Promise<Widget> {
      token ||= read(storageKey)
      const widget = (await request('POST', 'visitors', { ...given, ...(token ? { visitorToken: token } : {}) })) as Widget
      token = widget.visitorToken
      cursor = ''
      write(storageKey, token)
      return widget
    },
    send: (clientId: string, text: string) => request('POST', 'messages', { visitorToken: token, clientId, text }),
    sendForm: (visitorToken: string, details: object) => request('POST', 'form', { visitorToken, ...details }),
    markRead: () => request('POST', 'read', { visitorToken: token }).catch(() => undefined),
    read: readMessages,
    /** Reads now, on every event, and every few seconds while there is no stream. */
    follow(receive: (items: VisitorMessage[]) => void, onState: (isOnline: boolean) => void): void {
      source?.close()
      source = undefined
      clearInterval(poll)
      refresh = () => {
        readMessages().then(
          ({ items }) => {
            onState(true)
            receive(items)
            if (items.length > 0 && !source) listen()
          },
          () => onState(false),
        )
      }
      const listen = () => {
        source = new EventSource(`/api/webchat/${encodeURIComponent(key)}/live?${new URLSearchParams({ visitorToken: token })}`)
        source.onmessage = refresh
        source.onerror = () => {
          if (source?.readyState === EventSource.CLOSED) source = undefined
        }
      }
      poll = setInterval(() => {
        if (!source || source.readyState !== EventSource.OPEN) refresh()
      }, 4_000)
      refresh()
    },
    wake: () => refresh(),
    forget(): void {
      source?.close()
      source = undefined
      token = ''
      cursor = ''
      write(storageKey, '')
    },
  }
}
