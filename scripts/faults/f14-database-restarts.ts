import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { between, ensure, pause, recoveryLimitMs, waitLimitMs, type Fault, type FaultRun, type Skipped } from './fault.ts'
import { aLaris, type LarisProcess } from './laris-process.ts'

const exec = promisify(execFile)

/** Backends and the embedded server are killed under readers; each reader is answered again soon and nothing is left unhandled. */
export const databaseDies: Fault = {
  id: 'F14',
  title: 'the database dies and comes back',
  async run({ random, isSmall, note }) {
    await using laris = await aLaris()
    await laris.serve()
    await laris.begin()
    await using readers = startReaders(laris)
    const waits: number[] = []
    for (let round = 0; round < (isSmall ? 2 : 10); round++) {
      await pause(between(random, 100, 600))
      const pid = round % 2 === 0 ? await aBackend(laris) : await laris.databasePid()
      const killedAt = performance.now()
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
      await pause(20)
      await laris.ready()
      waits.push(performance.now() - killedAt)
    }
    await expectCalm(laris, readers)
    note(`answered again after at most ${(Math.max(...waits) / 1_000).toFixed(1)} s; ${readers.summary()}`)
    ensure(Math.max(...waits) <= recoveryLimitMs(), `it took ${Math.round(Math.max(...waits))} ms`)
  },
}

/** Server mode: a PostgreSQL of the machine's own is restarted again and again under a Laris that stays up. */
export const serverRestarts: Fault = {
  id: 'F14S',
  title: 'a server of one’s own restarts',
  async run({ random, isSmall, note }: FaultRun): Promise<Skipped | void> {
    const server = await startInstalledPostgres()
    if ('skipped' in server) return server
    try {
      await using laris = await aLaris({ DATABASE_URL: server.url })
      await laris.serve()
      await laris.begin()
      await using readers = startReaders(laris)
      const waits: number[] = []
      for (let round = 0; round < (isSmall ? 2 : 20); round++) {
        await pause(between(random, 200, 1_500))
        const startedAt = performance.now()
        await server.restart()
        await laris.ready()
        waits.push(performance.now() - startedAt)
      }
      await expectCalm(laris, readers)
      note(`PostgreSQL ${server.version}, ${waits.length} restarts, answered again at most ${(Math.max(...waits) / 1_000).toFixed(1)} s after each began; ${readers.summary()}`)
      ensure(Math.max(...waits) <= 2 * recoveryLimitMs(), `it took ${Math.round(Math.max(...waits))} ms`)
    } finally {
      await server.end()
    }
  },
}

async function expectCalm(laris: LarisProcess, readers: ReturnType<typeof startReaders>): Promise<void> {
  const before = readers.answered()
  await pause(1_500)
  ensure(readers.answered() > before, 'nobody is answered any more')
  ensure(readers.unexpected().length === 0, `readers heard ${readers.unexpected().join(', ')}`)
  ensure(readers.longestMs() <= waitLimitMs(), `a reader waited ${Math.round(readers.longestMs())} ms`)
  ensure(!/Unhandled|unhandled|uncaught/i.test(laris.output()), `something was left unhandled: ${laris.output().slice(-400)}`)
  await laris.signIn()
  ensure((await laris.send('POST', '/api/products', { name: 'Setelah gangguan', category: '', description: '', variants: [{ name: '', price: 1_000, stock: 1 }] })).status < 300, 'a write after the faults was refused')
}

function startReaders(laris: LarisProcess) {
  let isOver = false
  let good = 0
  let bad = 0
  let longestMs = 0
  const statuses = new Map<number, number>()
  const loops = Array.from({ length: 4 }, async () => {
    while (!isOver) {
      const askedAt = performance.now()
      const { status } = await laris.send('GET', '/api/products').catch(() => ({ status: 0 }))
      longestMs = Math.max(longestMs, performance.now() - askedAt)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status === 200) good++
      else bad++
      // All come from one address, which may ask 1,200 times a minute.
      await pause(250)
    }
  })
  return {
    answered: () => good,
    longestMs: () => longestMs,
    unexpected: () => [...statuses.keys()].filter((one) => one !== 200 && one !== 503),
    summary: () => `readers heard ${good} times 200 and ${bad} times something else (${[...statuses.keys()].filter((one) => one !== 200).join(', ') || 'nothing'}), each within ${(longestMs / 1_000).toFixed(1)} s`,
    async [Symbol.asyncDispose]() {
      isOver = true
      await Promise.all(loops)
    },
  }
}

async function aBackend(laris: LarisProcess): Promise<number | undefined> {
  const rows = await laris.query("select pid from pg_stat_activity where application_name = 'laris' limit 1").catch(() => [])
  const pid = rows[0]?.['pid']
  return typeof pid === 'number' ? pid : undefined
}

interface InstalledServer {
  url: string
  version: string
  restart(): Promise<void>
  end(): Promise<void>
}

/** A throw-away cluster of the PostgreSQL that the machine has, under an account that is not root. */
async function startInstalledPostgres(): Promise<InstalledServer | Skipped> {
  const root = '/usr/lib/postgresql'
  const versions = (existsSync(root) ? await readdir(root) : []).filter((name) => Number(name) >= 15).sort()
  const version = versions.at(-1)
  if (!version) return { skipped: 'no PostgreSQL ≥ 15 is installed' }
  const bin = join(root, version, 'bin')
  const account = process.getuid?.() === 0 ? await exec('id', ['-u', 'postgres']).then(({ stdout }) => Number(stdout), () => undefined) : process.getuid?.()
  if (account === undefined) return { skipped: 'started as root, and there is no account named postgres' }
  const folder = await mkdtemp(join(tmpdir(), 'laris-server-'))
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, 'sandi-uji')
  await chmod(folder, 0o755)
  if (process.getuid?.() === 0) for (const path of [folder, passwordFile]) await chown(path, account, account)
  const as = { uid: account, gid: process.getuid?.() === 0 ? account : process.getgid?.() }
  const data = join(folder, 'data')
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  await exec(join(bin, 'initdb'), ['-D', data, '-U', 'penguji', '--pwfile', passwordFile, '--auth=scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8'], as)
  const control = (...args: string[]) =>
    new Promise<void>((resolve, reject) => {
      const child = spawn(join(bin, 'pg_ctl'), ['-D', data, '-w', '-l', join(folder, 'log'), '-o', `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`, ...args], { ...as, stdio: 'ignore' })
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`pg_ctl ${args.join(' ')} ended with ${code}`))))
    })
  await control('start')
  return {
    url: `postgres://penguji:sandi-uji@127.0.0.1:${port}/postgres`,
    version,
    restart: () => control('restart', '-m', 'fast'),
    async end() {
      await control('stop', '-m', 'fast').catch(() => {})
      await rm(folder, { recursive: true, force: true })
    },
  }
}
