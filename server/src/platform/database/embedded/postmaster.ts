import { spawn, execFileSync } from 'node:child_process'
import { closeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import { runAs, type Account } from './account.ts'
import { isLoopback, type Address } from './address.ts'
import { program, serverEnvironment, type Binaries } from './binaries.ts'
import { pathForServer, type Layout } from './layout.ts'
import { clearLeftovers } from './leftovers.ts'
import { openLog, readLog } from './log-file.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { findProcess, isAlive } from './processes.ts'
import { explainLog } from './reasons.ts'
import type { Settings } from './settings.ts'

/** A server process that we started or adopted. */
export interface Postmaster {
  pid: number
  address: Address
  hasExited(): boolean
  /** Calls back once, when the process is gone. */
  onExit(listener: () => void): void
}

/** All that is needed to start the server, the same at each restart. */
export interface Plan {
  layout: Layout
  account: Account
  binaries: Binaries
  settings: Settings
  digest: string
  address: Address
  log: Logger
}

const startLimitMs = 10 * 60_000
const backendsLimitMs = 10_000
const fastShutdownMs = 30_000

/** Starts the server and waits until it accepts connections. Waits up to 10 s for backends of a killed one to end. */
export async function startPostmaster(plan: Plan): Promise<Postmaster> {
  const giveUpAt = Date.now() + backendsLimitMs
  for (;;) {
    try {
      await clearLeftovers(plan.layout.cluster)
      return await startOnce(plan)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'database.backends_alive' || Date.now() > giveUpAt) throw error
      await sleep(250)
    }
  }
}

/** A server that someone else is the parent of: its end is seen by looking. */
export function watchForeign(pid: number, address: Address): Postmaster {
  const listeners: (() => void)[] = []
  let exited = false
  const timer = setInterval(async () => {
    if (exited || (isAlive(pid) && (await findProcess(pid)) !== undefined)) return
    exited = true
    clearInterval(timer)
    for (const listener of listeners) listener()
  }, 250)
  timer.unref()
  return { pid, address, hasExited: () => exited, onExit: (listener) => listeners.push(listener) }
}

/** Waits for `ready` in the server's own file; throws in words when the process ends first. */
export async function waitUntilReady(postmaster: Postmaster, layout: Layout, log: Logger, explain: () => Error): Promise<void> {
  const startedAt = Date.now()
  let saidAt = startedAt
  while (!postmaster.hasExited()) {
    const file = await readPostmasterFile(layout.cluster)
    if (file?.pid === postmaster.pid && file.status === 'ready') return
    if (Date.now() - startedAt > startLimitMs) throw explain()
    if (Date.now() - saidAt > 10_000) {
      saidAt = Date.now()
      log.info({ seconds: Math.round((saidAt - startedAt) / 1000) }, 'the database is still starting; after a power cut it replays its log first')
    }
    await sleep(10)
  }
  throw explain()
}

/** Fast shutdown; an immediate one after 30 s. Never SIGKILL, which would cost the crash-safety of the other processes. */
export async function stopPostmaster(postmaster: Postmaster, binaries: Binaries, log: Logger): Promise<void> {
  signal(postmaster, 'INT', binaries)
  if (await isGoneWithin(postmaster, fastShutdownMs)) return
  log.warn({ pid: postmaster.pid }, 'the database did not stop within 30 s; stopping it at once, the next start replays its log')
  signal(postmaster, 'QUIT', binaries)
  if (await isGoneWithin(postmaster, fastShutdownMs)) return
  throw new AppError({
    code: 'database.will_not_stop',
    status: 500,
    message: `Basis data (proses ${postmaster.pid}) belum mau berhenti. Data yang sudah tersimpan aman. Tunggu sebentar, lalu matikan komputer seperti biasa.`,
  })
}

export function signal(postmaster: Postmaster, name: 'INT' | 'QUIT', binaries: Binaries): void {
  if (postmaster.hasExited()) return
  try {
    // On Windows Node can only kill; pg_ctl speaks to the server's own pipe.
    if (process.platform === 'win32') execFileSync(program(binaries, 'pg_ctl'), ['kill', name, String(postmaster.pid)])
    else process.kill(postmaster.pid, `SIG${name}`)
  } catch (error) {
    if (isAlive(postmaster.pid)) throw error
  }
}

async function startOnce(plan: Plan): Promise<Postmaster> {
  const { layout, account, log } = plan
  const logFile = openLog(layout.log)
  const spawned = spawnServer(plan, logFile.fd)
  closeSync(logFile.fd)
  const explain = () => spawned.failure() ?? explainLog(readLog(layout.log, logFile.start))
  if (spawned.postmaster === undefined) {
    await sleep(0)
    throw explain()
  }
  log.debug({ pid: spawned.postmaster.pid, account: account.name }, 'database server started')
  try {
    await waitUntilReady(spawned.postmaster, layout, log, explain)
  } catch (error) {
    if (!spawned.postmaster.hasExited()) signal(spawned.postmaster, 'INT', plan.binaries)
    throw error
  }
  return spawned.postmaster
}

function spawnServer(plan: Plan, logFd: number): { postmaster: Postmaster | undefined; failure(): Error | undefined } {
  const listeners: (() => void)[] = []
  let exited = false
  let failure: Error | undefined
  const child = spawn(program(plan.binaries, 'postgres'), serverArguments(plan), {
    ...runAs(plan.account),
    cwd: plan.layout.cluster,
    env: serverEnvironment(),
    stdio: ['ignore', logFd, logFd],
    // Its own process group: Ctrl-C in the terminal must reach Laris alone.
    detached: true,
    windowsHide: true,
  })
  child.unref()
  const end = () => {
    if (exited) return
    exited = true
    for (const listener of listeners) listener()
  }
  child.once('exit', end)
  child.once('error', (error) => {
    failure = error
    end()
  })
  const postmaster =
    child.pid === undefined
      ? undefined
      : { pid: child.pid, address: plan.address, hasExited: () => exited, onExit: (listener: () => void) => listeners.push(listener) }
  return { postmaster, failure: () => failure }
}

function serverArguments(plan: Plan): string[] {
  const folder = pathForServer(plan.layout.cluster, plan.account)
  const settings: Settings = {
    ...plan.settings,
    'laris.settings': plan.digest,
    port: String(plan.address.port),
    listen_addresses: isLoopback(plan.address) ? plan.address.host : '',
    unix_socket_directories: isLoopback(plan.address) ? '' : folder,
  }
  return ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** Polls with a timer that keeps the process alive: during a stop nothing else might. */
async function isGoneWithin(postmaster: Postmaster, limitMs: number): Promise<boolean> {
  const giveUpAt = Date.now() + limitMs
  while (!postmaster.hasExited() && Date.now() < giveUpAt) await sleep(10)
  return postmaster.hasExited()
}
