import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chooseAccount, runAs } from './account.ts'
import type { EmbeddedState } from './index.ts'
import { layoutOf } from './layout.ts'
import { writePosition } from './position.ts'
import { findProcess } from './processes.ts'
import { createFolders, eventually, postmasterPid, query, runLaris, start, type Folders } from './testing.ts'

const run = promisify(execFile)
const isLinux = process.platform === 'linux'

let folders: Folders
beforeAll(async () => {
  folders = await createFolders()
})
afterAll(() => folders[Symbol.asyncDispose]())

describe('F12: Laris is killed with -9', () => {
  test('its database server is adopted with all it holds, and stopped at the end', async () => {
    const folder = await folders.withDatabase()
    const first = await runLaris(folder, { database: true })
    const pid = await postmasterPid(folder)
    await query(first.said.target, `insert into notes values ('before the kill')`)
    await first.end('SIGKILL')
    expect(await findProcess(pid)).toBeDefined()

    const startedAt = performance.now()
    const second = await start(folder)
    expect(performance.now() - startedAt).toBeLessThan(10_000)
    expect(second.start.how).toBe('adopted')
    expect(await postmasterPid(folder)).toBe(pid)
    expect(await query(second.target, 'select note from notes order by note')).toEqual([{ note: 'before the kill' }, { note: 'first' }])
    await second[Symbol.asyncDispose]()
    expect(await findProcess(pid)).toBeUndefined()
  })

  test('an adopted server that dies is started again', async () => {
    const folder = await folders.withDatabase()
    const first = await runLaris(folder, { database: true })
    await first.end('SIGKILL')
    await using second = await start(folder)
    expect(second.start.how).toBe('adopted')
    process.kill(await postmasterPid(folder), 'SIGKILL')
    await eventually(10_000, () => expect(second.state().status).not.toBe('running'))
    await eventually(10_000, () => expect(second.state().status).toBe('running'))
    expect(await query(second.target, 'select note from notes')).toEqual([{ note: 'first' }])
  })

  test('a server with other settings is stopped cleanly and started anew', async () => {
    const folder = await folders.withDatabase()
    const first = await runLaris(folder, { database: true })
    const pid = await postmasterPid(folder)
    await first.end('SIGKILL')
    await using second = await start(folder, { tuneForTests: true })
    expect(second.start).toEqual({ how: 'started', recovered: false, lostData: false })
    expect(await findProcess(pid)).toBeUndefined()
    expect(await query(second.target, 'select note from notes')).toEqual([{ note: 'first' }])
  })

  test('both killed: the next start recovers what was committed', async () => {
    const folder = await folders.withDatabase()
    const first = await runLaris(folder, { database: true })
    await query(first.said.target, `insert into notes values ('committed')`)
    await first.end('SIGKILL')
    process.kill(await postmasterPid(folder), 'SIGKILL')
    await using second = await start(folder)
    expect(second.start).toEqual({ how: 'started', recovered: true, lostData: false })
    expect(await query(second.target, 'select note from notes order by note')).toEqual([{ note: 'committed' }, { note: 'first' }])
  })

  test.skipIf(!isLinux)('the recorded process id belongs to another program now: it is left alone and Laris starts', async () => {
    const folder = await folders.withDatabase()
    await killServerOf(folder)
    // Under the same account, or PostgreSQL itself would see that it is not its own.
    const other = spawn('sleep', ['60'], { ...runAs(chooseAccount(join(folder, 'postgres/data'))), stdio: 'ignore' })
    await once(other, 'spawn')
    try {
      await replaceRecordedPid(folder, other.pid ?? 0)
      await using server = await start(folder)
      expect(server.start.how).toBe('started')
      expect(await query(server.target, 'select note from notes')).toEqual([{ note: 'first' }])
      expect(other.exitCode ?? other.signalCode).toBeNull()
    } finally {
      other.kill()
    }
  })

  test.skipIf(!isLinux)('a backend that still works is waited for; no file is deleted under it', async () => {
    const folder = await folders.withDatabase()
    const first = await runLaris(folder, { database: true })
    const client = new pg.Client(first.said.target)
    client.on('error', () => {})
    await client.connect()
    const { rows } = await client.query('select pg_backend_pid() as pid')
    const backend: number = rows[0].pid
    const counted = client.query('select count(*) from generate_series(1, 5000000)').catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 200))
    await first.end('SIGKILL')
    process.kill(await postmasterPid(folder), 'SIGKILL')
    expect(await findProcess(backend)).toBeDefined()
    await using second = await start(folder)
    expect(await findProcess(backend)).toBeUndefined()
    expect(second.start.recovered).toBe(true)
    expect(await query(second.target, 'select note from notes')).toEqual([{ note: 'first' }])
    await counted
    await client.end().catch(() => {})
  })

  test.skipIf(!isLinux)('a server in another container that still answers on the socket is not doubled', async () => {
    const folder = await folders.withDatabase()
    await killServerOf(folder)
    const cluster = join(folder, 'postgres/data')
    await run('rm', ['-f', join(cluster, '.s.PGSQL.5432')])
    const elsewhere = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => elsewhere.listen(join(cluster, '.s.PGSQL.5432'), resolve))
    try {
      await expect(start(folder)).rejects.toMatchObject({ code: 'database.used_elsewhere' })
      expect(await readFile(join(cluster, 'postmaster.pid'), 'utf8')).not.toBe('')
    } finally {
      elsewhere.close()
    }
  })
})

describe('F14: the database server fails while Laris runs', () => {
  test('killed with -9 it is back within 10 seconds, and says so', async () => {
    const folder = await folders.withDatabase()
    await using server = await start(folder)
    const states: EmbeddedState[] = []
    server.onStateChange((state) => states.push(state))
    const before = await postmasterPid(folder)
    process.kill(before, 'SIGKILL')
    await eventually(10_000, () => expect(states.map((state) => state.status)).toEqual(['restarting', 'running']))
    expect(await postmasterPid(folder)).not.toBe(before)
    expect(await query(server.target, 'select note from notes')).toEqual([{ note: 'first' }])
  })

  test('one backend killed: others reconnect, the server stays', async () => {
    const folder = await folders.withDatabase()
    await using server = await start(folder)
    const before = await postmasterPid(folder)
    const [{ pid } = {}] = await query(server.target, 'select pg_backend_pid() as pid').catch(() => [])
    expect(pid).toBeTypeOf('number')
    const client = new pg.Client(server.target)
    client.on('error', () => {})
    await client.connect()
    const { rows } = await client.query('select pg_backend_pid() as pid')
    process.kill(rows[0].pid, 'SIGKILL')
    await eventually(10_000, async () => expect(await query(server.target, 'select note from notes')).toEqual([{ note: 'first' }]))
    expect(await postmasterPid(folder)).toBe(before)
    expect(server.state().status).toBe('running')
  })

  test('the third failure within five minutes shows the reason; once cured it comes back by itself', async () => {
    const folder = await folders.withDatabase()
    await using server = await start(folder)
    const control = join(folder, 'postgres/data/global/pg_control')
    await copyFile(control, `${control}.kept`)
    const seen: EmbeddedState[] = []
    server.onStateChange((state) => seen.push(state))
    await damage(control)
    process.kill(await postmasterPid(folder), 'SIGKILL')
    await eventually(15_000, () => expect(server.state()).toMatchObject({ status: 'failed', reason: { code: 'database.damaged' } }))
    expect(seen.slice(0, 3).map((state) => state.status)).toEqual(['restarting', 'restarting', 'failed'])
    await copyBytes(`${control}.kept`, control)
    await eventually(15_000, () => expect(server.state().status).toBe('running'))
    expect(await query(server.target, 'select note from notes')).toEqual([{ note: 'first' }])
  })
})

describe('F13: a disk that loses what it had confirmed', () => {
  test('the end of the log is gone: the start recovers the rest and says that data was lost', async () => {
    const folder = await folders.withDatabase()
    const server = await runLaris(folder, { database: true })
    const { target } = server.said
    await query(target, 'checkpoint')
    await query(target, `insert into notes values ('kept')`)
    const [before] = await query(target, 'select file_name as file, file_offset as offset from pg_walfile_name_offset(pg_current_wal_flush_lsn())')
    await query(target, `insert into notes select 'lost ' || n from generate_series(1, 500) n`)
    const [{ position } = {}] = await query(target, 'select pg_current_wal_flush_lsn()::text as position')
    await writePosition(layoutOf(folder), String(position))
    await server.end('SIGKILL')
    process.kill(await postmasterPid(folder), 'SIGKILL')
    await cutLog(join(folder, 'postgres/data/pg_wal', String(before?.['file'])), Number(before?.['offset']))

    await using again = await start(folder)
    expect(again.start).toMatchObject({ recovered: true, lostData: true })
    expect(await query(again.target, 'select note from notes order by note')).toEqual([{ note: 'first' }, { note: 'kept' }])
  })

  test('an ordinary crash is not mistaken for it', async () => {
    const folder = await folders.withDatabase()
    const server = await runLaris(folder, { database: true })
    await query(server.said.target, `insert into notes values ('kept')`)
    const [{ position } = {}] = await query(server.said.target, 'select pg_current_wal_flush_lsn()::text as position')
    await writePosition(layoutOf(folder), String(position))
    await server.end('SIGKILL')
    process.kill(await postmasterPid(folder), 'SIGKILL')
    await using again = await start(folder)
    expect(again.start).toMatchObject({ recovered: true, lostData: false })
  })
})

async function cutLog(path: string, offset: number): Promise<void> {
  const bytes = await readFile(path)
  await writeFile(path, bytes.fill(0, offset))
}

async function killServerOf(folder: string): Promise<void> {
  const laris = await runLaris(folder, { database: true })
  await laris.end('SIGKILL')
  const pid = await postmasterPid(folder)
  process.kill(pid, 'SIGKILL')
  await eventually(5_000, async () => expect(await findProcess(pid)).toBeUndefined())
}

/** As if the server had run long ago, before its process id came round again. */
async function replaceRecordedPid(folder: string, pid: number): Promise<void> {
  for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
    const path = join(folder, 'postgres/data', name)
    const lines = (await readFile(path, 'utf8')).split('\n')
    await writeFile(path, [String(pid), lines[1], String(Number(lines[2]) - 3_600), ...lines.slice(3)].join('\n'))
  }
}

async function damage(path: string): Promise<void> {
  const bytes = await readFile(path)
  await writeFile(path, bytes.fill(0x55, 20, 200))
}

async function copyBytes(from: string, to: string): Promise<void> {
  await writeFile(to, await readFile(from))
}
