import { Refused, Unproved } from './connection.ts'
import { read, write } from './storage.ts'

export interface Details {
  name?: string
  phone?: string
  hasConsented: boolean
}

interface Kept {
  /** Whose details they are: another visitor at this browser does not speak for them. */
  visitorToken: string
  consentText: string
  details: Details
}

/** What the visitor filled in before chatting, kept over reloads until the server has it. */
export function createDetails(key: string, send: (visitorToken: string, details: Details) => Promise<unknown>) {
  const storageKey = `laris.form.${key}`
  let sending: Promise<boolean> | undefined
  const kept = () => parse(read(storageKey))

  async function sendKept(consentText: string): Promise<boolean> {
    const one = kept()
    if (!one) return true
    // A yes was to the words that stood there then.
    const details = { ...one.details, hasConsented: one.details.hasConsented && one.consentText === consentText }
    try {
      await send(one.visitorToken, details)
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Unproved)) return false
    }
    write(storageKey, '')
    return true
  }

  return {
    isWaiting: () => kept() !== undefined,
    keep: (one: Kept) => write(storageKey, JSON.stringify(one)),
    /** `false` when the server could not be reached and they still wait. */
    flush: (consentText: string): Promise<boolean> => (sending ??= sendKept(consentText).finally(() => (sending = undefined))),
  }
}

function parse(text: string): Kept | undefined {
  try {
    // Written by `keep` alone.
    return text === '' ? undefined : (JSON.parse(text) as Kept)
  } catch {
    return undefined
  }
}
