import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** CPU seconds of a server, and of the embedded PostgreSQL under `folder` with all its processes, ended ones included. */
export function cpuSeconds(folder: string, child: ChildProcess): number {
  return databaseSeconds(folder) + ownSeconds(child.pid)
}

export function databaseSeconds(folder: string): number {
  const postmaster = readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(statOf)
  const backends = processes.filter((one) => one.parent === postmaster)
  const main = processes.find((one) => one.pid === postmaster)
  return [...backends.map((one) => one.own), main?.own ?? 0, main?.ended ?? 0].reduce((sum, one) => sum + one, 0)
}

export function ownSeconds(pid: number | undefined): number {
  return pid === undefined ? 0 : statOf(String(pid)).own
}

function statOf(pid: string): { pid: string; parent: string; own: number; ended: number } {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return { pid, parent: fields[1], own: (Number(fields[11]) + Number(fields[12])) / 100, ended: (Number(fields[13]) + Number(fields[14])) / 100 }
  } catch {
    return { pid, parent: '', own: 0, ended: 0 }
  }
}
