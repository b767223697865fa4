import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { AppError } from '../errors.ts'

const lockName = 'laris.lock'
const noteName = 'laris.json'

/** What Laris puts into its data directory; anything else there before the first start belongs to someone. */
const ownNames = new Set([lockName, noteName, 'keys', 'files', 'backups', 'postgres', 'postgres.json'])

const holderSchema = z.object({
  pid: z.number().int(),
  host: z.string(),
  startedAt: z.iso.datetime(),
  version: z.string(),
  address: z.string().optional(),
})

/** Who runs on a data directory. `address` is absent until it serves. */
export type Holder = z.infer<typeof holderSchema>

export interface DataDirectoryLock extends AsyncDisposable {
  /** Notes where this Laris can be reached, for the one who starts a second. */
  update(address: string): void
}

export class DataDirectoryLocked extends AppError {
  override name = 'DataDirectoryLocked'
  readonly holder: Holder | undefined

  constructor(dataDir: string, holder: Holder | undefined) {
    super({ code: 'data_directory.locked', status: 503, message: describeHolder(dataDir, holder) })
    this.holder = holder
  }
}

// A second start may look at the lock for an instant; wait that long, but stay well within one second.
const patienceMs = 250

/**
 * Makes this process the only Laris on a data directory, which is created when absent. The operating system frees the
 * lock when the process dies, however it dies; a note beside it names the holder. Throws `DataDirectoryLocked`.
 */
export async function lockDataDirectory(dataDir: string, holder: { address?: string; version: string; startedAt: Date }): Promise<DataDirectoryLock> {
  await prepareFolder(dataDir)
  const lock = takeLock(dataDir)
  const notePath = join(dataDir, noteName)
  const note: Holder = { pid: process.pid, host: hostname(), startedAt: holder.startedAt.toISOString(), version: holder.version }
  const writeNote = (address: string | undefined) => writeFileSync(notePath, `${JSON.stringify({ ...note, address })}\n`, { mode: 0o600 })
  writeNote(holder.address)
  let isHeld = true
  return {
    update: (address) => writeNote(address),
    async [Symbol.asyncDispose]() {
      if (!isHeld) return
      isHeld = false
      rmSync(notePath, { force: true })
      lock.close()
    },
  }
}

/** The Laris that runs on a data directory now, if one does. Commands connect to it instead of starting another. */
export function findHolder(dataDir: string): Holder | undefined {
  let probe: DatabaseSync | undefined
  try {
    probe = new DatabaseSync(join(dataDir, lockName), { readOnly: true, timeout: 0 })
    probe.exec('select 1 from sqlite_schema')
    return undefined
  } catch (error) {
    return isBusy(error) ? readNote(dataDir) : undefined
  } finally {
    probe?.close()
  }
}

/**
 * SQLite's file lock is the only one in Node that is atomic, works on every system and over containers sharing a
 * volume, and is let go by the kernel. Nothing is ever stored in the file. No other code in this process may open it:
 * closing any handle on a file drops a process's locks on it.
 */
function takeLock(dataDir: string): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(join(dataDir, lockName), { timeout: patienceMs })
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock?.close()
    if (isBusy(error)) throw new DataDirectoryLocked(dataDir, readNote(dataDir))
    throw cannotUse(dataDir, error)
  }
}

async function prepareFolder(dataDir: string): Promise<void> {
  let entries: string[]
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    entries = await readdir(dataDir)
  } catch (error) {
    throw cannotUse(dataDir, error)
  }
  if (entries.includes(lockName)) return
  const foreign = entries.filter((name) => !ownNames.has(name) && !name.startsWith('.') && name !== 'lost+found')
  if (foreign.length === 0) return
  throw new AppError({
    code: 'data_directory.not_ours',
    status: 500,
    message: `Folder ${dataDir} sudah berisi berkas lain (${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ', …' : ''}). Laris tidak menyentuhnya. Pilih folder kosong dengan LARIS_DATA_DIR.`,
    values: { folder: dataDir },
  })
}

function readNote(dataDir: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(join(dataDir, noteName), 'utf8')))
  } catch {
    return undefined
  }
}

function describeHolder(dataDir: string, holder: Holder | undefined): string {
  if (!holder) return `Laris sudah berjalan dengan folder data ${dataDir}. Data Anda aman. Buka Laris yang itu, atau hentikan dulu.`
  const since = `sejak ${clockTime(new Date(holder.startedAt))}`
  const place = holder.address ? ` di ${holder.address}` : ''
  const elsewhere = holder.host === hostname() ? '' : ` di komputer ${holder.host}`
  const cure = holder.address ? 'Buka alamat itu, atau hentikan dulu.' : 'Tunggu sampai siap, atau hentikan dulu.'
  return `Laris sudah berjalan ${since}${place} (proses ${holder.pid}${elsewhere}). ${cure}`
}

/** "08.12", with the date when it was not today. */
function clockTime(moment: Date): string {
  const time = moment.toLocaleTimeString('id-ID', { hour: '2-digit', minute: '2-digit' })
  const isToday = moment.toDateString() === new Date().toDateString()
  return isToday ? time : `${moment.toLocaleDateString('id-ID', { day: 'numeric', month: 'short' })} ${time}`
}

function isBusy(error: unknown): boolean {
  const sqliteBusy = 5
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy
}

function cannotUse(dataDir: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause && cause.code !== 'ERR_SQLITE_ERROR' ? ` (${String(cause.code)})` : ''
  return new AppError({
    code: 'data_directory.cannot_write',
    status: 500,
    message:
      `Laris tidak bisa menulis di folder data ${dataDir}${code}. Belum ada yang diubah. Beri izin tulis pada folder itu, ` +
      'pakai disk biasa (bukan folder jaringan), atau pilih folder lain dengan LARIS_DATA_DIR.',
    values: { folder: dataDir },
    cause,
  })
}
