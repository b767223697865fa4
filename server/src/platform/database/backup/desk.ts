import { mkdir, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { AppError } from '../../errors.ts'
import type { Clock } from '../../clock.ts'
import { readKeptKeys } from '../../key-files.ts'
import type { Logger } from '../../log.ts'
import type { DatabaseState, Maintenance, StoredBackupFile } from '../../maintenance.ts'
import type { ConnectionTarget } from '../connect.ts'
import { appendErasures } from '../erasure-list.ts'
import type { EmbeddedServer } from '../embedded/index.ts'
import type { BackupFiles } from './files.ts'
import { listBackups, removeExpiredBackups } from './folder.ts'
import { larisSchema } from './laris-schema.ts'
import type { BackupScope } from './manifest.ts'
import { readBackup } from './read.ts'
import { rehearseBackup } from './restore.ts'
import { backupName, type BackupReason } from './retention.ts'
import { writeBackup } from './write.ts'

export interface BackupDeskOptions {
  dataDir: string
  /** `laris_owner` on the live database. */
  owner: ConnectionTarget
  /** May create databases, for rehearsals. */
  setup: ConnectionTarget
  embedded: Pick<EmbeddedServer, 'state' | 'recentLog' | 'start'> | undefined
  files: BackupFiles
  secretKey: string
  larisVersion: string
  clock: Clock
  log: Logger
}

const wibOffsetMinutes = 420

/** The backups of one running Laris: in `backups/` of the data directory. */
export function createBackupDesk(options: BackupDeskOptions): Maintenance {
  const folder = backupFolder(options.dataDir)
  let current: { startedAt: Date; abort: AbortController; done: Promise<StoredBackupFile> } | undefined
  let lastError: string | undefined

  function begin(reason: 'automatic' | 'manual') {
    const abort = new AbortController()
    return { startedAt: options.clock.now(), abort, done: takeBackup({ ...options, reason, signal: abort.signal }) }
  }

  async function backUp(reason: 'automatic' | 'manual'): Promise<StoredBackupFile> {
    current ??= begin(reason)
    const { abort } = current
    try {
      const stored = await current.done
      lastError = undefined
      return stored
    } catch (error) {
      if (abort.signal.aborted) throw cancelled(error)
      lastError = error instanceof AppError ? error.message : 'Cadangan gagal dibuat. Data Anda aman. Lihat catatan Laris.'
      throw error
    } finally {
      current = undefined
    }
  }

  return {
    engine: options.embedded ? 'embedded' : 'server',
    database: () => databaseState(options.embedded),
    backUp,
    cancelBackup() {
      current?.abort.abort()
      return current !== undefined
    },
    async rehearse() {
      const [newest] = await listBackups(folder)
      if (!newest) return undefined
      await rehearseBackup({ path: newest.path, setup: options.setup, schema: await larisSchema(), secretKey: options.secretKey, keptKeys: await readKeptKeys(options.dataDir), files: options.files })
      return newest.takenAt
    },
    async backupState() {
      return {
        items: await listBackups(folder),
        running: current && { startedAt: current.startedAt, bytesWritten: await partBytes(folder) },
        lastError,
      }
    },
    async findBackup(name) {
      return (await listBackups(folder)).find((backup) => backup.name === name)
    },
    async exportBusiness(businessId) {
      const temporary = await mkdtemp(join(tmpdir(), 'laris-export-'))
      const remove = () => rm(temporary, { recursive: true, force: true })
      try {
        const path = join(temporary, 'usaha.tar')
        await writeOne(options, path, { kind: 'business', businessId })
        return { path, bytes: (await stat(path)).size, remove }
      } catch (error) {
        await remove()
        throw error
      }
    },
    async disk() {
      const { bavail, blocks, bsize } = await statfs(options.dataDir)
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
    },
    keepErasures: (erased) => appendErasures(options.dataDir, erased),
  }
}

export function backupFolder(dataDir: string): string {
  return join(dataDir, 'backups')
}

export interface TakeBackupOptions extends Pick<BackupDeskOptions, 'dataDir' | 'owner' | 'files' | 'secretKey' | 'larisVersion' | 'clock' | 'log'> {
  reason: BackupReason
  embedded?: unknown
  /** Elsewhere than in the backups folder, where no rule removes it. */
  path?: string | undefined
  passphrase?: string | undefined
  signal?: AbortSignal
}

/** Writes a whole backup, reads it back whole, then applies the retention rule. What cannot be read back does not stay. */
export async function takeBackup(options: TakeBackupOptions): Promise<StoredBackupFile> {
  const folder = backupFolder(options.dataDir)
  const takenAt = options.clock.now()
  const name = backupName(takenAt, options.reason)
  const path = options.path ?? join(folder, name)
  if (!options.path) await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeOne(options, path, { kind: 'all' }, options.passphrase)
  try {
    await readBackup({ path, ...(options.passphrase === undefined ? {} : { passphrase: options.passphrase }) })
    options.signal?.throwIfAborted()
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  if (!options.path) {
    const removed = await removeExpiredBackups(folder, takenAt, wibOffsetMinutes)
    options.log.info({ name, removed: removed.length }, 'backup written and checked')
  }
  return { name: basename(path), takenAt, reason: options.reason, path, bytes: (await stat(path)).size }
}

async function writeOne(options: Omit<TakeBackupOptions, 'reason'>, path: string, scope: BackupScope, passphrase?: string): Promise<void> {
  await writeBackup({
    owner: options.owner,
    engine: options.embedded ? 'embedded' : 'server',
    path,
    files: options.files,
    larisVersion: options.larisVersion,
    secretKey: options.secretKey,
    scope,
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(options.signal ? { signal: options.signal } : {}),
  })
}

function cancelled(cause: unknown): AppError {
  return new AppError({ code: 'backup.cancelled', status: 409, message: 'Cadangan dibatalkan. Data Anda aman, dan cadangan sebelumnya tetap ada.', cause })
}

function databaseState(embedded: BackupDeskOptions['embedded']): DatabaseState {
  if (!embedded) return { status: 'running', reason: undefined, lostData: false, recentLog: [] }
  const state = embedded.state()
  return {
    status: state.status,
    reason: 'reason' in state ? state.reason.message : undefined,
    lostData: embedded.start.lostData,
    recentLog: embedded.recentLog(),
  }
}

async function partBytes(folder: string): Promise<number> {
  const part = (await readdir(folder).catch(() => [])).find((name) => name.endsWith('.part'))
  return part === undefined ? 0 : ((await stat(join(folder, part)).catch(() => undefined))?.size ?? 0)
}
