import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { notFound } from '../errors.ts'
import { isId } from '../ids.ts'
import type { FileStore } from './store.ts'

/** Files in the data directory: `files/<business>/<two letters>/<key>`. Keys are ids that the store makes. */
export function createDiskStore(dataDir: string): FileStore {
  const root = join(dataDir, 'files')
  return {
    async put(businessId, content) {
      const key = randomUUID()
      const path = pathOf(root, businessId, key)
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
      const hash = createHash('sha256')
      let bytes = 0
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk)
          bytes += chunk.length
          done(null, chunk)
        },
      })
      const partial = `${path}.part`
      try {
        await pipeline(content instanceof Uint8Array ? Readable.from([Buffer.from(content)]) : content, measure, createWriteStream(partial, { mode: 0o600 }))
        const file = await open(partial, 'r')
        await file.sync()
        await file.close()
        await rename(partial, path)
      } catch (error) {
        await rm(partial, { force: true })
        throw error
      }
      return { key, bytes, sha256: hash.digest('hex') }
    },
    async open(businessId, key) {
      const path = pathOf(root, businessId, key)
      await stat(path).catch(() => {
        throw notFound('Berkas')
      })
      return createReadStream(path)
    },
    remove: (businessId, key) => rm(pathOf(root, businessId, key), { force: true }),
  }
}

/** Only ids become paths, whoever asks. */
function pathOf(root: string, businessId: string, key: string): string {
  if (!isId(businessId) || !isId(key)) throw notFound('Berkas')
  return join(root, businessId, key.slice(0, 2), key)
}
