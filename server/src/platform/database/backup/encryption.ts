import { createCipheriv, createDecipheriv, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { backupError } from './errors.ts'

/*
 * The encrypted file: a head of 52 bytes, then chunks of 64 KiB, each sealed with AES-256-GCM under a key from scrypt.
 * A chunk's nonce is a random prefix, its number, and whether it is the last (the STREAM construction of Hoang,
 * Reyhanitabar, Rogaway and Vizár, 2015): chunks cannot be swapped, dropped or cut off, and nothing unauthenticated is
 * ever passed on.
 *
 * head: magic 8 · version 1 · log2 N 1 · r 1 · p 1 · salt 16 · nonce prefix 7 · zero 1 · HMAC-SHA-256 of all this, 16
 */
const magic = Buffer.from('LARISENC')
const version = 1
const headSize = 52
const taggedSize = 36
const chunkSize = 64 * 1024
const tagSize = 16

// 64 MB and about 0.2 s: fits the small machines Laris runs on.
const usualLogN = 16
const highestLogN = 18

export function isEncrypted(head: Buffer): boolean {
  return head.subarray(0, magic.length).equals(magic)
}

/** `logN` is scrypt's cost; tests lower it. */
export async function* encrypt(plain: AsyncIterable<Buffer>, passphrase: string, logN = usualLogN): AsyncGenerator<Buffer> {
  const head = Buffer.alloc(headSize)
  magic.copy(head)
  head.set([version, logN, 8, 1], 8)
  randomBytes(23).copy(head, 12)
  const keys = await deriveKeys(passphrase, head)
  tagOf(head, keys.headKey).copy(head, taggedSize)
  yield head
  let number = 0
  for await (const { chunk, isLast } of cut(plain, chunkSize)) {
    const cipher = createCipheriv('aes-256-gcm', keys.chunkKey, nonce(head, number++, isLast))
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
  }
}

export async function* decrypt(sealed: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const source = sealed[Symbol.asyncIterator]()
  const { head, rest } = await takeHead(source)
  const keys = await deriveKeys(passphrase, head)
  if (!timingSafeEqual(tagOf(head, keys.headKey), head.subarray(taggedSize))) throw backupError('backup.wrong_passphrase', 'head')
  let number = 0
  for await (const { chunk, isLast } of cut(chain(rest, source), chunkSize + tagSize)) {
    if (chunk.length < tagSize) throw backupError('backup.damaged', 'terpotong')
    const decipher = createDecipheriv('aes-256-gcm', keys.chunkKey, nonce(head, number++, isLast))
    decipher.setAuthTag(chunk.subarray(-tagSize))
    let plain: Buffer
    try {
      plain = Buffer.concat([decipher.update(chunk.subarray(0, -tagSize)), decipher.final()])
    } catch (cause) {
      throw backupError('backup.damaged', `potongan ${number}`, cause)
    }
    yield plain
  }
}

function deriveKeys(passphrase: string, head: Buffer): Promise<{ chunkKey: Buffer; headKey: Buffer }> {
  const [logN = 0, r = 0, p = 0] = head.subarray(9, 12)
  // A hostile head must not cost gigabytes.
  if (head[8] !== version || logN > highestLogN || logN < 1 || r !== 8 || p !== 1) throw backupError('backup.damaged', 'kepala berkas')
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), head.subarray(12, 28), 64, { N: 2 ** logN, r, p, maxmem: 512 * 1024 * 1024 }, (error, key) => {
      if (error) reject(error)
      else resolve({ chunkKey: key.subarray(0, 32), headKey: key.subarray(32) })
    })
  })
}

function tagOf(head: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', key).update(head.subarray(0, taggedSize)).digest().subarray(0, headSize - taggedSize)
}

function nonce(head: Buffer, number: number, isLast: boolean): Buffer {
  const value = Buffer.alloc(12)
  head.copy(value, 0, 28, 35)
  value.writeUInt32BE(number, 7)
  value[11] = isLast ? 1 : 0
  return value
}

/** Pieces of exactly `size`, the last one shorter, perhaps empty; the last is known as such only at the end. */
async function* cut(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ chunk: Buffer; isLast: boolean }> {
  let held: Buffer[] = []
  let length = 0
  for await (const piece of source) {
    held.push(piece)
    length += piece.length
    if (length <= size) continue
    const all = Buffer.concat(held)
    let offset = 0
    for (; length - offset > size; offset += size) yield { chunk: all.subarray(offset, offset + size), isLast: false }
    held = [all.subarray(offset)]
    length -= offset
  }
  yield { chunk: Buffer.concat(held), isLast: true }
}

async function takeHead(source: AsyncIterator<Buffer>): Promise<{ head: Buffer; rest: Buffer }> {
  let bytes = Buffer.alloc(0)
  while (bytes.length < headSize) {
    const next = await source.next()
    if (next.done) throw backupError('backup.damaged', 'terpotong')
    bytes = Buffer.concat([bytes, next.value])
  }
  return { head: bytes.subarray(0, headSize), rest: bytes.subarray(headSize) }
}

async function* chain(first: Buffer, source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
}
