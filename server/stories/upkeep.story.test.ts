import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { anInstallation, ownerPassword, type Installation } from './security/testing.ts'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

interface Run {
  code: number | null
  out: string
  tookMs: number
}

/** A command of Laris as a process of its own, on its own data directory. */
function run(dataDir: string, ...args: string[]): Promise<Run> {
  return runIn(environment(dataDir), ...args)
}

function runIn(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Run> {
  const startedAt = Date.now()
  const child = spawn(process.execPath, [cli, ...args], { env })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, tookMs: Date.now() - startedAt })))
}

async function start(dataDir: string): Promise<{ child: ChildProcess; address: string; errors: () => string; ended: Promise<number | null> }> {
  const child = spawn(process.execPath, [cli, 'start'], { env: environment(dataDir) })
  children.add(child)
  child.on('close', () => children.delete(child))
  let out = ''
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const found = /Buka: (http:\/\/localhost:\d+)/.exec(out)
      if (found?.[1]) resolve(found[1])
    })
    void ended.then(() => reject(new Error(`Laris ended: ${out} ${errors}`)))
  })
  return { child, address, errors: () => errors, ended }
}

const children = new Set<ChildProcess>()

function environment(dataDir: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], LARIS_DATA_DIR: dataDir, PORT: '0', LARIS_LOG_LEVEL: 'warn' }
}

describe('one Laris from first start to restore', () => {
  let dataDir: string
  let cookie = ''
  beforeAll(async () => {
    dataDir = join(await mkdtemp(join(tmpdir(), 'laris-upkeep-')), 'data')
  })
  afterAll(async () => {
    // Left over only when a test failed half-way.
    for (const child of children) child.kill('SIGTERM')
    await Promise.all([...children].map((child) => new Promise((resolve) => child.on('close', resolve))))
    await rm(join(dataDir, '..'), { recursive: true, force: true })
  })

  const send = async (address: string, method: string, path: string, body?: object) => {
    const answer = await fetch(`${address}${path}`, { method, headers: { 'content-type': 'application/json', cookie }, ...(body ? { body: JSON.stringify(body) } : {}) })
    for (const one of answer.headers.getSetCookie()) cookie = one.split(';')[0] ?? cookie
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> & { items?: Record<string, unknown>[] } }
  }

  test('F11, F41, F49: commands join it, a stop answers what is under way, a backup comes back whole', async () => {
    const first = await start(dataDir)
    await send(first.address, 'POST', '/api/start', { username: 'Bu Sri', password: ownerPassword, business: { name: 'Warung A', sector: 'kuliner', city: 'Semarang' } })
    await send(first.address, 'POST', '/api/products', { name: 'Sambal', variants: [{ name: '200 g', price: 25_000, stock: 5 }] })

    const second = await run(dataDir, 'start')
    expect([second.code, second.out]).toEqual([1, expect.stringMatching(/^Laris sudah berjalan sejak .* di http:\/\/localhost:\d+ \(proses \d+\)/)])
    expect(second.out).not.toMatch(/^\s+at /m)
    const backup = await run(dataDir, 'backup')
    expect([backup.code, backup.out]).toEqual([0, expect.stringContaining('sudah diperiksa')])
    expect((await run(dataDir, 'restore', 'tidak-ada.tar')).code).toBe(1)
    await send(first.address, 'POST', '/api/products', { name: 'Setelah cadangan', variants: [{ name: '', price: 1_000, stock: 1 }] })
    await expect(send(first.address, 'GET', '/api/products')).resolves.toMatchObject({ body: { items: [{}, {}] } })

    const stream = await fetch(`${first.address}/api/live`, { headers: { cookie } })
    const statuses: (number | string)[] = []
    let isStopping = false
    const load = Array.from({ length: 8 }, async () => {
      while (true) {
        const outcome = await fetch(`${first.address}/api/products`, { headers: { cookie } }).then(async (answer) => { await answer.text(); return answer.status }, () => 'closed')
        statuses.push(outcome)
        if (outcome === 'closed') return
      }
    })
    await new Promise((resolve) => setTimeout(resolve, 300))
    isStopping = true
    const stoppedAt = Date.now()
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(Date.now() - stoppedAt).toBeLessThan(10_000)
    await Promise.all([...load, stream.text().catch(() => '')])
    expect(isStopping && statuses.filter((status) => typeof status === 'number' && status >= 500)).toEqual([])
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(8)

    const [name = ''] = await readdir(join(dataDir, 'backups'))
    const damaged = join(dataDir, '..', 'rusak.tar')
    await writeFile(damaged, 'bukan cadangan')
    const refused = await run(dataDir, 'restore', damaged)
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('tidak disentuh')])
    expect(await readdir(join(dataDir, 'backups'))).toEqual([name])
    const restored = await run(dataDir, 'restore', join(dataDir, 'backups', name))
    expect([restored.code, restored.out]).toEqual([0, expect.stringContaining('Pulih.')])
    expect(await readdir(join(dataDir, 'backups'))).toHaveLength(2)

    const again = await start(dataDir)
    expect(again.errors()).toBe('')
    await send(again.address, 'POST', '/api/session', { username: 'Bu Sri', password: ownerPassword })
    const { body } = await send(again.address, 'GET', '/api/products')
    expect(body.items?.map((product) => product['name'])).toEqual(['Sambal'])
    const health = await send(again.address, 'GET', '/api/health')
    expect(health.body).toMatchObject({ database: { engine: 'embedded', status: 'running', lostData: false }, backup: { isLate: false } })
    again.child.kill('SIGINT')
    expect(await again.ended).toBe(0)
  }, 240_000)

  test('doctor, help and mistakes speak in sentences', async () => {
    const doctor = await run(dataDir, 'doctor')
    expect([doctor.code, doctor.out]).toEqual([0, expect.stringContaining('Laris siap dipakai.')])
    expect(doctor.out).toMatch(/✓ Basis data +PostgreSQL 18/)
    expect((await run(dataDir, 'help')).out).toContain('restore')
    const unknown = await run(dataDir, 'hapus-semua')
    expect([unknown.code, unknown.out.split('\n')[0]]).toEqual([2, 'Perintah "hapus-semua" tidak dikenal.'])
    expect((await run(dataDir, 'password', 'Tak Ada')).out).toMatch(/^Tidak ada yang masuk dengan nama "Tak Ada"/)
  }, 120_000)
})

describe('upkeep over the API', () => {
  let laris: Installation
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'laris-upkeep-'))
    laris = await anInstallation({ dataDir: folder })
  })
  afterAll(async () => {
    await laris[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  test('F26: what failed for good is shown, tried again or dropped, by its own business alone', async () => {
    const ids = [crypto.randomUUID(), crypto.randomUUID()]
    for (const id of ids) await laris.laris.superQuery(`insert into outbox (id, business_id, handler, payload, created_at, available_at, attempts, dead_at, last_error) values ($1, $2, 'send-message', '{}', now(), now(), 5, now(), 'Error')`, [id, laris.businessId])
    expect((await laris.owner.send('GET', '/api/health')).body).toMatchObject({ queue: { deadCount: 2 }, deadLetters: [{ work: 'send-message' }, { work: 'send-message' }] })
    expect((await laris.owner.send('POST', `/api/dead-letters/${ids[0]}/retry`)).status).toBe(200)
    expect((await laris.owner.send('DELETE', `/api/dead-letters/${ids[1]}`)).status).toBe(200)
    expect((await laris.owner.send('POST', `/api/dead-letters/${ids[1]}/retry`)).status).toBe(404)
    const rows = await laris.laris.superQuery('select attempts, dead_at from outbox where id = any($1)', [ids])
    expect(rows).toEqual([{ attempts: 0, dead_at: null }])
  })

  test('/metrics tells the queue, the connections, backups and disk, and nothing of a business', async () => {
    await laris.laris.superQuery(`insert into outbox (id, business_id, handler, payload, created_at, available_at, attempts, dead_at, last_error) values (gen_random_uuid(), $1, 'send-message', '{}', now(), now(), 5, now(), 'Error')`, [laris.businessId])
    const { text } = (await laris.visitor().send('GET', '/metrics')).body
    for (const name of ['up', 'queue_waiting', 'queue_oldest_due_seconds', 'queue_dead_letters', 'database_connections', 'database_connections_idle', 'database_connections_wanted', 'backup_age_seconds', 'disk_free_bytes']) {
      expect(text).toMatch(new RegExp(`^laris_${name} -?[0-9.e+]+$`, 'm'))
    }
    expect(text).toMatch(/^laris_up 1$/m)
    expect(Number(/^laris_queue_dead_letters (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0)
    expect(text).not.toContain(laris.businessId)
    expect(text).not.toContain('Warung')
  })

  test('whoever set this Laris up may cancel a backup; when none runs the answer says so', async () => {
    expect((await laris.owner.send('DELETE', '/api/backups/running')).body).toEqual({ isCancelled: false })
    const manager = await laris.join(laris.owner, 'manager', 'Pak Dul')
    expect((await manager.send('DELETE', '/api/backups/running')).status).toBe(403)
  })

  test('the daily backup runs at 02.00 WIB, once, and health says when it is late', async () => {
    laris.laris.clock.set('2026-11-24T18:59:00Z')
    await laris.laris.app.scheduler.tick()
    expect(await readdir(join(folder, 'backups')).catch(() => [])).toEqual([])
    laris.laris.clock.set('2026-11-24T19:00:30Z')
    expect(await laris.laris.app.scheduler.tick()).toContain('daily-backup')
    expect(await laris.laris.app.scheduler.tick()).not.toContain('daily-backup')
    expect(await readdir(join(folder, 'backups'))).toEqual(['laris-2026-11-24T190030Z-automatic.tar'])
    expect((await laris.owner.send('GET', '/api/health')).body['backup']).toMatchObject({ newestAt: '2026-11-24T19:00:30.000Z', isLate: false })
    laris.laris.clock.advance(49 * 3_600_000)
    expect((await laris.owner.send('GET', '/api/health')).body['backup']).toMatchObject({ isLate: true })
  })

  async function openAgain() {
    const { openDatabase } = await import('#platform/database/open')
    const { silentLogger } = await import('#platform/log')
    const { testSecretKey } = await import('#platform/database/testing')
    const { owner, app } = laris.laris.database.logins
    const url = (login: typeof owner) => `postgres://${login.user}:${encodeURIComponent(login.password)}@localhost:${login.port}/${login.database}?host=${encodeURIComponent(login.host)}`
    return openDatabase({ config: { ownerDatabaseUrl: url(owner), appDatabaseUrl: url(app) }, setup: owner, secretKey: testSecretKey, log: silentLogger, mayLoseData: true })
  }

  test('doctor finds an own server well, whose set-up login is no superuser', async () => {
    const { withClient } = await import('#platform/database/connect')
    const { testSecretKey } = await import('#platform/database/testing')
    const { host, port, database } = laris.laris.database.logins.owner
    await withClient(inject('databaseServer'), async (admin) => {
      await admin.query(`create role laris_host login createrole password 'host'`)
      try {
        const env = { ...environment(folder), LARIS_SECRET_KEY: testSecretKey, DATABASE_URL: `postgres://laris_host:host@localhost:${port}/${database}?host=${encodeURIComponent(host)}` }
        const { code, out } = await runIn(env, 'doctor')
        expect(out).toMatch(/✓ Versi data +terbaru/)
        expect(code).toBe(0)
      } finally {
        await admin.query('drop role laris_host')
      }
    })
  })

  test('a step with a lower number that comes later is taken; one that fails says so, and changes nothing', async () => {
    await laris.laris.superQuery(`delete from schema_migrations where name = '0065-model-calls'`)
    await expect(openAgain()).rejects.toMatchObject({ code: 'database.migration_failed', message: expect.stringContaining('Data Anda aman') })
    expect(await laris.laris.superQuery(`select name from schema_migrations where name = '0065-model-calls'`)).toEqual([])
    await laris.laris.superQuery('drop table model_calls')
    await using _ = await openAgain()
    expect(await laris.laris.superQuery(`select name from schema_migrations where name = '0065-model-calls'`)).toHaveLength(1)
  })

  test('F40: an older Laris refuses data of a newer one in words, and writes nothing', async () => {
    await laris.laris.superQuery(`insert into schema_migrations (name, timestamp) values ('9999-from-the-future', 'x')`)
    const before = await laris.laris.superQuery('select * from schema_migrations order by name')
    await expect(openAgain()).rejects.toMatchObject({ code: 'database.newer_data', message: expect.stringContaining('Data Anda aman') })
    expect(await laris.laris.superQuery('select * from schema_migrations order by name')).toEqual(before)
  })
})
