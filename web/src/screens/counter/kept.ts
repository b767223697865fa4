/** What the counter keeps on the device: goods and the shift under a name, and entries in the order they happened. */
export interface Kept {
  readonly isDurable: boolean
  read<T>(name: string): Promise<T | undefined>
  write(name: string, value: unknown): Promise<void>
  /** An entry and the shift after it: both are on the disk or neither is. */
  add(entry: QueuedEntry, session: { name: string; value: unknown }): Promise<void>
  waiting(businessId: string): Promise<QueuedEntry[]>
  remove(entryIds: string[]): Promise<void>
}

export interface QueuedEntry {
  entryId: string
  businessId: string
  order: number
  entry: unknown
}

export async function openKept(): Promise<Kept> {
  try {
    return inDatabase(await openDatabase())
  } catch {
    return inMemory()
  }
}

export function inMemory(): Kept {
  const values = new Map<string, unknown>()
  const queue = new Map<string, QueuedEntry>()
  return {
    isDurable: false,
    // Each name is written and read with one type, in `device.ts`.
    read: <T>(name: string) => Promise.resolve(values.get(name) as T | undefined),
    write: async (name, value) => void values.set(name, value),
    add: async (entry, { name, value }) => {
      queue.set(entry.entryId, entry)
      values.set(name, value)
    },
    waiting: (businessId) => Promise.resolve(sorted([...queue.values()], businessId)),
    remove: async (entryIds) => entryIds.forEach((entryId) => queue.delete(entryId)),
  }
}

function inDatabase(database: IDBDatabase): Kept {
  const run = <T>(mode: IDBTransactionMode, work: (values: IDBObjectStore, queue: IDBObjectStore) => IDBRequest<T> | undefined): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(['values', 'queue'], mode, { durability: 'strict' })
      const request = work(transaction.objectStore('values'), transaction.objectStore('queue'))
      transaction.oncomplete = () => resolve(request?.result)
      transaction.onabort = () => reject(transaction.error ?? new Error('The counter could not be written'))
    })
  return {
    isDurable: true,
    read: <T>(name: string) => run('readonly', (values) => values.get(name) as IDBRequest<T | undefined>),
    write: async (name, value) => void (await run('readwrite', (values) => values.put(value, name))),
    add: async (entry, { name, value }) =>
      void (await run('readwrite', (values, queue) => {
        queue.put(entry)
        return values.put(value, name)
      })),
    waiting: async (businessId) => sorted((await run('readonly', (_, queue) => queue.getAll() as IDBRequest<QueuedEntry[]>)) ?? [], businessId),
    remove: async (entryIds) =>
      void (await run('readwrite', (_, queue) => {
        for (const entryId of entryIds) queue.delete(entryId)
        return undefined
      })),
  }
}

const sorted = (entries: QueuedEntry[], businessId: string) => entries.filter((one) => one.businessId === businessId).sort((a, b) => a.order - b.order)

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('laris-counter', 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('values')
      request.result.createObjectStore('queue', { keyPath: 'entryId' })
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The counter could not be opened'))
  })
}
