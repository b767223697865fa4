import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { between, ensure, pause, pick, type Fault } from './fault.ts'
import { aLaris, type LarisProcess } from './laris-process.ts'

type Damage = 'log' | 'page' | 'control'

/**
 * F10 and F13 as far as files alone can show them: the end of the log is gone, or bytes of pages and of the control file
 * have flipped. Laris refuses in words or recovers and says what is missing; the files stay, and the shop is never empty.
 */
export const damagedFiles: Fault = {
  id: 'F13',
  title: 'damaged files',
  async run({ random, isSmall, note }) {
    const rounds = isSmall ? 2 : 12
    const kinds: Damage[] = ['log', 'page', 'control']
    for (let round = 0; round < rounds; round++) {
      const kind = kinds[round % kinds.length]
      await using laris = await aLaris()
      await laris.serve()
      await laris.begin()
      for (let i = 0; i < 20; i++) await laris.send('POST', '/api/products', { name: `Sambal ${i}`, category: 'Sambal', description: '', variants: [{ name: '', price: 10_000, stock: 5 }] })
      // The position of the log is noted every 15 s; this is one note later.
      if (kind === 'log') await pause(16_000)
      const pid = await laris.databasePid()
      laris.kill()
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
      await pause(500)
      const what = await damage(laris, kind, random)
      const outcome = await laris.serve().then(
        () => 'serves',
        () => 'refuses',
      )
      if (outcome === 'refuses') {
        ensure(/Data|basis data|rusak|cadangan/i.test(laris.output()), `it ended without words: ${laris.output().slice(-300)}`)
        ensure((await stat(join(laris.dataDir, 'postgres/data/PG_VERSION')).catch(() => undefined)) !== undefined, 'the database folder is gone')
        note(`${what}: refuses, ${laris.output().trim().split('\n').at(-1)?.trim().slice(0, 110)}`)
        continue
      }
      await laris.signIn()
      const products = await laris.send('GET', '/api/products')
      const health = await laris.send('GET', '/api/health')
      const lost = (health.body['database'] as { lostData?: boolean } | undefined)?.lostData
      const count = products.body.items?.length ?? 0
      note(`${what}: serves, products answer ${products.status} with ${count}, loss stated: ${String(lost)}`)
      ensure(products.status >= 400 || count > 0 || lost === true, 'an empty shop is shown as if nothing had happened')
      ensure(products.status !== 200 || count === 20 || lost === true, `${20 - count} products are missing and nobody says so`)
    }
  },
}

async function damage(laris: LarisProcess, kind: Damage, random: () => number): Promise<string> {
  const cluster = join(laris.dataDir, 'postgres/data')
  if (kind === 'control') return flip(join(cluster, 'global/pg_control'), between(random, 0, 200), 4)
  if (kind === 'page') {
    const folder = join(cluster, 'base')
    const databases = await Promise.all((await readdir(folder)).map(async (name) => ({ name, files: (await readdir(join(folder, name))).filter((file) => /^\d+$/.test(file)) })))
    // The newest database is the shop's; its own tables have the highest numbers.
    const shop = databases.toSorted((a, b) => Number(a.name) - Number(b.name)).at(-1)
    const files = await Promise.all((shop?.files ?? []).map(async (name) => ({ name, bytes: (await stat(join(folder, shop?.name ?? '', name))).size })))
    const file = pick(random, files.filter(({ name, bytes }) => bytes >= 8_192 && Number(name) > 16_384))
    return flip(join(folder, shop?.name ?? '', file.name), between(random, 24, 8_000), 16)
  }
  const folder = join(cluster, 'pg_wal')
  const newest = (await readdir(folder)).filter((name) => /^[0-9A-F]{24}$/.test(name)).sort()
  // The segment in use is the last one that holds anything.
  for (const name of newest.reverse()) {
    const handle = await open(join(folder, name), 'r+')
    try {
      const bytes = await handle.readFile()
      let end = bytes.length
      while (end > 0 && bytes[end - 1] === 0) end--
      if (end === 0) continue
      const cut = Math.min(end, between(random, 1, 8) * 1_024)
      await handle.write(Buffer.alloc(cut), 0, cut, end - cut)
      return `last ${cut} bytes of the log`
    } finally {
      await handle.close()
    }
  }
  throw new Error('The log is empty')
}

async function flip(path: string, at: number, count: number): Promise<string> {
  const handle = await open(path, 'r+')
  try {
    const bytes = Buffer.alloc(count)
    await handle.read(bytes, 0, count, at)
    await handle.write(bytes.map((byte) => byte ^ 0xff), 0, count, at)
    return `${count} bytes of ${path.split('/').slice(-2).join('/')}`
  } finally {
    await handle.close()
  }
}
