import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silentLogger } from '../../log.ts'
import { createTestApp, testSecretKey, type TestApp } from '../testing.ts'
import { createBackupDesk } from './desk.ts'
import type { BackupFiles } from './files.ts'

let laris: TestApp
let dataDir: string
beforeAll(async () => {
  laris = await createTestApp()
  dataDir = await mkdtemp(join(tmpdir(), 'laris-desk-'))
})
afterAll(async () => {
  await laris[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true, force: true })
})

test('a backup under way is cancelled: nothing of it stays, nothing is called an error, and the next one is whole', async () => {
  let isSlow = true
  const file = { businessId: crypto.randomUUID(), key: crypto.randomUUID(), bytes: 3 }
  const files: BackupFiles = {
    async *list() {
      yield file
    },
    // A file that takes for ever the first time.
    open: () => Readable.from((async function* () {
      yield Buffer.from('ab')
      if (isSlow) await new Promise(() => {})
      yield Buffer.from('c')
    })()),
    restore: async () => {},
  }
  const desk = createBackupDesk({ dataDir, owner: laris.database.logins.owner, setup: laris.database.logins.owner, embedded: undefined, files, secretKey: testSecretKey, larisVersion: '0.0.0-test', clock: laris.clock, log: silentLogger })
  expect(desk.cancelBackup()).toBe(false)
  const running = desk.backUp('manual')
  const ended = expect(running).rejects.toMatchObject({ code: 'backup.cancelled', message: expect.stringContaining('Data Anda aman') })
  await expect.poll(async () => (await readdir(join(dataDir, 'backups')).catch(() => [])).length, { timeout: 10_000 }).toBe(1)
  expect(desk.cancelBackup()).toBe(true)
  await ended
  expect(await readdir(join(dataDir, 'backups'))).toEqual([])
  expect(await desk.backupState()).toMatchObject({ items: [], running: undefined, lastError: undefined })
  // At any other moment too: while tables are counted, between two of them, before the first byte.
  for (const wait of [0, 20, 60, 120, 200, 300]) {
    const cancelled = expect(desk.backUp('manual')).rejects.toMatchObject({ code: 'backup.cancelled' })
    await setTimeout(wait)
    desk.cancelBackup()
    await cancelled
  }
  isSlow = false
  expect((await desk.backUp('manual')).bytes).toBeGreaterThan(0)
  expect(await readdir(join(dataDir, 'backups'))).toHaveLength(1)
})
