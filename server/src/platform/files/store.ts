import type { Readable } from 'node:stream'

/** Where uploaded and received files lie. Names are made by the server; nothing from outside becomes a path. */
export interface FileStore {
  /** Writes a stream and returns its key; the file is complete on disk before this resolves. */
  put(businessId: string, content: Readable | Uint8Array): Promise<StoredFile>
  open(businessId: string, key: string): Promise<Readable>
  remove(businessId: string, key: string): Promise<void>
}

export interface StoredFile {
  key: string
  bytes: number
  sha256: string
}
