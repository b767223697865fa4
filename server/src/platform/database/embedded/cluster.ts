import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../errors.ts'
import { runAs, type Account } from './account.ts'
import { majorVersion, program, serverEnvironment, type Binaries } from './binaries.ts'
import { readControlFile } from './control-file.ts'
import { syncFolder, writeDurably } from '../durable-file.ts'
import { pathForServer, type Layout } from './layout.ts'
import { explainLog } from './reasons.ts'

export const superuser = 'postgres'

interface ClusterRecord {
  createdAt: string
  systemId: string
  version: string
}

/**
 * Looks at the database folder without changing it. Returns whether it exists; anything that is not surely the
 * database Laris made here is refused in words.
 */
export async function findCluster(layout: Layout, binaries: Binaries): Promise<boolean> {
  const record = await readRecord(layout)
  const entries = await readdir(layout.cluster).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw refused('database.unreadable', `Folder basis data ${layout.cluster} tidak bisa dibuka (${error.code}). Data Anda tidak disentuh. Periksa pemilik dan izinnya.`, error)
  })
  if (entries.length === 0) {
    if (record) throw refused('database.missing', `Basis data yang dibuat ${record.createdAt.slice(0, 10)} tidak ada lagi di ${layout.cluster}. Laris tidak membuat yang kosong sebagai gantinya. Kembalikan folder itu, atau pulihkan cadangan dengan: laris restore`)
    return false
  }
  await checkVersion(layout, binaries)
  await checkMode(layout)
  const control = await readControlFile(layout.cluster).catch((error: unknown) => {
    throw explainLog(['FATAL: could not read global/pg_control'], error)
  })
  if (!(await readPassword(layout)) || (record && record.systemId !== control.systemId)) throw foreign(layout.cluster)
  if (!record) await writeRecord(layout, { createdAt: new Date().toISOString(), systemId: control.systemId, version: binaries.version })
  return true
}

/** Makes the database folder: complete and synced under another name first, then renamed. */
export async function createCluster(layout: Layout, account: Account, binaries: Binaries, options: { sync: boolean }): Promise<void> {
  const password = (await readPassword(layout)) ?? randomBytes(24).toString('base64url')
  await mkdir(dirname(layout.password), { recursive: true, mode: 0o700 })
  await writeDurably(layout.password, `${password}\n`)
  // Left by a start that was cut off; it never served anyone.
  await rm(layout.unfinished, { recursive: true, force: true })
  await mkdir(layout.unfinished, { mode: 0o700 })
  const passwordForInit = join(layout.root, '.password')
  await writeDurably(passwordForInit, `${password}\n`)
  try {
    if (account.uid !== undefined && account.gid !== undefined) {
      await chown(layout.unfinished, account.uid, account.gid)
      await chown(passwordForInit, account.uid, account.gid)
    }
    await runInitdb(layout, account, binaries, options)
  } finally {
    await rm(passwordForInit, { force: true })
  }
  const { systemId } = await readControlFile(layout.unfinished)
  await rename(layout.unfinished, layout.cluster)
  await syncFolder(layout.root)
  await writeRecord(layout, { createdAt: new Date().toISOString(), systemId, version: binaries.version })
}

export async function readPassword(layout: Layout): Promise<string | undefined> {
  const text = await readFile(layout.password, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  if (process.platform !== 'win32') await chmod(layout.password, 0o600).catch(() => {})
  return text.trim() || undefined
}

export async function readRecord(layout: Layout): Promise<ClusterRecord | undefined> {
  const text = await readFile(layout.record, 'utf8').catch(() => undefined)
  // Written by Laris alone.
  return text === undefined ? undefined : (JSON.parse(text) as ClusterRecord)
}

function writeRecord(layout: Layout, record: ClusterRecord): Promise<void> {
  return writeDurably(layout.record, `${JSON.stringify(record)}\n`)
}

async function runInitdb(layout: Layout, account: Account, binaries: Binaries, options: { sync: boolean }): Promise<void> {
  const args = [
    `--pgdata=${pathForServer(layout.unfinished, account)}`,
    `--username=${superuser}`,
    '--pwfile=../.password',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // Sorts by code point on every system, so an operating system update cannot break an index; knows upper and lower case.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
    ...syncArguments(options.sync),
  ]
  await new Promise<void>((resolve, reject) => {
    execFile(program(binaries, 'initdb'), args, { ...runAs(account), cwd: layout.unfinished, env: serverEnvironment() }, (error, stdout, stderr) => {
      if (error) reject(explainLog([...stdout.split('\n'), ...stderr.split('\n')].filter(Boolean), error))
      else resolve()
    })
  })
}

/** One call for the whole file system instead of one for each of a thousand files. */
function syncArguments(sync: boolean): string[] {
  if (!sync) return ['--no-sync']
  return process.platform === 'linux' ? ['--sync-method=syncfs'] : []
}

async function checkVersion(layout: Layout, binaries: Binaries): Promise<void> {
  const text = await readFile(join(layout.cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (text === undefined) throw foreign(layout.cluster)
  const found = Number.parseInt(text, 10)
  const ours = majorVersion(binaries)
  if (found > ours) {
    throw refused('database.newer_version', `Folder basis data ${layout.cluster} dibuat oleh PostgreSQL ${found}, lebih baru daripada ${ours} di Laris ini. Data Anda aman dan tidak disentuh. Pasang Laris versi terbaru, lalu mulai lagi.`)
  }
  if (found < ours) {
    throw refused('database.older_version', `Folder basis data ${layout.cluster} masih PostgreSQL ${found}, sedangkan Laris ini memakai ${ours}. Data Anda aman dan tidak disentuh. Buat cadangan dengan Laris versi lama, lalu pulihkan di sini dengan: laris restore`)
  }
}

async function checkMode(layout: Layout): Promise<void> {
  if (process.platform === 'win32') return
  const { mode } = await stat(layout.cluster)
  if ((mode & 0o027) === 0) return
  throw refused('database.wrong_mode', `Folder basis data ${layout.cluster} bisa dibuka akun lain (izin ${(mode & 0o777).toString(8)}), jadi Laris tidak memakainya. Data Anda aman dan tidak disentuh. Perbaiki dengan: chmod 700 "${layout.cluster}"`)
}

function foreign(folder: string): AppError {
  return refused('database.foreign_folder', `Folder ${folder} berisi berkas yang bukan basis data buatan Laris di sini, atau kata sandinya (keys/postgres-password) hilang. Tidak ada yang diubah. Kembalikan berkas itu, atau pilih folder kosong dengan LARIS_DATA_DIR.`)
}

function refused(code: string, message: string, cause?: unknown): AppError {
  return new AppError({ code, status: 500, message, cause })
}
