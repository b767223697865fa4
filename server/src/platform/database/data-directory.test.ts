import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DataDirectoryLocked, findHolder, lockDataDirectory } from './data-directory.ts'
import { createFolders, runLaris, type Folders } from './embedded/testing.ts'

let folders: Folders
beforeAll(async () => {
  folders = await createFolders()
})
afterAll(() => folders[Symbol.asyncDispose]())

const holder = { version: '1.2.3', startedAt: new Date('2026-11-24T08:12:00') }

describe('one Laris per data directory', () => {
  test('F11: a second Laris stops within a second and says where the first one is', async () => {
    const folder = await folders.empty()
    await using lock = await lockDataDirectory(folder, holder)
    lock.update('http://localhost:3000')
    const startedAt = performance.now()
    const refused = await lockDataDirectory(folder, holder).catch((error: unknown) => error)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    expect(refused).toBeInstanceOf(DataDirectoryLocked)
    expect(refused).toMatchObject({ code: 'data_directory.locked', holder: { pid: process.pid, version: '1.2.3', address: 'http://localhost:3000' } })
    const { message } = refused as Error
    expect(message).toMatch(new RegExp(`^Laris sudah berjalan sejak .*08\\.12 di http://localhost:3000 \\(proses ${process.pid}\\)\\. Buka alamat itu, atau hentikan dulu\\.$`))
  })

  test('F11: of several started at the same instant exactly one runs', async () => {
    const folder = await folders.empty()
    const all = await Promise.all(Array.from({ length: 4 }, () => runLaris(folder)))
    try {
      expect(all.filter((laris) => laris.said.ready)).toHaveLength(1)
      expect(all.filter((laris) => laris.said.code === 'data_directory.locked')).toHaveLength(3)
    } finally {
      await Promise.all(all.filter((laris) => laris.said.ready).map((laris) => laris.end('SIGTERM')))
    }
  })

  test('F12: a killed Laris lets go of the directory, and its note does not mislead', async () => {
    const folder = await folders.empty()
    const first = await runLaris(folder)
    expect(findHolder(folder)).toMatchObject({ pid: first.said.pid, address: 'http://localhost:3000' })
    await first.end('SIGKILL')
    expect(findHolder(folder)).toBeUndefined()
    await using second = await lockDataDirectory(folder, holder)
    expect(second).toBeDefined()
    expect(findHolder(folder)).toMatchObject({ pid: process.pid })
  })

  test('a Laris that ended cleanly leaves no holder and the next one starts', async () => {
    const folder = await folders.empty()
    const first = await lockDataDirectory(folder, holder)
    await first[Symbol.asyncDispose]()
    expect(findHolder(folder)).toBeUndefined()
    await using second = await lockDataDirectory(folder, holder)
    expect(second).toBeDefined()
  })

  test('looking for the holder does not take the lock away', async () => {
    const folder = await folders.empty()
    await using _lock = await lockDataDirectory(folder, holder)
    for (let i = 0; i < 20; i++) findHolder(folder)
    const rival = await runLaris(folder)
    expect(rival.said).toMatchObject({ ready: false, code: 'data_directory.locked' })
  })

  test("someone else's folder is refused and stays as it was", async () => {
    const folder = await folders.empty()
    await writeFile(join(folder, 'skripsi.docx'), 'x')
    await expect(lockDataDirectory(folder, holder)).rejects.toMatchObject({ code: 'data_directory.not_ours', message: expect.stringContaining('skripsi.docx') })
    expect(await readdir(folder)).toEqual(['skripsi.docx'])
  })

  test('a new volume with its lost+found and dot files is taken', async () => {
    const folder = await folders.empty()
    await mkdir(join(folder, 'lost+found'))
    await writeFile(join(folder, '.gitkeep'), '')
    await using lock = await lockDataDirectory(folder, holder)
    expect(lock).toBeDefined()
  })

  test('F17: a path that is a file is refused with the path', async () => {
    const file = join(await folders.empty(), 'berkas')
    await writeFile(file, '')
    await expect(lockDataDirectory(file, holder)).rejects.toMatchObject({ code: 'data_directory.cannot_write', message: expect.stringContaining(file) })
  })

  test.skipIf(process.getuid?.() !== 0)('F17: a folder without write permission is refused with path and cure', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'laris-readonly-'))
    await chmod(folder, 0o555)
    const laris = await runLaris(folder, { uid: 65534, gid: 65534 })
    expect(laris.said).toMatchObject({ ready: false, code: 'data_directory.cannot_write', message: expect.stringContaining(folder) })
    await rm(folder, { recursive: true })
  })
})
