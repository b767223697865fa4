import { randomBytes, randomFillSync } from 'node:crypto'

let lastMs = 0
let sequence = 0
/** Random bytes are asked for by the page: a call for each id would cost more than the id. */
const pool = Buffer.alloc(4_096)
let used = pool.length

function take16(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 16
  return pool.subarray(used - 16, used)
}

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter within the millisecond, 62 random bits.
 * Ids made by one process sort in the order they were made.
 */
export function newId(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs
    sequence = 0
  } else if (++sequence > 0xfff) {
    lastMs += 1
    sequence = 0
  }
  const bytes = take16()
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes[6] = 0x70 | (sequence >> 8)
  bytes[7] = sequence & 0xff
  bytes[8] = 0x80 | (bytes[8] & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether the text is a UUID in its canonical lower-case form. */
export function isId(text: string): boolean {
  return uuidPattern.test(text)
}

/** A secret of `bits` random bits for links, tokens and keys, in base64url. */
export function newSecret(bits = 192): string {
  return randomBytes(Math.ceil(bits / 8)).toString('base64url')
}
