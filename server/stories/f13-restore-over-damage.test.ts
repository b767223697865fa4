import { readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aLaris, type LarisProcess } from '../../scripts/faults/laris-process.ts'

let laris: LarisProcess
let backup: string
beforeAll(async () => {
  laris = await aLaris()
  await laris.serve()
  await laris.begin()
  await laris.send('POST', '/api/products', { name: 'Sambal', category: '', description: '', variants: [{ name: '', price: 18_000, stock: 3 }] })
  backup = join(laris.dataDir, '..', 'malam.tar')
  expect(await laris.run('backup', '--out', backup)).toMatchObject({ code: 0 })
}, 240_000)
afterAll(() => laris[Symbol.asyncDispose]())

const folders = async () => (await readdir(laris.dataDir)).filter((name) => name.startsWith('postgres'))

test.each([
  ['damaged', (cluster: string) => writeFile(join(cluster, 'global/pg_control'), 'x')],
  ['gone', (cluster: string) => rename(cluster, `${laris.dataDir}-moved`)],
])('F13: over a database that is %s, the start names the way back, and it leads there; the old files stay', async (_what, spoil) => {
  await laris.stop()
  const before = await folders()
  await spoil(join(laris.dataDir, 'postgres/data'))
  await expect(laris.serve()).rejects.toThrow('laris restore')
  const bad = join(laris.dataDir, '..', 'bukan.tar')
  await writeFile(bad, 'bukan cadangan')
  expect(await laris.run('restore', bad)).toMatchObject({ code: 1, out: expect.stringContaining('tidak disentuh') })
  expect(await folders()).toEqual(before)

  const restored = await laris.run('restore', backup)
  expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('Pulih.') })
  expect(restored.out).toContain('disimpan apa adanya di')
  expect(await folders()).toHaveLength(before.length + 1)
  await laris.serve()
  await laris.signIn()
  expect((await laris.send('GET', '/api/products')).body.items).toMatchObject([{ name: 'Sambal' }])
}, 240_000)
