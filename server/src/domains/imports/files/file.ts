import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { invalidInput } from '#platform/errors'

/** A file that can be read from its beginning as often as needed; big ones never lie in memory whole. */
export interface ImportFile {
  open(): Promise<Readable>
}

const headBytes = 65_536
/** Archives and chats are held in memory; tables of text are streamed and may be larger. */
const mostHeldBytes = 100 * 1_048_576

export function fileOfBytes(bytes: Uint8Array): ImportFile {
  return { open: () => Promise.resolve(Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)])) }
}

export function fileOfPath(path: string): ImportFile {
  return { open: () => Promise.resolve(createReadStream(path)) }
}

/** The first bytes, enough to tell what kind of file it is. */
export async function readHead(file: ImportFile, most = headBytes): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  const stream = await file.open()
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= most) break
  }
  stream.destroy()
  return Buffer.concat(chunks).subarray(0, most)
}

/** All bytes of a file that must be held whole. */
export async function readHeld(file: ImportFile): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of (await file.open()) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > mostHeldBytes) throw invalidInput('Berkas lebih dari 100 MB, jadi ditolak. Bagi menjadi beberapa berkas. Belum ada yang disimpan.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
