import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { chooseAccount } from './account.ts'
import { findBinaries, makeRunnable, program } from './binaries.ts'
import { createFolders, query, runLaris, start, type Folders } from './testing.ts'

const run = promisify(execFile)
const isRoot = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }

let folders: Folders
beforeAll(async () => {
  folders = await createFolders()
})
afterAll(() => folders[Symbol.asyncDispose]())

describe('a folder that is not surely our database is refused in words and left as it is', () => {
  test.each([
    ['files of someone else', 'database.foreign_folder', async (cluster: string) => {
      await rm(cluster, { recursive: true })
      await mkdir(cluster, { mode: 0o700 })
      await writeFile(join(cluster, 'foto.jpg'), 'x')
      await giveToServer(cluster)
    }],
    ['a newer major version', 'database.newer_version', (cluster: string) => writeFile(join(cluster, 'PG_VERSION'), '19\n')],
    ['an older major version', 'database.older_version', (cluster: string) => writeFile(join(cluster, 'PG_VERSION'), '15\n')],
    ['a folder open to others', 'database.wrong_mode', (cluster: string) => chmod(cluster, 0o755)],
    ['a lost password', 'database.foreign_folder', (cluster: string) => rm(join(cluster, '../../keys/postgres-password'))],
    ['a control file that is cut off', 'database.damaged', (cluster: string) => writeFile(join(cluster, 'global/pg_control'), 'x')],
    ['another cluster in its place', 'database.foreign_folder', async (cluster: string) => {
      const bytes = await readFile(join(cluster, 'global/pg_control'))
      bytes.writeBigUInt64LE(42n)
      await writeFile(join(cluster, 'global/pg_control'), bytes)
    }],
    ['damaged control data', 'database.damaged', async (cluster: string) => {
      const bytes = await readFile(join(cluster, 'global/pg_control'))
      await writeFile(join(cluster, 'global/pg_control'), bytes.fill(0x55, 30, 200))
    }],
    ['a vanished log', 'database.damaged', (cluster: string) => emptyFolder(join(cluster, 'pg_wal'))],
    ['a login without password', 'database.unsafe_settings', (cluster: string) => writeFile(join(cluster, 'pg_hba.conf'), 'local all all trust\n')],
  ])('%s', async (_name, code, spoil) => {
    const folder = await folders.withDatabase()
    const cluster = join(folder, 'postgres/data')
    await spoil(cluster)
    const before = await listing(cluster)
    await expect(start(folder)).rejects.toMatchObject({ code, message: expect.stringMatching(/tidak disentuh|tidak diubah|Tidak ada yang diubah|apa adanya/) })
    expect(await listing(cluster)).toEqual(before)
  })

  test('F13: a database that has vanished is never replaced by an empty one', async () => {
    const folder = await folders.withDatabase()
    const cluster = join(folder, 'postgres/data')
    await rename(cluster, `${cluster}.moved`)
    await expect(start(folder)).rejects.toMatchObject({ code: 'database.missing' })
    await rename(`${cluster}.moved`, cluster)
    await using server = await start(folder)
    expect(await query(server.target, 'select note from notes')).toEqual([{ note: 'first' }])
  })

  test('a creation that was cut off is begun again', async () => {
    const folder = await folders.empty()
    await mkdir(join(folder, 'postgres/data.new'), { recursive: true })
    await writeFile(join(folder, 'postgres/data.new/half'), 'x')
    await using server = await start(folder)
    expect(server.start.how).toBe('created')
    expect(await readdir(join(folder, 'postgres'))).not.toContain('data.new')
  })
})

describe('F17: accounts and platforms', () => {
  test.skipIf(!isRoot)('a database folder of root is refused with the cure', async () => {
    const folder = await folders.withDatabase()
    await chown(join(folder, 'postgres/data'), 0, 0)
    await expect(start(folder)).rejects.toMatchObject({ code: 'database.wrong_owner', message: expect.stringContaining('chown -R') })
  })

  test.skipIf(!isRoot)('an existing folder keeps its owner when root starts Laris', async () => {
    const folder = await folders.withDatabase()
    await run('chown', ['-R', `${nobody.uid}:${nobody.gid}`, join(folder, 'postgres/data')])
    await using server = await start(folder)
    expect(server.start.how).toBe('started')
    expect(chooseAccount(join(folder, 'postgres/data'))).toMatchObject(nobody)
  })

  test.skipIf(!isRoot)('an ordinary account runs the database as itself, and is told when the folder belongs to another', async () => {
    const own = await publicFolder()
    await chown(own, nobody.uid, nobody.gid)
    const laris = await runLaris(own, { database: true, ...nobody })
    expect(laris.said).toMatchObject({ ready: true, start: { how: 'created' } })
    expect(await query(laris.said.target, 'select 1 as one')).toEqual([{ one: 1 }])
    await laris.end('SIGTERM')
    await run('chown', ['-R', 'postgres', join(own, 'postgres/data')])
    const refused = await runLaris(own, { database: true, ...nobody })
    expect(refused.said).toMatchObject({ ready: false, code: 'database.wrong_owner' })
    await rm(own, { recursive: true })
  })

  test.skipIf(!isRoot)('binaries below a private home, without their library links, are copied once to where the account can read them', async () => {
    const account = chooseAccount(await folders.empty('none') + '/absent')
    const packaged = await findBinaries(account, await folders.empty())
    const home = await folders.empty('private')
    await run('cp', ['-a', packaged.folder, join(home, 'native')])
    await run('find', [join(home, 'native'), '-type', 'l', '-delete'])
    await chmod(home, 0o700)
    const place = await publicFolder()
    const copy = await makeRunnable({ ...packaged, folder: join(home, 'native') }, account, place)
    expect(copy.folder.startsWith(place)).toBe(true)
    const { stdout } = await run(program(copy, 'postgres'), ['--version'], { uid: account.uid, gid: account.gid })
    expect(stdout).toContain('(PostgreSQL) 18')
    expect(await makeRunnable({ ...packaged, folder: join(home, 'native') }, account, place)).toEqual(copy)
    await rm(place, { recursive: true })
  })

  describe('on a machine without binaries', () => {
    afterEach(() => vi.restoreAllMocks())

    test('says so and points to DATABASE_URL', async () => {
      vi.spyOn(process, 'arch', 'get').mockReturnValue('mips')
      await expect(start(await folders.empty())).rejects.toMatchObject({ code: 'database.unsupported_platform', message: expect.stringContaining('DATABASE_URL') })
    })
  })
})

async function giveToServer(path: string): Promise<void> {
  if (!isRoot) return
  const { uid = 0, gid = 0 } = chooseAccount(join(path, 'absent'))
  await chown(path, uid, gid)
}

async function emptyFolder(path: string): Promise<void> {
  for (const name of await readdir(path)) await rm(join(path, name), { recursive: true })
  await mkdir(join(path, 'archive_status'), { mode: 0o700 })
  await mkdir(join(path, 'summaries'), { mode: 0o700 })
  await giveToServer(join(path, 'archive_status'))
  await giveToServer(join(path, 'summaries'))
}

async function publicFolder(): Promise<string> {
  const { stdout } = await run('mktemp', ['-d'])
  const folder = stdout.trim()
  await chmod(folder, 0o755)
  return folder
}

/** Names and sizes of what holds data; a server that was started and refused may have touched its own bookkeeping. */
async function listing(cluster: string): Promise<string[]> {
  const { stdout } = await run('find', [cluster, '-type', 'f', '(', '-path', '*/base/*', '-o', '-name', 'PG_VERSION', '-o', '-name', 'pg_control', '-o', '-name', '*.jpg', ')', '-printf', '%P %s\n'])
  return stdout.split('\n').filter((line) => !line.includes('pg_internal')).sort()
}
