import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import pg from 'pg'
import { withClient, type ConnectionTarget } from '../connect.ts'
import { appRole, ensureRoles } from '../roles.ts'
import { fixedTextForm } from './catalogue.ts'
import { backupError, formatBytes } from './errors.ts'
import type { BackupFiles } from './files.ts'
import { beginLoading } from './load.ts'
import { keyFingerprint, type Manifest } from './manifest.ts'
import { readBackup, type BackupContent, type ReadOptions } from './read.ts'
import { asAdministrator, dropDatabases, switchDatabases } from './switch.ts'

export const freshPrefix = 'laris_restoring_'

/** How tables come to be: Laris' migrations. */
export interface Schema {
  /** All names that this Laris knows, oldest first. */
  migrations: string[]
  /** Applies them in order up to and including `last`; to the newest without it. */
  build(owner: ConnectionTarget, last?: string): Promise<void>
}

export interface RestoreOptions extends ReadOptions {
  /** A login that may create databases and roles; its `database` is the live one, which need not exist. */
  setup: ConnectionTarget
  schema: Schema
  secretKey: string
  /** The installation's keys of before. */
  keptKeys?: readonly string[]
  /** Restore although the channel tokens inside cannot be read: each channel must be connected again. */
  acceptLostKey?: boolean
  files: BackupFiles
  /** Replays erasures and opt-outs and pauses sends, on the newest schema, before anyone is served from the rows. */
  beforeServing?(owner: pg.Client): Promise<void>
}

export interface RestoreReport {
  manifest: Manifest
  /** The data of before, whole, under this database name (none when the live one did not exist). */
  previousDatabase: string
  /** What opens the secrets in its rows, when that is at hand. */
  secretKey: string | undefined
}

/** Reads a backup whole, checks it and says what is in it, and with which key its secrets open. Touches nothing. */
export async function inspectBackup(options: ReadOptions & Pick<RestoreOptions, 'schema' | 'secretKey' | 'keptKeys' | 'acceptLostKey'>): Promise<BackupContent> {
  const { manifest, secretKey: included } = await readBackup(options)
  checkVersion(manifest, options.schema)
  const secretKey = included ?? [options.secretKey, ...(options.keptKeys ?? [])].find((key) => keyFingerprint(key) === manifest.key.fingerprint)
  if (secretKey === undefined && !options.acceptLostKey) throw backupError('backup.key_needed', manifest.key.fingerprint)
  return { manifest, secretKey }
}

/**
 * Replaces the live database by a backup. Everything is checked before the live data is touched: the file is read
 * whole, loaded into a fresh database, and compared with its manifest there; then two names change places. Stop
 * serving before, and open the database anew after.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const { manifest, secretKey } = await inspectBackup(options)
  if (manifest.scope.kind !== 'all') throw backupError('backup.other_content', 'isinya hanya satu usaha, jadi pulihkan dengan --business')
  const fresh = await loadFresh(options, manifest)
  const keepAs = `${options.setup.database}_before_${timeTag()}`
  await switchDatabases(options.setup, { live: options.setup.database, fresh, keepAs })
  return { manifest, previousDatabase: keepAs, secretKey }
}

/** The weekly proof that a backup can be restored: into a scratch database, compared, dropped. */
export async function rehearseBackup(options: RestoreOptions): Promise<Manifest> {
  const { manifest } = await inspectBackup(options)
  await loadFresh({ ...options, files: { ...options.files, restore: readPast } }, manifest)
  await dropDatabases(options.setup, freshPrefix)
  return manifest
}

function checkVersion(manifest: Manifest, schema: Schema): void {
  const unknown = manifest.migrations.find((name) => !schema.migrations.includes(name))
  if (unknown !== undefined) throw backupError('backup.too_new', `${manifest.larisVersion}, ${unknown}`)
  const sameOrder = manifest.migrations.every((name, index) => schema.migrations[index] === name)
  if (!sameOrder) throw backupError('backup.schema_differs', 'urutan versi')
}

/** Makes a fresh database, loads it, compares it and brings it to the newest version. Returns its name. */
export async function loadFresh(options: RestoreOptions, manifest: Manifest): Promise<string> {
  await checkSpace(options.path)
  await dropDatabases(options.setup, freshPrefix)
  const name = `${freshPrefix}${timeTag()}`
  await asAdministrator(options.setup, (client) => client.query(`create database ${client.escapeIdentifier(name)} template template0`))
  try {
    const owner = await prepareDatabase(options, name)
    await options.schema.build(owner, manifest.migrations.at(-1))
    await loadTables(options, owner, manifest)
    await options.schema.build(owner)
    await inTransaction(owner, async (client) => options.beforeServing?.(client))
    await asAdministrator(options.setup, (client) => client.query(`grant connect on database ${client.escapeIdentifier(name)} to ${appRole}`))
    return name
  } catch (error) {
    await dropDatabases(options.setup, freshPrefix).catch(() => {})
    throw inWords(error)
  }
}

/** Roles and extensions as on a first start, but the app role stays outside until the end. */
async function prepareDatabase(options: RestoreOptions, name: string): Promise<ConnectionTarget> {
  const target = { ...options.setup, database: name }
  return withClient(target, async (setup) => {
    const { owner } = await ensureRoles(setup, target, options.secretKey)
    await setup.query(`revoke connect on database ${setup.escapeIdentifier(name)} from public, ${appRole}`)
    return owner
  })
}

/** One transaction: the tables are whole and walled, or empty. */
async function loadTables(options: RestoreOptions, owner: ConnectionTarget, manifest: Manifest): Promise<void> {
  await inTransaction(owner, async (client) => {
    const loading = await beginLoading(client, manifest)
    await readBackup(options, { table: loading.load, file: options.files.restore })
    await loading.close()
  })
}

/** A connection that ends before its commit leaves everything as it was. */
export async function inTransaction<T>(owner: ConnectionTarget, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient({ ...owner, options: fixedTextForm, application_name: 'laris-restore' }, async (client) => {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  })
}

async function checkSpace(path: string): Promise<void> {
  const { size } = await stat(path)
  const { bavail, bsize } = await statfs(dirname(path))
  // Rows and their indexes take about twice their text.
  const needed = size * 2.5
  if (bavail * bsize < needed) throw backupError('backup.disk_full', `${formatBytes(needed)}, tersisa ${formatBytes(bavail * bsize)}`)
}

function inWords(error: unknown): unknown {
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : ''
  if (code === '53100') return backupError('backup.disk_full', 'lebih banyak dari yang tersisa', error)
  // Values or keys that the tables refuse: the file does not hold what it says.
  return /^2[23]/.test(code) ? backupError('backup.schema_differs', code, error) : error
}

async function readPast(_file: unknown, content: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of content) continue
}

function timeTag(): string {
  return new Date().toISOString().slice(0, 19).replace(/\D/g, '')
}
