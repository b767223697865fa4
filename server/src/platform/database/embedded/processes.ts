import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface ProcessFacts {
  isPostgres: boolean
  startedAt: Date | undefined
}

/** Facts about a living process; `undefined` when there is none (or only its entry in the process table is left). */
export async function findProcess(pid: number): Promise<ProcessFacts | undefined> {
  if (!isAlive(pid)) return undefined
  if (process.platform === 'linux') return findOnLinux(pid)
  if (process.platform === 'win32') return findOnWindows(pid)
  const found = await run('ps', ['-o', 'stat=,lstart=,comm=', '-p', String(pid)], { env: { ...process.env, LC_ALL: 'C' } }).catch(() => undefined)
  const match = found && /^(\S+)\s+(\S+ +\S+ +\S+ +\S+ +\S+)\s+(.*)$/.exec(found.stdout.trim())
  if (!match || match[1].startsWith('Z')) return undefined
  return { isPostgres: /postgres/.test(match[3]), startedAt: new Date(match[2]) }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Server processes that still work on a cluster, whoever is their parent. */
export async function listAttachedBackends(cluster: string): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const attached = pids.map(async (pid) => {
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '')
    return folder === cluster && (await findProcess(Number(pid)))?.isPostgres ? [Number(pid)] : []
  })
  return (await Promise.all(attached)).flat()
}

async function findOnLinux(pid: number): Promise<ProcessFacts | undefined> {
  const [stat, system] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
    readFile('/proc/stat', 'utf8').catch(() => ''),
  ])
  // The name stands in brackets and may itself hold any character.
  const nameEnd = stat.lastIndexOf(')')
  const fields = stat.slice(nameEnd + 2).split(' ')
  if (nameEnd < 0 || fields[0] === 'Z' || fields[0] === 'X') return undefined
  const bootedAt = /^btime (\d+)$/m.exec(system)
  // Field 22 counts hundredths of a second since boot on every Linux that runs Node.
  const startedAt = bootedAt ? new Date((Number(bootedAt[1]) + Number(fields[19]) / 100) * 1000) : undefined
  return { isPostgres: stat.slice(stat.indexOf('(') + 1, nameEnd).startsWith('postgres'), startedAt }
}

async function findOnWindows(pid: number): Promise<ProcessFacts | undefined> {
  const { stdout } = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
  return stdout.includes(`"${pid}"`) ? { isPostgres: /postgres/i.test(stdout), startedAt: undefined } : undefined
}
