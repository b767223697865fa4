import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { aCookieJar } from './cookie-jar.ts'
import { parseDatabaseUrl } from '../../server/src/platform/database/connect.ts'
import { findRunningServer } from '../../server/src/platform/database/embedded/running.ts'
import { pause } from './fault.ts'
import type { Query } from './invariants.ts'

const cli = fileURLToPath(new URL('../../server/src/cli.ts', import.meta.url))
const ownerPassword = 'rahasia-pemilik-1'

export interface LarisProcess extends AsyncDisposable {
  dataDir: string
  address: string
  /** Starts it when it does not run, and waits until it serves. Returns the milliseconds until then. */
  serve(): Promise<number>
  /** kill -9, without waiting for anything else. */
  kill(): void
  /** SIGTERM, and its exit code. */
  stop(): Promise<number | null>
  /** Waits until `/readyz` says yes; milliseconds from now. Starts nothing. */
  ready(limitMs?: number): Promise<number>
  /** Its own process id, while it runs. */
  pid(): number | undefined
  /** Process id of its database, when one runs. */
  databasePid(): Promise<number | undefined>
  query: Query
  send(method: string, path: string, body?: object, businessId?: string): Promise<{ status: number; body: Record<string, unknown> & { items?: Record<string, unknown>[] } }>
  /** Sets up the first owner with one business; its id. */
  begin(name?: string): Promise<string>
  signIn(): Promise<void>
  /** What it wrote on stderr and stdout so far. */
  output(): string
  /** A command beside or without the running one. */
  run(...args: string[]): Promise<{ code: number | null; out: string }>
}

/** The whole product as its users start it, on a data directory and a port of its own. */
export async function aLaris(environment: Record<string, string> = {}): Promise<LarisProcess> {
  const root = environment['LARIS_DATA_DIR'] ? undefined : await mkdtemp(join(tmpdir(), 'laris-fault-'))
  const dataDir = environment['LARIS_DATA_DIR'] ?? join(root ?? '', 'data')
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], LARIS_DATA_DIR: dataDir, PORT: String(port), LARIS_LOG_LEVEL: 'warn', ...environment }
  let child: ChildProcess | undefined
  let ended: Promise<number | null> = Promise.resolve(null)
  let out = ''
  const jar = aCookieJar()

  const launch = () => {
    const started = spawn(process.execPath, [cli, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk: Buffer) => (out = `${out}${chunk.toString()}`.slice(-200_000)))
    child = started
    ended = new Promise((resolve) =>
      started.on('close', (code) => {
        if (child === started) child = undefined
        resolve(code)
      }),
    )
  }
  const ready = async (limitMs = 60_000) => {
    const startedAt = performance.now()
    for (;;) {
      const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined)
      await answer?.arrayBuffer().catch(() => undefined)
      const tookMs = performance.now() - startedAt
      if (answer?.status === 200) return tookMs
      if (!child) throw new Error(`Laris ended: ${out.slice(-1_500)}`)
      if (tookMs > limitMs) throw new Error(`Not serving after ${Math.round(tookMs)} ms: ${out.slice(-1_500)}`)
      await pause(50)
    }
  }
  const send: LarisProcess['send'] = async (method, path, body, businessId) => {
    const answer = await fetch(`${address}${path}`, { method, headers: { ...(body ? { 'content-type': 'application/json' } : {}), cookie: jar.header(), ...(businessId ? { 'laris-business': businessId } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}), signal: AbortSignal.timeout(30_000) })
    jar.keep(answer.headers.getSetCookie())
    const text = await answer.text()
    // Tests look at whatever came back.
    return { status: answer.status, body: (text.startsWith('{') ? JSON.parse(text) : { text }) as Record<string, unknown> }
  }
  const signIn = async () => void (await send('POST', '/api/session', { username: 'Bu Sri', password: ownerPassword }))

  const laris: LarisProcess = {
    dataDir,
    address,
    output: () => out,
    send,
    signIn,
    ready,
    async serve() {
      const isFirst = out === ''
      if (!child) launch()
      // The first start may build the screens and make the database.
      return ready(isFirst ? 180_000 : 60_000)
    },
    kill() {
      child?.kill('SIGKILL')
      child = undefined
    },
    async stop() {
      child?.kill('SIGTERM')
      return ended
    },
    pid: () => child?.pid,
    async databasePid() {
      const { readPostmasterFile } = await import('../../server/src/platform/database/embedded/postmaster-file.ts')
      return (await readPostmasterFile(join(dataDir, 'postgres/data')).catch(() => undefined))?.pid
    },
    async query(text, values) {
      const target = environment['DATABASE_URL'] ? parseDatabaseUrl(environment['DATABASE_URL']) : await findRunningServer(dataDir)
      if (!target) throw new Error('No database runs')
      const client = new pg.Client(target)
      client.on('error', () => {})
      await client.connect()
      try {
        return (await client.query<Record<string, unknown>>(text, values)).rows
      } finally {
        await client.end().catch(() => {})
      }
    },
    async begin(name = 'Warung A') {
      const { status, body } = await send('POST', '/api/start', { username: 'Bu Sri', password: ownerPassword, business: { name, sector: 'kuliner', city: 'Semarang' } })
      if (status >= 300) throw new Error(`The first owner was refused: ${JSON.stringify(body)}`)
      return String(body['businessId'])
    },
    run(...args) {
      const command = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      let said = ''
      for (const stream of [command.stdout, command.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
      return new Promise((resolve) => command.on('close', (code) => resolve({ code, out: said })))
    },
    async [Symbol.asyncDispose]() {
      child?.kill('SIGTERM')
      const forced = setTimeout(() => child?.kill('SIGKILL'), 12_000)
      await ended
      clearTimeout(forced)
      // A database whose Laris was killed is ours to stop.
      const pid = await laris.databasePid()
      if (pid !== undefined) {
        try {
          process.kill(pid, 'SIGINT')
        } catch {
          // It has ended already.
        }
        await pause(500)
      }
      if (root) await rm(root, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  return laris
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  // A port on a listening TCP server.
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
