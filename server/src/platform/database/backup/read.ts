import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { extract, type Extract, type Header } from 'tar-stream'
import { AppError } from '../../errors.ts'
import { isId } from '../../ids.ts'
import { measured } from './copy.ts'
import { decrypt, isEncrypted } from './encryption.ts'
import { backupError } from './errors.ts'
import type { BackedUpFile } from './files.ts'
import { parseManifest, type Manifest, type TableManifest } from './manifest.ts'

export interface ReadOptions {
  path: string
  passphrase?: string
  signal?: AbortSignal
}

/** Gets the parts of a backup in their order. Content that is not consumed is read past. */
export interface BackupVisitor {
  manifest?(manifest: Manifest): Promise<void>
  table?(table: TableManifest, content: AsyncIterable<Buffer>): Promise<void>
  file?(file: BackedUpFile, content: AsyncIterable<Buffer>): Promise<void>
}

export interface BackupContent {
  manifest: Manifest
  secretKey: string | undefined
}

const largest = { manifest: 8e6, secretKey: 1_000, sums: 128e6, file: 8e9 }

/**
 * Reads a backup from beginning to end and checks everything: only known names in their order, no links, the sizes,
 * counts and hashes of the manifest, the closing checksums. Throws in words at the first thing that is wrong; a
 * visitor that acts on what it is given must be able to take it back.
 */
export async function readBackup(options: ReadOptions, visitor: BackupVisitor = {}): Promise<BackupContent> {
  const tar = extract()
  const feeding = feed(options, tar)
  // Seen through the entries; without this a failure before the first entry would count as unhandled.
  feeding.catch((error: Error) => tar.destroy(error))
  try {
    const content = await readEntries(tar, visitor)
    await feeding
    return content
  } catch (error) {
    tar.destroy()
    const cause = await feeding.then(() => error, (reason: unknown) => (isInterruption(reason) ? error : reason))
    throw isNotTheFiles(cause) || options.signal?.aborted ? cause : backupError('backup.damaged', describe(cause), cause)
  }
}

async function readEntries(tar: Extract, visitor: BackupVisitor): Promise<BackupContent> {
  const entries = tar[Symbol.asyncIterator]()
  const sums: string[] = []
  const next = async () => {
    const { value, done } = await entries.next()
    return done ? undefined : toPart(value)
  }
  /** Passes an entry's content to `use`, then reads what is left of it and notes its checksum. */
  const consume = async (part: Part, use?: (content: AsyncIterable<Buffer>) => Promise<void>) => {
    const { bytes, result } = measured(part.content)
    await use?.(bytes)
    for await (const _ of bytes) continue
    const measure = result()
    sums.push(`${measure.sha256}  ${part.name}\n`)
    return measure
  }
  const text = async (part: Part, limit: number) => {
    if (part.size > limit) throw backupError('backup.damaged', `${part.name} terlalu besar`)
    const chunks: Buffer[] = []
    await consume(part, async (content) => {
      for await (const chunk of content) chunks.push(chunk)
    })
    return Buffer.concat(chunks).toString('utf8')
  }

  let part = await next()
  if (part?.name !== 'manifest.json') throw backupError('backup.not_a_backup', 'manifest.json is not first')
  const manifest = parseManifest(await text(part, largest.manifest))
  await visitor.manifest?.(manifest)
  part = await next()
  let secretKey: string | undefined
  if (manifest.key.included) {
    secretKey = await text(expected(part, 'secret-key'), largest.secretKey)
    part = await next()
  }
  for (const table of manifest.tables) {
    const tablePart = expected(part, `tables/${table.name}.copy`)
    if (tablePart.size !== table.byteCount) throw backupError('backup.damaged', `ukuran ${table.name}`)
    const found = await consume(tablePart, (content) => visitor.table?.(table, content) ?? Promise.resolve())
    if (found.sha256 !== table.sha256 || found.rowCount !== table.rowCount) throw backupError('backup.damaged', `isi ${table.name}`)
    part = await next()
  }
  for (let index = 0; index < manifest.files.count; index++) {
    const filePart = expected(part, undefined)
    const file = parseFileName(filePart)
    await consume(filePart, (content) => visitor.file?.(file, content) ?? Promise.resolve())
    part = await next()
  }
  const closing = sums.join('')
  if ((await text(expected(part, 'SHA256SUMS'), largest.sums)) !== closing) throw backupError('backup.damaged', 'jumlah pemeriksa')
  if (await next()) throw backupError('backup.damaged', 'isi tambahan')
  return { manifest, secretKey }
}

interface Part {
  name: string
  size: number
  content: AsyncIterable<Buffer>
}

function toPart(entry: AsyncIterable<unknown> & { header: Header }): Part {
  const { name, size, type, linkname } = entry.header
  if (type !== 'file' || linkname) throw backupError('backup.damaged', 'bukan berkas biasa')
  // A tar entry is a stream of bytes; its types leave the chunks open.
  return { name, size, content: entry as AsyncIterable<Buffer> }
}

function expected(part: Part | undefined, name: string | undefined): Part {
  if (!part) throw backupError('backup.damaged', 'terpotong')
  if (name !== undefined && part.name !== name) throw backupError('backup.damaged', `isi tak dikenal, seharusnya ${name}`)
  return part
}

/** Only two ids make a name; nothing from the file becomes a path as it stands. */
function parseFileName(part: Part): BackedUpFile {
  const [folder, businessId = '', key = '', ...more] = part.name.split('/')
  if (folder !== 'files' || !isId(businessId) || !isId(key) || more.length > 0) throw backupError('backup.damaged', 'nama berkas tak dikenal')
  if (part.size > largest.file) throw backupError('backup.damaged', 'berkas terlalu besar')
  return { businessId, key, bytes: part.size }
}

async function feed(options: ReadOptions, tar: Extract): Promise<void> {
  const file = await open(options.path, 'r')
  const head = Buffer.alloc(512)
  let read: number
  try {
    read = (await file.read(head, 0, head.length, 0)).bytesRead
  } finally {
    await file.close()
  }
  const source = createReadStream(options.path, { highWaterMark: 256 * 1024 })
  if (isEncrypted(head)) {
    const { passphrase } = options
    if (passphrase === undefined) throw backupError('backup.passphrase_needed', 'encrypted')
    await pipeline(source, (sealed: AsyncIterable<Buffer>) => decrypt(sealed, passphrase), tar, { signal: options.signal })
    return
  }
  if (read < 512 || head.toString('latin1', 257, 262) !== 'ustar') throw backupError('backup.not_a_backup', 'not a tar')
  await pipeline(source, tar, { signal: options.signal })
}

/** The feeding stream was merely stopped because the reader gave up first. */
function isInterruption(error: unknown): boolean {
  return error instanceof Error && (/premature close|destroyed/i.test(error.message) || ('code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
}

/** Already in words, or a fault of the database that a visitor writes to. */
function isNotTheFiles(error: unknown): boolean {
  return error instanceof AppError || error instanceof pg.DatabaseError
}

function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  return /unexpected end|premature/i.test(message) ? 'terpotong' : 'tidak terbaca'
}

