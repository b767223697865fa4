import type { ConnectionTarget } from '../connect.ts'
import type { Address } from './address.ts'
import { addressIn, isServerOf } from './leftovers.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { stopPostmaster, waitUntilReady, watchForeign, type Plan, type Postmaster } from './postmaster.ts'
import { findProcess } from './processes.ts'
import { readBack } from './read-back.ts'

/**
 * The server that an earlier Laris left running (killed with -9), if it is as we want it; otherwise it is stopped and
 * one may be started. Only called while the data directory's lock is ours.
 */
export async function adopt(plan: Plan, login: (address: Address) => ConnectionTarget, systemId: string): Promise<Postmaster | undefined> {
  const { cluster } = plan.layout
  const file = await readPostmasterFile(cluster)
  const process = file && (await findProcess(file.pid))
  if (!file || !process || !(await isServerOf(file, process, cluster))) return undefined
  const postmaster = watchForeign(file.pid, addressIn(file, cluster))
  if (await isAsWanted(postmaster, plan, login(postmaster.address), systemId)) return postmaster
  if (!postmaster.hasExited()) await stopPostmaster(postmaster, plan.binaries, plan.log)
  return undefined
}

async function isAsWanted(postmaster: Postmaster, plan: Plan, target: ConnectionTarget, systemId: string): Promise<boolean> {
  try {
    await waitUntilReady(postmaster, plan.layout, plan.log, () => new Error('It ended or never became ready'))
    const found = await readBack(target)
    if (found.systemId === systemId && found.settings === plan.digest) return true
    plan.log.info({ pid: postmaster.pid }, 'restarting the database server of an earlier Laris: its settings or version differ')
  } catch (error) {
    plan.log.info({ pid: postmaster.pid, error }, 'the running database server cannot be adopted')
  }
  return false
}
