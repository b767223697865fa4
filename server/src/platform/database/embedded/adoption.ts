import { readlink, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../errors.ts'
import type { ConnectionTarget } from '../connect.ts'
import { pathForServer } from './layout.ts'
import { readPostmasterFile, postmasterFilePath, type PostmasterFile } from './postmaster-file.ts'
import { stopPostmaster, waitUntilReady, watchForeign, type Plan, type Postmaster } from './postmaster.ts'
import { findProcess, listAttachedBackends, type ProcessFacts } from './processes.ts'
import { readBack } from './read-back.ts'

const backendsLimitMs = 10_000
const clockToleranceMs = 5_000

/**
 * Deals with a server that an earlier Laris left behind (killed with -9). Returns it when it can be adopted as it is;
 * otherwise nothing of it runs any more when this resolves. Only called while the data directory's lock is ours.
 */
export async function adoptOrClear(plan: Plan, login: (address: Plan['address']) => ConnectionTarget, systemId: string): Promise<Postmaster | undefined> {
  const { cluster } = plan.layout
  const file = await readPostmasterFile(cluster)
  if (!file) return undefined
  const process = await findProcess(file.pid)
  const address = file.listensOn ? { host: file.listensOn, port: file.port } : { host: cluster, port: file.port }
  if (process && (await isThisServer(file, process, plan))) {
    const postmaster = watchForeign(file.pid, address)
    if (await isAsWanted(postmaster, plan, login(address), systemId)) return postmaster
    plan.log.info({ pid: file.pid }, 'stopping the database server of an earlier Laris')
    if (!postmaster.hasExited()) await stopPostmaster(postmaster, plan.binaries, plan.log)
    return undefined
  }
  if (await answers(address)) throw usedElsewhere(cluster)
  if (process) await removeStaleFile(plan, file, process)
  return undefined
}

/** Process ids repeat: a postgres of another folder may have taken the recorded one. */
async function isThisServer(file: PostmasterFile, process: ProcessFacts, plan: Plan): Promise<boolean> {
  if (!process.isPostgres) return false
  const folder = await readlink(`/proc/${file.pid}/cwd`).catch(() => undefined)
  return folder === undefined ? startTimeAgrees(file, process) : folder === plan.layout.cluster
}

function startTimeAgrees(file: PostmasterFile, process: ProcessFacts): boolean {
  return !process.startedAt || Math.abs(process.startedAt.getTime() - file.startedAt.getTime()) < clockToleranceMs
}

async function isAsWanted(postmaster: Postmaster, plan: Plan, target: ConnectionTarget, systemId: string): Promise<boolean> {
  try {
    await waitUntilReady(postmaster, plan.layout, plan.log, () => new Error('It ended or never became ready'))
    const found = await readBack(target)
    return found.systemId === systemId && found.settings === plan.digest
  } catch (error) {
    plan.log.info({ pid: postmaster.pid, error }, 'the running database server cannot be adopted')
    return false
  }
}

/**
 * PostgreSQL clears a stale file itself unless the recorded process id is in use again. Then the file goes, but only
 * when nothing of the old server can be left: not a postgres, started at another time, no answer, no backend.
 */
async function removeStaleFile(plan: Plan, file: PostmasterFile, process: ProcessFacts): Promise<void> {
  if (startTimeAgrees(file, process) && process.startedAt) throw stillRunning(file.pid)
  const giveUpAt = Date.now() + backendsLimitMs
  for (;;) {
    const backends = await listAttachedBackends(plan.layout.cluster)
    if (backends.length === 0) break
    if (Date.now() > giveUpAt) throw stillRunning(backends[0] ?? file.pid)
    await sleep(250)
  }
  plan.log.warn({ pid: file.pid, folder: pathForServer(plan.layout.cluster, plan.account) }, 'removing a stale postmaster.pid; its process id belongs to another program now')
  await rm(postmasterFilePath(plan.layout.cluster))
}

function answers(address: Plan['address']): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = address.host.startsWith('/') ? createConnection(join(address.host, `.s.PGSQL.${address.port}`)) : createConnection(address.port, address.host)
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
    status: 500,
    message: `Folder basis data ${cluster} sedang dilayani oleh PostgreSQL lain, mungkin di kontainer lain. Data Anda aman dan tidak disentuh. Hentikan yang lain itu dulu, lalu mulai Laris lagi.`,
  })
}

function stillRunning(pid: number): AppError {
  return new AppError({
    code: 'database.backends_alive',
    status: 500,
    message: `Proses basis data yang lama (${pid}) belum selesai. Data Anda aman dan tidak disentuh. Tunggu satu menit lalu mulai Laris lagi; bila tetap begini, nyalakan ulang komputer.`,
    values: { pid },
  })
}
