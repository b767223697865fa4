import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, statfs } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { pack, type Pack } from 'tar-stream'
import { withClient, type ConnectionTarget } from '../connect.ts'
import { syncFolder } from '../durable-file.ts'
import { checkAllRowsVisible, collatableColumns, copyOutStatement, fixedTextForm, listTables, scopeCondition } from './catalogue.ts'
import { copyOut, measure } from './copy.ts'
import { encrypt } from './encryption.ts'
import { backupError, formatBytes } from './errors.ts'
import type { BackedUpFile, BackupFiles } from './files.ts'
import { formatVersion, keyFingerprint, parseManifest, type BackupScope, type Manifest, type TableManifest } from './manifest.ts'

export interface WriteBackupOptions {
  /** A login that sees every row: `laris_owner`. */
  owner: ConnectionTarget
  engine: 'embedded' | 'server'
  /** Where the file will be; it appears there only when complete and synced. */
  path: string
  files: BackupFiles
  larisVersion: string
  /** Goes into the file only when a passphrase seals it; else just its fingerprint does. */
  secretKey: string
  passphrase?: string
  scope?: BackupScope
  signal?: AbortSignal
}

interface PlannedTable {
  manifest: TableManifest
  statement: string
}

/**
 * Writes a portable backup: one snapshot of all tables, then the uploaded files. Reads every table twice, because
 * counts and hashes stand before the rows; memory stays flat whatever the size.
 */
export async function writeBackup(options: WriteBackupOptions): Promise<Manifest> {
  return withClient({ ...options.owner, options: fixedTextForm, application_name: 'laris-backup' }, async (client) => {
    await client.query('begin isolation level repeatable read, read only')
    const { tables, manifest } = await planBackup(client, options)
    // Listed after the snapshot: a file is on disk before a row speaks of it, so none of its files is missed.
    const files: BackedUpFile[] = []
    for await (const file of options.files.list(manifest.scope)) files.push(file)
    manifest.files = { count: files.length, byteCount: files.reduce((sum, file) => sum + file.bytes, 0) }
    await checkSpace(options.path, manifest)
    await writeWhole(options, entriesOf(client, options, manifest, tables, files))
    return manifest
  })
}

async function planBackup(client: pg.Client, options: WriteBackupOptions): Promise<{ tables: PlannedTable[]; manifest: Manifest }> {
  const scope = options.scope ?? { kind: 'all' }
  const [facts] = await Promise.all([readFacts(client), checkAllRowsVisible(client)])
  if (facts.isCitus && scope.kind === 'all') throw backupError('backup.unsupported', 'cadangan seluruh Citus tidak punya satu saat yang sama; cadangkan tiap usaha sendiri-sendiri')
  const found = await listTables(client)
  // Holds off migrations until all is read.
  if (found.length > 0) await client.query(`lock table ${found.map((table) => client.escapeIdentifier(table.name)).join(', ')} in access share mode`)
  const tables: PlannedTable[] = []
  for (const table of found) {
    const condition = scopeCondition(client, table, scope)
    if (condition === undefined) continue
    const columns = table.columns.map(({ name, type }) => ({ name, type }))
    const statement = copyOutStatement(client, { name: table.name, columns, key: table.key }, collatableColumns(table), condition)
    tables.push({ statement, manifest: { name: table.name, columns, key: table.key, ...(await measure(copyOut(client, statement))) } })
    options.signal?.throwIfAborted()
  }
  const manifest: Manifest = {
    format: 'laris-backup',
    formatVersion,
    larisVersion: options.larisVersion,
    migrations: facts.migrations,
    source: { engine: facts.isCitus ? 'citus' : options.engine, postgres: facts.postgres },
    snapshotAt: facts.snapshotAt,
    scope,
    key: { fingerprint: keyFingerprint(options.secretKey), included: options.passphrase !== undefined },
    tables: tables.map((table) => table.manifest),
    files: { count: 0, byteCount: 0 },
  }
  return { tables, manifest }
}

async function readFacts(client: pg.Client): Promise<{ snapshotAt: string; postgres: string; isCitus: boolean; migrations: string[] }> {
  const { rows } = await client.query(
    `select to_char(transaction_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "snapshotAt", current_setting('server_version') as postgres,
      exists (select 1 from pg_extension where extname = 'citus') as "isCitus", to_regclass('public.schema_migrations') is not null as "hasMigrations"`,
  )
  const migrations = rows[0].hasMigrations ? await client.query<{ name: string }>('select name from schema_migrations order by name') : { rows: [] }
  return { ...rows[0], migrations: migrations.rows.map((row) => row.name) }
}

async function checkSpace(path: string, manifest: Manifest): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const tableBytes = manifest.tables.reduce((sum, table) => sum + table.byteCount, 0)
  const needed = (tableBytes + manifest.files.byteCount) * 1.01 + 4e6
  const { bavail, bsize } = await statfs(dirname(path))
  if (bavail * bsize < needed) throw backupError('backup.disk_full', `${formatBytes(needed)}, tersisa ${formatBytes(bavail * bsize)}`)
}

/** To a temporary name, synced, then renamed: whatever has a backup's name is a whole backup. */
async function writeWhole(options: WriteBackupOptions, tar: AsyncIterable<Buffer>): Promise<void> {
  const partial = join(dirname(options.path), `.${basename(options.path)}.${process.pid}.part`)
  const bytes = options.passphrase === undefined ? tar : encrypt(tar, options.passphrase)
  try {
    await pipeline(bytes, createWriteStream(partial, { mode: 0o600 }), { signal: options.signal })
    const file = await open(partial, 'r+')
    await file.sync()
    await file.close()
    await rename(partial, options.path)
    await syncFolder(dirname(options.path))
  } catch (error) {
    await rm(partial, { force: true })
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw backupError('backup.disk_full', 'lebih banyak dari yang tersisa', error)
    throw error
  }
}

async function* entriesOf(client: pg.Client, options: WriteBackupOptions, manifest: Manifest, tables: PlannedTable[], files: BackedUpFile[]): AsyncGenerator<Buffer> {
  const tar = pack()
  const writing = writeEntries(tar, client, options, manifest, tables, files)
  writing.catch((error: Error) => tar.destroy(error))
  // Between two chunks `pipeline` would wait for the next one before it hears the signal.
  options.signal?.addEventListener('abort', () => tar.destroy(new Error('The backup is cancelled')), { once: true })
  // A packed tar is a stream of bytes; its types leave the chunks open.
  yield* tar as AsyncIterable<Buffer>
  await writing
}

async function writeEntries(tar: Pack, client: pg.Client, options: WriteBackupOptions, manifest: Manifest, tables: PlannedTable[], files: BackedUpFile[]): Promise<void> {
  const sums: string[] = []
  const mtime = new Date(manifest.snapshotAt)
  const add = async (name: string, size: number, content: AsyncIterable<Buffer>) => {
    const hash = createHash('sha256')
    const entry = tar.entry({ name, size, mtime, mode: 0o600 })
    await pipeline(content, async function* hashing(source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk)
        yield chunk
      }
    }, entry)
    const sha256 = hash.digest('hex')
    sums.push(`${sha256}  ${name}\n`)
    return sha256
  }
  const addText = (name: string, text: string) => add(name, Buffer.byteLength(text), only(text))

  const manifestText = `${JSON.stringify(manifest, undefined, 1)}\n`
  // What we could not read back is not worth writing.
  parseManifest(manifestText)
  await addText('manifest.json', manifestText)
  if (manifest.key.included) await addText('secret-key', options.secretKey)
  for (const { manifest: table, statement } of tables) {
    const sha256 = await add(`tables/${table.name}.copy`, table.byteCount, copyOut(client, statement))
    if (sha256 !== table.sha256) throw new Error(`Two reads of ${table.name} in one snapshot differ`)
  }
  for (const file of files) await add(`files/${file.businessId}/${file.key}`, file.bytes, options.files.open(file))
  // So that anyone can check an unpacked backup: sha256sum -c SHA256SUMS
  await addText('SHA256SUMS', sums.join(''))
  tar.finalize()
}

async function* only(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}
