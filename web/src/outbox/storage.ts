import type { OutboxEntry } from './entry.ts'

/** Where entries survive a reload. */
export interface OutboxStorage {
  /** False where the browser keeps nothing (private windows): then the screen says so. */
  readonly isDurable: boolean
  list(): Promise<OutboxEntry[]>
  put(entry: OutboxEntry): Promise<void>
  remove(clientId: string): Promise<void>
}

const databaseName = 'laris-outbox'
const storeName = 'entries'

/** The browser's own database, because files fit in it; memory where there is none. */
export async function openOutboxStorage(): Promise<OutboxStorage> {
  try {
    return inDatabase(await openDatabase())
  } catch {
    return inMemory()
  }
}

export function inMemory(isDurable = false): OutboxStorage {
  const entries = new Map<string, OutboxEntry>()
  return {
    isDurable,
    list: () => Promise.resolve([...entries.values()]),
    put: async (entry) => void entries.set(entry.clientId, entry),
    remove: async (clientId) => void entries.delete(clientId),
  }
}

function inDatabase(database: IDBDatabase): OutboxStorage {
  const run = <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode)
      const request = work(transaction.objectStore(storeName))
      // Only a completed transaction is on the disk; a successful request is not yet.
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error ?? new Error('The outbox could not be written'))
    })
  return {
    isDurable: true,
    // Written by this file alone.
    list: () => run('readonly', (store) => store.getAll() as IDBRequest<OutboxEntry[]>),
    put: async (entry) => void (await run('readwrite', (store) => store.put(entry))),
    remove: async (clientId) => void (await run('readwrite', (store) => store.delete(clientId))),
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'clientId' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The outbox could not be opened'))
  })
}
