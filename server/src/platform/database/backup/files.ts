import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isId } from '../../ids.ts'
import { syncFolder } from '../durable-file.ts'
import type { BackupScope } from './manifest.ts'

export interface BackedUpFile {
  businessId: string
  key: string
  bytes: number
}

/** The uploaded files as a backup sees them. Files never change once written; their keys are random. */
export interface BackupFiles {
  list(scope: BackupScope): AsyncIterable<BackedUpFile>
  open(file: BackedUpFile): Readable
  /** Writes a file under its old key; one that is there already stays. Complete on disk when this resolves. */
  restore(file: BackedUpFile, content: AsyncIterable<Buffer>): Promise<void>
}

/** The files that `createDiskStore` keeps: `files/<business>/<two letters>/<key>`. */
export function diskFiles(dataDir: string): BackupFiles {
  const root = join(dataDir, 'files')
  const pathOf = (file: Pick<BackedUpFile, 'businessId' | 'key'>) => {
    if (!isId(file.businessId) || !isId(file.key)) throw new Error('Not a stored file')
    return join(root, file.businessId, file.key.slice(0, 2), file.key)
  }
  return {
    async *list(scope) {
      for (const businessId of scope.kind === 'all' ? await namesIn(root) : [scope.businessId]) {
        for (const letters of await namesIn(join(root, businessId))) {
          for (const key of await namesIn(join(root, businessId, letters))) {
            // Half-written files have other names.
            if (!isId(businessId) || !isId(key)) continue
            const facts = await stat(pathOf({ businessId, key })).catch(() => undefined)
            if (facts?.isFile()) yield { businessId, key, bytes: facts.size }
          }
        }
      }
    },
    open: (file) => createReadStream(pathOf(file)),
    async restore(file, content) {
      const path = pathOf(file)
      if (await access(path).then(() => true, () => false)) {
        for await (const _ of content) continue
        return
      }
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const partial = `${path}.part`
      try {
        await pipeline(content, createWriteStream(partial, { mode: 0o600 }))
        const written = await open(partial, 'r')
        await written.sync()
        await written.close()
        await rename(partial, path)
        await syncFolder(dirname(path))
      } catch (error) {
        await rm(partial, { force: true })
        throw error
      }
    },
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort()
}
