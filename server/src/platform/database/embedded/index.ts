import { chmod, mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import type { ConnectionTarget } from '../connect.ts'
import { chooseAccount } from './account.ts'
import { chooseAddress, type Address } from './address.ts'
import { adopt } from './adoption.ts'
import { findBinaries } from './binaries.ts'
import { createCluster, findCluster, readPassword, readRecord, superuser } from './cluster.ts'
import { readControlFile } from './control-file.ts'
import { layoutOf, type Layout } from './layout.ts'
import { readLog } from './log-file.ts'
import { isBehind, writePosition } from './position.ts'
import { startPostmaster, stopPostmaster, type Plan } from './postmaster.ts'
import { createDatabase, readBack, refuseUnsafe } from './read-back.ts'
import { serverSettings, settingsDigest } from './settings.ts'
import { supervise, type EmbeddedState } from './supervisor.ts'

export type { EmbeddedState } from './supervisor.ts'

/**
 * A PostgreSQL server that Laris starts, watches and stops: its own data directory, its own account when Laris is
 * root, reachable only from this machine and only with a password. Take the data directory's lock first.
 */
export interface EmbeddedServer extends AsyncDisposable {
  /** The superuser's login, for making roles and databases only. Stays the same over restarts. */
  target: ConnectionTarget
  start: StartReport
  state(): EmbeddedState
  /** The last 200 lines of the server's log; no customer data is in them. */
  recentLog(): string[]
  /** Returns how to stop listening. */
  onStateChange(listener: (state: EmbeddedState) => void): () => void
  /** Notes a position from `pg_current_wal_flush_lsn()`. Call it now and then: a later start tells from it whether data was lost. */
  rememberPosition(position: string): Promise<void>
}

export interface StartReport {
  how: 'created' | 'started' | 'adopted'
  /** The server had been cut off and replayed its log. */
  recovered: boolean
  /** After recovery some of what was once safely on disk is missing: the disk lost it. Tell the owner. */
  lostData: boolean
}

export interface EmbeddedOptions {
  dataDir: string
  log: Logger
  /** Room for the connections of many test files. */
  tuneForTests?: boolean
  /** Nothing is forced to disk: for databases that tests throw away, and for no one's data. */
  mayLoseData?: boolean
}

export const liveDatabase = 'laris'

export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const plan = await makePlan(options)
  const exists = await findCluster(plan.layout, plan.binaries)
  if (!exists) await createCluster(plan.layout, plan.account, plan.binaries, { sync: !options.mayLoseData })
  const login = await loginTo(plan.layout)
  const systemId = (await readRecord(plan.layout))?.systemId ?? ''
  const adopted = exists ? await adopt(plan, login, systemId) : undefined
  const recovered = !adopted && !(await readControlFile(plan.layout.cluster)).wasShutDown
  const postmaster = adopted ?? (await startPostmaster(plan))
  const running = { ...plan, address: postmaster.address }
  const target = { ...login(postmaster.address), database: liveDatabase }
  const lostData = await checkServer(target, running, options).catch(async (error: unknown) => {
    await stopPostmaster(postmaster, plan.binaries, plan.log)
    throw error
  })
  const supervisor = supervise(postmaster, running)
  const how = adopted ? 'adopted' : exists ? 'started' : 'created'
  plan.log.info({ how, recovered, lostData, pid: postmaster.pid, version: plan.binaries.version }, 'database ready')
  return {
    target,
    start: { how, recovered, lostData },
    state: supervisor.state,
    onStateChange: supervisor.onStateChange,
    recentLog: () => readLog(plan.layout.log),
    rememberPosition: (position) => writePosition(plan.layout, position),
    [Symbol.asyncDispose]: () => supervisor[Symbol.asyncDispose](),
  }
}

async function makePlan(options: EmbeddedOptions): Promise<Plan> {
  const layout = layoutOf(resolve(options.dataDir))
  const account = chooseAccount(layout.cluster)
  await makeRoot(options.dataDir, layout, account.uid !== undefined)
  const [binaries, address] = await Promise.all([findBinaries(account, layout.root), chooseAddress(layout.cluster)])
  const settings = serverSettings({ tuneForTests: options.tuneForTests ?? false, mayLoseData: options.mayLoseData ?? false })
  return { layout, account, binaries, settings, digest: settingsDigest(settings, binaries.version), address, log: options.log }
}

async function makeRoot(dataDir: string, layout: Layout, isForAnotherAccount: boolean): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await mkdir(layout.root, { recursive: true, mode: 0o700 })
    // The other account passes through to its own folder; it can list nothing here.
    if (isForAnotherAccount) await chmod(layout.root, 0o711)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new AppError({
      code: 'database.cannot_write',
      status: 500,
      message: `Laris tidak bisa menulis di folder data ${dataDir} (${code}). Belum ada yang diubah. Beri izin tulis pada folder itu, atau pilih folder lain dengan LARIS_DATA_DIR.`,
      values: { folder: dataDir },
      cause,
    })
  }
}

async function loginTo(layout: Layout): Promise<(address: Address) => ConnectionTarget> {
  const password = (await readPassword(layout)) ?? ''
  return (address) => ({ ...address, user: superuser, password, database: 'postgres' })
}

async function checkServer(target: ConnectionTarget, plan: Plan, options: EmbeddedOptions): Promise<boolean> {
  const found = await readBack({ ...target, database: 'postgres' })
  refuseUnsafe(found, { mayLoseData: options.mayLoseData ?? false })
  if (!found.databases.includes(target.database)) await createDatabase(target)
  return isBehind(plan.layout, found.flushedTo)
}
