import { z } from 'zod'
import { invalidInput } from '../errors.ts'
import { isId } from '../ids.ts'

/** Query of a list: an opaque cursor and a page size. */
export const pageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** Where a page of a list begins, and how many rows it holds at the most. */
export type PageInput = z.output<typeof pageQuery>

/** A page of a list, in a stable order under inserts. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** Packs the sort key of the last row into an opaque cursor. */
export function toCursor(key: (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** Unpacks a cursor; a foreign one is a 400. */
export function fromCursor(cursor: string): (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return z.array(z.union([z.string(), z.number()])).max(4).parse(key)
  } catch {
    throw foreignCursor()
  }
}

/** Unpacks the cursor of a list in the order of a time and an id; a foreign one is a 400. */
export function fromTimeCursor(cursor: string): [at: Date, id: string] {
  const [at, id] = fromCursor(cursor)
  const moment = new Date(String(at))
  if (Number.isNaN(moment.getTime()) || !isId(String(id))) throw foreignCursor()
  return [moment, String(id)]
}

/** Cuts off the one row more than `limit` that a list asks for; with it there is a next page, after the last row's key. */
export function cutPage<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => (string | number | Date)[]): { page: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { page, nextCursor: last ? toCursor(keyOf(last).map((part) => (part instanceof Date ? part.toISOString() : part))) : null }
}

const foreignCursor = () => invalidInput('Penanda halaman tidak dikenal. Muat ulang daftarnya.')
