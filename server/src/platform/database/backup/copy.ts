import { createHash } from 'node:crypto'
import type { Readable, Writable } from 'node:stream'
import type pg from 'pg'
import { from, to } from 'pg-copy-streams'

export interface Measure {
  rowCount: number
  byteCount: number
  sha256: string
}

export function copyOut(client: pg.ClientBase, statement: string): Readable {
  return client.query(to(statement))
}

export function copyIn(client: pg.ClientBase, table: string, columns: string[]): Writable {
  const names = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  return client.query(from(`copy ${client.escapeIdentifier(table)} (${names}) from stdin`))
}

/** Passes bytes on and measures them; `result` is complete once the stream has ended. */
export function measured(source: AsyncIterable<Buffer>): { bytes: AsyncGenerator<Buffer>; result(): Measure } {
  const hash = createHash('sha256')
  let rowCount = 0
  let byteCount = 0
  async function* pass(): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      hash.update(chunk)
      byteCount += chunk.length
      rowCount += countLines(chunk)
      yield chunk
    }
  }
  return { bytes: pass(), result: () => ({ rowCount, byteCount, sha256: hash.digest('hex') }) }
}

export async function measure(source: AsyncIterable<Buffer>): Promise<Measure> {
  const { bytes, result } = measured(source)
  for await (const _ of bytes) continue
  return result()
}

/** COPY text ends each row with a newline; those inside values are written as `\n`. */
function countLines(chunk: Buffer): number {
  let count = 0
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count++
  return count
}
