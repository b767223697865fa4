import type { OutboxEntry } from './entry.ts'
import type { OutboxStorage } from './storage.ts'

/** What became of one attempt. `later` is tried again by itself, `refused` waits for the author. */
export type Attempt = { outcome: 'stored' } | { outcome: 'later' } | { outcome: 'refused'; code: string; sentence: string }

export interface OutboxState {
  /** Oldest first. */
  entries: readonly OutboxEntry[]
  sending: ReadonlySet<string>
  isDurable: boolean
}

export interface Outbox {
  read(): OutboxState
  subscribe(listener: () => void): () => void
  add(entry: OutboxEntry): Promise<void>
  /** Sends a refused entry again, with what its author changed. */
  retry(clientId: string, changes?: { seenMessageId: undefined }): Promise<void>
  discard(clientId: string): Promise<void>
  /** Tries everything that waits now, in the order of writing within a conversation. */
  deliver(): Promise<void>
  /** Reads again what another window changed. */
  reload(): Promise<void>
}

export interface OutboxParts {
  storage: Promise<OutboxStorage>
  send(entry: OutboxEntry): Promise<Attempt>
  /** Whether an entry belongs to who is signed in. */
  isMine(entry: OutboxEntry): boolean
  /** Tells other windows. */
  onChange(): void
  wait(run: () => void, ms: number): void
}

const firstWaitMs = 1_000
const longestWaitMs = 30_000

/** Holds what people wrote until the server has it: stored first, sent after, removed only once confirmed. */
export function createOutbox({ storage, send, isMine, onChange, wait }: OutboxParts): Outbox {
  const listeners = new Set<() => void>()
  /** Entries that only this window holds (yet). */
  const unstored = new Set<string>()
  let state: OutboxState = { entries: [], sending: new Set(), isDurable: true }
  let waitMs = firstWaitMs
  let isWaiting = false
  const change = (next: Partial<OutboxState>) => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }
  const replace = (entry: OutboxEntry) => change({ entries: state.entries.map((one) => (one.clientId === entry.clientId ? entry : one)) })
  const drop = (clientId: string) => change({ entries: state.entries.filter((one) => one.clientId !== clientId) })

  async function keep(entry: OutboxEntry): Promise<void> {
    unstored.add(entry.clientId)
    try {
      const { put, isDurable } = await storage
      await put(entry)
      if (isDurable) unstored.delete(entry.clientId)
    } catch {
      // A full disk must not stop the message: it stays in memory, and the screen says that it is only there.
      change({ isDurable: false })
    }
    onChange()
  }

  async function forget(clientId: string): Promise<void> {
    unstored.delete(clientId)
    await (await storage).remove(clientId).catch(() => {})
    onChange()
  }

  async function attempt(entry: OutboxEntry): Promise<boolean> {
    change({ sending: new Set([...state.sending, entry.clientId]) })
    const result = await send(entry)
    change({ sending: new Set([...state.sending].filter((one) => one !== entry.clientId)) })
    if (result.outcome === 'later') return false
    if (result.outcome === 'stored') {
      drop(entry.clientId)
      await forget(entry.clientId)
      return true
    }
    const refused = { ...entry, refusal: { code: result.code, sentence: result.sentence } }
    replace(refused)
    await keep(refused)
    return true
  }

  async function deliver(): Promise<void> {
    const stuck = new Set<string>()
    for (;;) {
      const busy = new Set(state.entries.filter((entry) => state.sending.has(entry.clientId)).map((entry) => entry.conversationId))
      const next = state.entries.find((entry) => isMine(entry) && !entry.refusal && !busy.has(entry.conversationId) && !stuck.has(entry.conversationId))
      if (!next) break
      if (!(await attempt(next))) stuck.add(next.conversationId)
    }
    if (stuck.size === 0) waitMs = firstWaitMs
    else if (!isWaiting) {
      isWaiting = true
      wait(() => {
        isWaiting = false
        void deliver()
      }, waitMs)
      waitMs = Math.min(waitMs * 2, longestWaitMs)
    }
  }

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async add(entry) {
      change({ entries: [...state.entries, entry] })
      await keep(entry)
      void deliver()
    },
    async retry(clientId, changes) {
      const entry = state.entries.find((one) => one.clientId === clientId)
      if (!entry) return
      const { refusal: _, ...again } = { ...entry, ...changes }
      replace(again)
      await keep(again)
      await deliver()
    },
    async discard(clientId) {
      if (state.sending.has(clientId)) return
      drop(clientId)
      await forget(clientId)
    },
    deliver,
    async reload() {
      const { list, isDurable } = await storage
      const stored = await list()
      const own = state.entries.filter((entry) => unstored.has(entry.clientId) || state.sending.has(entry.clientId))
      const others = stored.filter((entry) => own.every((one) => one.clientId !== entry.clientId))
      change({ entries: [...own, ...others].sort((a, b) => a.createdAt.localeCompare(b.createdAt)), isDurable: state.isDurable && isDurable })
    },
  }
}
