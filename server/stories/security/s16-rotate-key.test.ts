import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyFiles, readKeptKeys } from '#platform/key-files'
import { aLaris, type LarisProcess } from '../../../scripts/faults/laris-process.ts'
import { ownerPassword } from './testing.ts'
import { fromBase32, totp } from './totp.ts'

const exists = (path: string) => access(path).then(() => true, () => false)

let laris: LarisProcess
beforeAll(async () => {
  laris = await aLaris()
  await laris.serve()
}, 240_000)
afterAll(() => laris[Symbol.asyncDispose]())

test('S16: laris rotate-key refuses beside a running Laris; killed anywhere, the next start finishes it; older backups open', async () => {
  const { current, next } = keyFiles(laris.dataDir)
  await laris.begin()
  expect((await laris.send('PUT', '/api/payment-providers/midtrans', { isOn: true, config: { isProduction: false }, secrets: { serverKey: 'kenari-server-midtrans' }, password: ownerPassword })).status).toBeLessThan(300)
  const factor = (await laris.send('POST', '/api/account/two-factor', { password: ownerPassword })).body
  const code = () => totp(fromBase32(String(factor['secret'])), Date.now())
  expect((await laris.send('POST', '/api/account/two-factor/confirmation', { code: code() })).status).toBe(200)
  const backup = join(laris.dataDir, '..', 'lama.tar')
  expect(await laris.run('backup', '--out', backup)).toMatchObject({ code: 0 })
  const first = await readFile(current, 'utf8')
  /** Everyone signs in again; password, second factor and what is sealed all still open. */
  const serveAndSignIn = async () => {
    await laris.serve()
    expect((await laris.send('GET', '/api/me')).status).toBe(401)
    expect((await laris.send('POST', '/api/session', { username: 'Bu Sri', password: ownerPassword })).body).toMatchObject({ needsCode: true })
    expect((await laris.send('POST', '/api/session/code', { code: code() })).status).toBe(200)
    expect((await laris.send('GET', '/api/payment-providers')).status).toBe(200)
  }

  expect(await laris.run('rotate-key')).toMatchObject({ code: 1, out: expect.stringContaining('Laris sudah berjalan') })
  await laris.stop()
  const withWords = await aLaris({ LARIS_DATA_DIR: laris.dataDir, LARIS_SECRET_KEY: 'kunci dari lingkungan, cukup panjang' })
  expect(await withWords.run('rotate-key')).toMatchObject({ code: 1, out: expect.stringContaining('LARIS_SECRET_KEY') })
  expect([await readFile(current, 'utf8'), await exists(next), await readKeptKeys(laris.dataDir)]).toEqual([first, false, []])

  const changed = await laris.run('rotate-key')
  expect(changed).toMatchObject({ code: 0, out: expect.stringContaining('Kunci Laris sudah diganti') })
  const second = await readFile(current, 'utf8')
  expect(second).not.toBe(first)
  expect(changed.out).not.toContain(second.trim())
  expect(await readKeptKeys(laris.dataDir)).toEqual([first.trim()])
  await serveAndSignIn()

  // At the first sign of work, and at the last.
  for (const isTime of [() => exists(next), async (kept: number) => (await readKeptKeys(laris.dataDir)).length > kept]) {
    await laris.stop()
    const kept = (await readKeptKeys(laris.dataDir)).length
    const command = spawn(process.execPath, [fileURLToPath(new URL('../../src/cli.ts', import.meta.url)), 'rotate-key'], { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LARIS_DATA_DIR: laris.dataDir }, stdio: 'ignore' })
    const ended = once(command, 'close')
    while (!(await isTime(kept)) && command.exitCode === null) await new Promise((resolve) => setImmediate(resolve))
    command.kill('SIGKILL')
    expect(await ended).toEqual([null, 'SIGKILL'])
    await serveAndSignIn()
    expect(await exists(next)).toBe(false)
  }
  expect((await readKeptKeys(laris.dataDir)).length).toBe(3)

  const last = await readFile(current, 'utf8')
  await laris.stop()
  expect(await laris.run('restore', backup)).toMatchObject({ code: 0, out: expect.stringContaining('Pulih.') })
  expect(await readFile(current, 'utf8')).toBe(last)
  await serveAndSignIn()
}, 240_000)
