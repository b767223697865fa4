import { createWriteStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import fc from 'fast-check'
import { pack, type Header } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFolders, start, type Folders } from '../embedded/testing.ts'
import { decrypt, encrypt } from './encryption.ts'
import { diskFiles } from './files.ts'
import type { Manifest } from './manifest.ts'
import { readBackup } from './read.ts'
import { inspectBackup } from './restore.ts'
import { createShop, fillShop, putFile, testKey, testSchema } from './testing.ts'
import { writeBackup } from './write.ts'

let folders: Folders
let plain: Buffer
let sealed: Buffer
const passphrase = 'kopi pahit'
const quick = 4

beforeAll(async () => {
  folders = await createFolders()
  await using server = await start(await folders.empty(), { mayLoseData: true })
  const owner = await createShop(server.target)
  const dataDir = await folders.empty()
  await putFile(dataDir, await fillShop(owner, ['satu', 'dua', null]), Buffer.from('gambar'))
  const options = { owner, engine: 'embedded', files: diskFiles(dataDir), larisVersion: '0.1.0', secretKey: testKey } as const
  const folder = await folders.empty()
  await writeBackup({ ...options, path: join(folder, 'plain.tar') })
  plain = await readFile(join(folder, 'plain.tar'))
  sealed = await collect(encrypt(inSteps(plain, 50_000), passphrase, quick))
}, 120_000)
afterAll(() => folders[Symbol.asyncDispose]())

async function place(bytes: Buffer): Promise<string> {
  const path = join(await folders.empty(), 'laris.tar')
  await writeFile(path, bytes)
  return path
}

/** All that a reader of the backup gets to see. */
async function readAll(bytes: Buffer, key?: string): Promise<string> {
  const seen: string[] = []
  const note = async (name: string, content: AsyncIterable<Buffer>) => {
    for await (const chunk of content) seen.push(`${name}:${chunk.toString('latin1')}`)
  }
  const { manifest } = await readBackup({ path: await place(bytes), passphrase: key }, { table: (table, content) => note(table.name, content), file: (file, content) => note(file.key, content) })
  return JSON.stringify([manifest, seen.join('')])
}

describe('F42: a damaged backup', () => {
  test('with any byte changed is refused, or all it gives is unchanged', async () => {
    const whole = await readAll(plain)
    await fc.assert(
      fc.asyncProperty(fc.nat(plain.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const bytes = Buffer.from(plain)
        bytes[at] = (bytes[at] ?? 0) ^ by
        const outcome = await readAll(bytes).catch((error: { code?: string }) => error.code)
        // Padding and dates in the tar's own headers carry nothing.
        expect([whole, 'backup.damaged', 'backup.not_a_backup', 'backup.too_new']).toContain(outcome)
      }),
      { numRuns: 100, seed: 42 },
    )
  })

  test('sealed, with any byte changed, is always refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), async (at) => {
        const bytes = Buffer.from(sealed)
        bytes[at] = (bytes[at] ?? 0) ^ 1
        await expect(readAll(bytes, passphrase)).rejects.toMatchObject({ code: expect.stringMatching(/^backup\.(damaged|not_a_backup|wrong_passphrase)$/) })
      }),
      { numRuns: 40, seed: 42 },
    )
  })

  test('cut off anywhere before its closing checksums is refused', async () => {
    const end = plain.lastIndexOf('  files/')
    await fc.assert(
      fc.asyncProperty(fc.nat(end), async (length) => {
        await expect(readAll(plain.subarray(0, length))).rejects.toMatchObject({ code: expect.stringMatching(/^backup\.(damaged|not_a_backup)$/) })
      }),
      { numRuns: 40, seed: 7 },
    )
    await expect(readAll(sealed.subarray(0, sealed.length - 5), passphrase)).rejects.toMatchObject({ code: 'backup.damaged' })
  })

  test('that is not ours at all is called so', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('PK\x03\x04 a zip'), Buffer.alloc(4096, 0x20), await tarOf([{ name: 'catatan.txt' }, 'x'])]) {
      await expect(readAll(bytes)).rejects.toMatchObject({ code: 'backup.not_a_backup' })
    }
  })

  test('asks for the passphrase, and says when it is wrong', async () => {
    await expect(readAll(sealed)).rejects.toMatchObject({ code: 'backup.passphrase_needed' })
    await expect(readAll(sealed, 'kopi manis')).rejects.toMatchObject({ code: 'backup.wrong_passphrase' })
    await expect(readAll(sealed, passphrase)).resolves.toContain('satu')
  })
})

describe('F40: a backup of a newer Laris is refused', () => {
  test('by its format, even when the manifest holds unknown fields', async () => {
    const manifest = { ...(await manifestOf()), formatVersion: 2, novelty: true }
    await expect(readAll(await tarOf([{ name: 'manifest.json' }, JSON.stringify(manifest)]))).rejects.toMatchObject({ code: 'backup.too_new' })
  })

  test('by a migration this one does not know', async () => {
    const path = await place(plain)
    const schema = { ...testSchema, migrations: ['0001-shop'] }
    await expect(inspectBackup({ path, schema, secretKey: testKey })).rejects.toMatchObject({ code: 'backup.too_new' })
  })
})

describe('S13: the strict reader', () => {
  const empty = (manifest: Manifest) => JSON.stringify({ ...manifest, tables: [], files: { count: 1, byteCount: 1 } })

  test.each([
    ['a symbolic link', { name: 'files/a/b', type: 'symlink', linkname: '/etc/passwd' }],
    ['a hard link', { name: 'files/a/b', type: 'link', linkname: 'manifest.json' }],
    ['a folder', { name: 'files/', type: 'directory' }],
    ['a path that climbs', { name: 'files/../../../etc/cron.d/x' }],
    ['an absolute path', { name: '/etc/passwd' }],
    ['a name that only looks like an id', { name: 'files/00000000-0000-7000-8000-000000000000/../x' }],
    ['an unknown name', { name: 'postgres/data/pg_hba.conf' }],
  ] satisfies [string, Partial<Header> & { name: string }][])('refuses %s', async (_name, header) => {
    const bytes = await tarOf([{ name: 'manifest.json' }, empty(await manifestOf())], [header, 'x'])
    const reads: unknown[] = []
    await expect(readBackup({ path: await place(bytes) }, { file: async (file) => void reads.push(file) })).rejects.toMatchObject({ code: 'backup.damaged' })
    expect(reads).toEqual([])
  })

  test.each([
    ['a table name with SQL in it', (manifest: Manifest) => ({ ...manifest, tables: manifest.tables.map((table) => ({ ...table, name: 'notes"; drop table notes; --' })) })],
    ['a table twice', (manifest: Manifest) => ({ ...manifest, tables: [...manifest.tables, ...manifest.tables] })],
    ['a negative count', (manifest: Manifest) => ({ ...manifest, files: { count: -1, byteCount: 0 } })],
    ['an unknown field', (manifest: Manifest) => ({ ...manifest, run: 'sh' })],
  ])('refuses a manifest with %s', async (_name, change) => {
    await expect(readAll(await tarOf([{ name: 'manifest.json' }, JSON.stringify(change(await manifestOf()))]))).rejects.toMatchObject({ code: 'backup.damaged' })
  })

  test('refuses a manifest too large to be one, without reading it', async () => {
    const bytes = await tarOf([{ name: 'manifest.json' }, Buffer.alloc(9e6, 0x20)])
    await expect(readAll(bytes)).rejects.toMatchObject({ code: 'backup.damaged' })
  })
})

test('sealing and opening give back the same bytes, whatever the pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(90_000), { maxLength: 4 }), fc.integer({ min: 1, max: 70_000 }), async (lengths, step) => {
      const pieces = lengths.map((length, index) => Buffer.alloc(length, index + 1))
      const opened = await collect(decrypt(inSteps(await collect(encrypt(inSteps(Buffer.concat(pieces), 10_000), passphrase, quick)), step), passphrase))
      expect(opened.equals(Buffer.concat(pieces))).toBe(true)
    }),
    { numRuns: 30, examples: [[[65_536], 65_552], [[0], 1]] },
  )
})

async function manifestOf(): Promise<Manifest> {
  return (await readBackup({ path: await place(plain) })).manifest
}

async function tarOf(...entries: [Partial<Header> & { name: string }, string | Buffer][]): Promise<Buffer> {
  const tar = pack()
  const path = join(await folders.empty(), 'made.tar')
  for (const [header, content] of entries) tar.entry(header, header.type && header.type !== 'file' ? '' : content)
  tar.finalize()
  await pipeline(tar as AsyncIterable<Buffer>, createWriteStream(path))
  return readFile(path)
}

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* inSteps(bytes: Buffer, step: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
}
