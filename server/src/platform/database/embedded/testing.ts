import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import pg from 'pg'
import { silentLogger } from '../../log.ts'
import type { ConnectionTarget } from '../connect.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { startEmbedded, type EmbeddedOptions, type EmbeddedServer } from './index.ts'

const run = promisify(execFile)

export interface Folders extends AsyncDisposable {
  /** A fresh folder that nobody else sees. */
  empty(name?: string): Promise<string>
  /** A data directory with a database that was stopped cleanly and holds the row `note = 'first'`. */
  withDatabase(): Promise<string>
}

/** Temporary data directories. The first database is made once and copied, owner and all. */
export async function createFolders(): Promise<Folders> {
  const root = await mkdtemp(join(await temporaryPlace(), 'laris-'))
  let count = 0
  let original: Promise<string> | undefined
  const empty = async (name = 'd') => {
    const folder = join(root, `${count++}`, name)
    await mkdir(folder, { recursive: true })
    return folder
  }
  const makeOriginal = async () => {
    const folder = await empty()
    await using server = await start(folder)
    await query(server.target, `create table notes (note text); insert into notes values ('first')`)
    return folder
  }
  return {
    empty,
    async withDatabase() {
      original ??= makeOriginal()
      const folder = await empty()
      await run('cp', ['-a', `${await original}/.`, folder])
      return folder
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  }
}

/** In memory where there is room: the same code, without waiting for a disk that builds share. */
async function temporaryPlace(): Promise<string> {
  const memory = '/dev/shm'
  const facts = await statfs(memory).catch(() => undefined)
  return facts && facts.bavail * facts.bsize > 4e9 ? memory : tmpdir()
}

export function start(dataDir: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> {
  return startEmbedded({ dataDir, log: silentLogger, ...options })
}

export async function query(target: ConnectionTarget, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...target, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const result = await client.query(text)
    return result.rows ?? []
  } finally {
    await client.end().catch(() => {})
  }
}

/** Asks until the answer comes or the time is over; throws the last error. */
export async function eventually<T>(limitMs: number, attempt: () => Promise<T> | T): Promise<T> {
  const giveUpAt = Date.now() + limitMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > giveUpAt) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

export interface TestLaris {
  process: ChildProcess
  /** What it said: `ready`, or why not. */
  said: { ready: boolean; pid?: number; code?: string; message?: string; target: ConnectionTarget; start?: { how: string } }
  /** Ends it and waits for the end. */
  end(signal: NodeJS.Signals): Promise<void>
}

/** Runs `test-laris.ts` and waits for its word. */
export async function runLaris(dataDir: string, options: { database?: boolean; uid?: number; gid?: number } = {}): Promise<TestLaris> {
  const script = join(import.meta.dirname, '../test-laris.ts')
  const args = [script, dataDir, ...(options.database ? ['database'] : [])]
  const child = spawn(process.execPath, args, { uid: options.uid, gid: options.gid, stdio: ['ignore', 'pipe', 'inherit'], cwd: '/' })
  const exited = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    return {
      process: child,
      // Printed by our own script.
      said: JSON.parse(line) as TestLaris['said'],
      async end(signal) {
        child.kill(signal)
        await exited
      },
    }
  }
  throw new Error('It ended without a word')
}

/** The id of the server process on a data directory. */
export async function postmasterPid(dataDir: string): Promise<number> {
  const file = await readPostmasterFile(join(dataDir, 'postgres', 'data'))
  if (!file) throw new Error(`No server on ${dataDir}`)
  return file.pid
}
