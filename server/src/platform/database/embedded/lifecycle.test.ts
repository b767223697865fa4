import { readFile, stat } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readControlFile } from './control-file.ts'
import type { EmbeddedServer } from './index.ts'
import { createFolders, postmasterPid, query, start, type Folders } from './testing.ts'

let folders: Folders
beforeAll(async () => {
  folders = await createFolders()
})
afterAll(() => folders[Symbol.asyncDispose]())

const isLinux = process.platform === 'linux'
const isRoot = process.getuid?.() === 0

describe('a first start', () => {
  let folder: string
  let server: EmbeddedServer
  beforeAll(async () => {
    process.env['LARIS_SECRET_KEY'] = 'canary-key-9431'
    folder = await folders.empty()
    server = await start(folder)
  })
  afterAll(async () => {
    delete process.env['LARIS_SECRET_KEY']
    await server[Symbol.asyncDispose]()
  })

  test('makes a durable database with checksums that sorts by code point', async () => {
    expect(server.start).toEqual({ how: 'created', recovered: false, lostData: false })
    const [settings] = await query(
      server.target,
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
        current_setting('synchronous_commit') as synchronous_commit, current_setting('data_checksums') as checksums,
        current_setting('server_encoding') as encoding, lower('ÉMBER') as lower,
        (select datlocale from pg_database where datname = 'postgres') as locale`,
    )
    expect(settings).toEqual({ fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', checksums: 'on', encoding: 'UTF8', lower: 'émber', locale: 'C.UTF-8' })
  })

  test('has what Laris needs: trigrams, unaccent, Indonesian full-text search', async () => {
    await query(server.target, 'create extension pg_trgm; create extension unaccent')
    expect(await query(server.target, `select to_tsvector('indonesian', 'bakso pedas')::text as words`)).toHaveLength(1)
  })

  test.skipIf(!isLinux)('keeps folder, password and socket from other accounts', async () => {
    expect((await stat(join(folder, 'postgres/data'))).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, 'keys/postgres-password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'postgres/data/.s.PGSQL.5432'))).mode & 0o777).toBe(0o700)
  })

  test.skipIf(!isRoot || !isLinux)('never runs as root', async () => {
    const status = await readFile(`/proc/${await postmasterPid(folder)}/status`, 'utf8')
    const [, uids] = /^Uid:\s+(.*)$/m.exec(status) ?? []
    const [, groups] = /^Groups:[ \t]*(.*)$/m.exec(status) ?? []
    expect(uids?.split('\t')).not.toContain('0')
    expect(groups?.trim()).toBe('')
  })

  test.skipIf(!isLinux)('gives the server nothing of the environment of Laris and a process group of its own', async () => {
    const pid = await postmasterPid(folder)
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8')
    expect(environment).not.toContain('canary-key-9431')
    const [own, theirs] = await Promise.all([readFile('/proc/self/stat', 'utf8'), readFile(`/proc/${pid}/stat`, 'utf8')])
    const groupOf = (text: string) => text.slice(text.lastIndexOf(')') + 2).split(' ')[2]
    expect(groupOf(theirs)).not.toBe(groupOf(own))
  })

  test('refuses a wrong password', async () => {
    await expect(query({ ...server.target, password: 'salah' }, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })

  test('S25: errors of statements leave no customer data in the log', async () => {
    await query(server.target, 'create table customers (phone text primary key)')
    await query(server.target, `insert into customers values ('+62 812 0000 1234')`)
    await expect(query(server.target, `insert into customers values ('+62 812 0000 1234')`)).rejects.toThrow()
    await expect(query(server.target, `select '+62 812 0000 1234'::uuid`)).rejects.toThrow()
    const log = await readFile(join(folder, 'postgres/server.log'), 'utf8')
    expect(log).toContain('ready to accept connections')
    expect(log).not.toContain('0000 1234')
    expect(server.recentLog().some((line) => line.includes('ready to accept connections'))).toBe(true)
  })
})

test('F49: a stop under load loses nothing that was answered and needs no recovery at the next start', async () => {
  const folder = await folders.withDatabase()
  const server = await start(folder)
  const client = new pg.Client(server.target)
  client.on('error', () => {})
  await client.connect()
  let answered = 0
  const writing = (async () => {
    for (;;) {
      await client.query('insert into notes values ($1)', [`note ${answered}`])
      answered++
    }
  })().catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 300))
  const stoppedIn = performance.now()
  await server[Symbol.asyncDispose]()
  expect(performance.now() - stoppedIn).toBeLessThan(10_000)
  await writing
  expect(answered).toBeGreaterThan(0)
  expect(server.state()).toEqual({ status: 'stopped' })
  expect(await readControlFile(join(folder, 'postgres/data'))).toMatchObject({ wasShutDown: true })

  await using again = await start(folder)
  expect(again.start).toEqual({ how: 'started', recovered: false, lostData: false })
  expect(again.recentLog().join('\n')).not.toMatch(/recovery|not properly shut down/)
  const [{ count } = {}] = await query(again.target, `select count(*)::int as count from notes where note like 'note %'`)
  expect(count).toBeGreaterThanOrEqual(answered)
})

describe('below a path too deep for a socket', () => {
  let server: EmbeddedServer
  beforeAll(async () => {
    server = await start(await folders.empty('d'.repeat(110)))
  })
  afterAll(() => server[Symbol.asyncDispose]())

  test('listens on loopback and nowhere else', async () => {
    expect(server.target.host).toBe('127.0.0.1')
    expect(await query(server.target, 'select 1 as one')).toEqual([{ one: 1 }])
    const others = Object.values(networkInterfaces()).flat().flatMap((address) => (address && !address.internal ? [address.address] : []))
    for (const host of [...others, '::1', '127.0.0.2']) {
      await expect(connectTo(host, server.target.port), host).rejects.toThrow()
    }
  })

  test('an unauthenticated loopback connection is refused', async () => {
    // A startup message without a password; the answer 'R' carries the demanded method, 10 = SCRAM, 0 = let in.
    const socket = await connectTo(server.target.host, server.target.port)
    const parameters = Buffer.from('user\0postgres\0database\0postgres\0\0')
    const head = Buffer.alloc(8)
    head.writeInt32BE(8 + parameters.length)
    head.writeInt32BE(196_608, 4)
    socket.write(Buffer.concat([head, parameters]))
    const [answer] = await new Promise<Buffer[]>((resolve) => socket.once('data', (data: Buffer) => resolve([data])))
    socket.destroy()
    expect(answer?.toString('latin1', 0, 1)).toBe('R')
    expect(answer?.readInt32BE(5)).toBe(10)
  })
})

function connectTo(host: string, port: number): Promise<ReturnType<typeof createConnection>> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port, timeout: 2_000 })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
    socket.once('timeout', () => reject(new Error('timeout')))
  })
}
