import { Refused } from './connection.ts'
import { read, write } from './storage.ts'

interface Waiting {
  clientId: string
  text: string
}

/** Messages that the server has not answered yet, kept over reloads and shared by tabs; each keeps its id, so a repeat is one message. */
export function createOutbox(key: string, send: (message: Waiting) => Promise<unknown>) {
  const storageKey = `laris.outbox.${key}`
  let sending: Promise<boolean> | undefined
  const waiting = () => parse(read(storageKey))
  const store = (messages: Waiting[]) => write(storageKey, JSON.stringify(messages))
  const settle = (clientId: string) => {
    const all = waiting()
    const left = all.filter((message) => message.clientId !== clientId)
    if (left.length < all.length) store(left)
  }

  async function sendAll(onSent: (clientId: string, isRefused: boolean) => void): Promise<boolean> {
    try {
      for (let [message] = waiting(); message; [message] = waiting()) {
        const { clientId } = message
        const isRefused = await send(message).then(
          () => false,
          (error: unknown) => {
            if (error instanceof Refused) return true
            throw error
          },
        )
        settle(clientId)
        onSent(clientId, isRefused)
      }
      return true
    } catch {
      return false
    }
  }

  return {
    waiting,
    add: (message: Waiting) => store([...waiting(), message]),
    settle,
    clear: () => store([]),
    /** Sends in order, also what is added meanwhile; `false` when the server could not be reached and something still waits. */
    flush(onSent: (clientId: string, isRefused: boolean) => void): Promise<boolean> {
      return (sending ??= sendAll(onSent).finally(() => (sending = undefined)))
    },
  }
}

function parse(text: string): Waiting[] {
  try {
    const value: unknown = JSON.parse(text || '[]')
    return Array.isArray(value) ? value.filter((one): one is Waiting => typeof one?.clientId === 'string' && typeof one?.text === 'string') : []
  } catch {
    return []
  }
}
