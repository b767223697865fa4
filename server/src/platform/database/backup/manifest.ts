import { createHash } from 'node:crypto'
import { z } from 'zod'
import { backupError } from './errors.ts'

/** Raised when an older Laris could not read the file any more. */
export const formatVersion = 1

const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().nonnegative()

const tableSchema = z.strictObject({
  name: identifier,
  /** In the order of the COPY text. */
  columns: z.array(z.strictObject({ name: identifier, type: z.string().max(200) })).min(1),
  /** Rows are sorted by these columns; empty when the table has no primary key. */
  key: z.array(identifier),
  rowCount: count,
  byteCount: count,
  sha256,
})

const manifestSchema = z.strictObject({
  format: z.literal('laris-backup'),
  formatVersion: z.number().int().positive(),
  larisVersion: z.string().max(100),
  /** Applied migrations, oldest first. */
  migrations: z.array(z.string().regex(/^[a-z0-9-]{1,100}$/)),
  source: z.strictObject({ engine: z.enum(['embedded', 'server', 'citus']), postgres: z.string().max(100) }),
  /** All rows are as they were at this moment. */
  snapshotAt: z.iso.datetime(),
  scope: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('all') }), z.strictObject({ kind: z.literal('business'), businessId: z.uuid() })]),
  /** Channel tokens in the rows are encrypted with the key of this fingerprint; the key is inside encrypted files only. */
  key: z.strictObject({ fingerprint: z.string().regex(/^[0-9a-f]{16}$/), included: z.boolean() }),
  tables: z.array(tableSchema).refine((tables) => new Set(tables.map((table) => table.name)).size === tables.length, 'a table twice'),
  files: z.strictObject({ count, byteCount: count }),
})

export type Manifest = z.infer<typeof manifestSchema>
export type TableManifest = z.infer<typeof tableSchema>
export type BackupScope = Manifest['scope']

/** Parses a manifest from outside. Anything unknown in it is refused. */
export function parseManifest(text: string): Manifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw backupError('backup.not_a_backup', 'the manifest is not JSON', cause)
  }
  const head = z.object({ format: z.literal('laris-backup'), formatVersion: z.number(), larisVersion: z.string().max(100) }).safeParse(value)
  if (!head.success) throw backupError('backup.not_a_backup', 'no manifest of Laris', head.error)
  // Before the strict parse: a newer format may hold fields we do not know.
  if (head.data.formatVersion > formatVersion) throw backupError('backup.too_new', head.data.larisVersion)
  const parsed = manifestSchema.safeParse(value)
  if (!parsed.success) throw backupError('backup.damaged', 'manifest', parsed.error)
  return parsed.data
}

/** Tells two keys apart without telling anything about them. */
export function keyFingerprint(secretKey: string): string {
  return createHash('sha256').update(`laris-key-fingerprint:${secretKey}`).digest('hex').slice(0, 16)
}
