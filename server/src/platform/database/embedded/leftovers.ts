import { readFile, readlink, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { AppError } from '../../errors.ts'
import type { Address } from './address.ts'
import { postmasterFilePath, readPostmasterFile, type PostmasterFile } from './postmaster-file.ts'
import { findProcess, isAlive, listAttachedBackends, type ProcessFacts } from './processes.ts'

const clockToleranceMs = 5_000

/**
 * PostgreSQL clears the files of a killed server itself, unless the process id they name is in use again (or still in
 * the process table of a container that reaps nobody). Those go here, but only when nothing of the old server can be
 * left: not a postgres, started at another time, no answer, no backend. Only called while the data directory's lock
 * is ours. Throws `database.backends_alive` while something is left.
 */
export async function clearLeftovers(cluster: string): Promise<void> {
  const file = await readPostmasterFile(cluster)
  if (!file) return
  if (await answers(addressIn(file, cluster))) throw usedElsewhere(cluster)
  const blocking = await listBlockingFiles(cluster, file)
  if (blocking.length === 0) return
  const process = await findProcess(file.pid)
  if (process && startTimeAgrees(file, process)) throw stillRunning(file.pid)
  const [backend] = await listAttachedBackends(cluster)
  if (backend !== undefined) throw stillRunning(backend)
  for (const path of blocking) await rm(path, { force: true })
}

/** Whether a process is the server of a folder. Ids repeat: a postgres of another folder may have taken this one. */
export async function isServerOf(file: PostmasterFile, process: ProcessFacts, cluster: string): Promise<boolean> {
  if (!process.isPostgres) return false
  const folder = await readlink(`/proc/${file.pid}/cwd`).catch(() => undefined)
  return folder === undefined ? startTimeAgrees(file, process) : folder === cluster
}

export function addressIn(file: PostmasterFile, cluster: string): Address {
  return { host: file.listensOn ?? cluster, port: file.port }
}

async function listBlockingFiles(cluster: string, file: PostmasterFile): Promise<string[]> {
  const socketLock = join(cluster, `.s.PGSQL.${file.port}.lock`)
  const socketPid = Number.parseInt(await readFile(socketLock, 'utf8').catch(() => ''), 10)
  return [...(isAlive(file.pid) ? [postmasterFilePath(cluster)] : []), ...(socketPid > 0 && isAlive(socketPid) ? [socketLock] : [])]
}

/** True when unknown: then it may be the same process. */
function startTimeAgrees(file: PostmasterFile, process: ProcessFacts): boolean {
  return !process.startedAt || Math.abs(process.startedAt.getTime() - file.startedAt.getTime()) < clockToleranceMs
}

/** Two containers sharing a volume do not see each other's processes, but the socket tells. */
function answers(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const isPath = address.host !== '127.0.0.1'
    const socket = isPath ? createConnection(join(address.host, `.s.PGSQL.${address.port}`)) : createConnection(address.port, address.host)
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(2_000, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}

function usedElsewhere(cluster: string): AppError {
  return new AppError({
    code: 'database.used_elsewhere',
    status: 503,
    message: `Folder basis data ${cluster} sedang dilayani oleh PostgreSQL lain, mungkin di kontainer lain. Data Anda aman dan tidak disentuh. Hentikan yang lain itu dulu, lalu mulai Laris lagi.`,
    values: { folder: cluster },
  })
}

function stillRunning(pid: number): AppError {
  return new AppError({
    code: 'database.backends_alive',
    status: 503,
    message: `Proses basis data yang lama (${pid}) belum selesai. Data Anda aman dan tidak disentuh. Tunggu satu menit lalu mulai Laris lagi; bila tetap begini, nyalakan ulang komputer.`,
    values: { pid },
  })
}
