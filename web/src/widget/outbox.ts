import { read, write } from './connection.ts'

interface Waiting {
  clientId: string
  text: string
}

/** Messages that the server has not answered yet, kept over reloads; each keeps its id, so a repeat is one message. */
export function createOutbox(key: string, send: (message: Waiting) => Promise<unknown>) {
  const storageKey = `laris.outbox.${key}`
  let waiting = parse(read(storageKey))
  let isSending = false
  const store = () => write(storageKey, JSON.stringify(waiting))
  const settle = (clientId: string) => {
    waiting = waiting.filter((message) => message.clientId !== clientId)
    store()
  }
  return {
    waiting: () => waiting,
    add(message: Waiting): void {
      waiting = [...waiting, message]
      store()
    },
    settle,
    /** Sends in order; `false` when the server could not be reached and something still waits. */
    async flush(onSent: (clientId: string) => void): Promise<boolean> {
      if (isSending) return true
      isSending = true
      try {
        for (const message of [...waiting]) {
          await send(message)
          settle(message.clientId)
          onSent(message.clientId)
        }
        return true
      } catch {
        return false
      } finally {
        isSending = false
      }
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
