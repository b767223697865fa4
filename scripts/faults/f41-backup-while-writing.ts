import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensure, pause, type Fault } from './fault.ts'
import { everyChangeNoted, nothingLost, sameTables, tableHashes } from './invariants.ts'
import { aLaris } from './laris-process.ts'
import { aFaultShop } from './shop.ts'

/** A backup is taken while messages arrive, and restored elsewhere: one moment of the shop, whole, with its loss window known. */
export const backupWhileWriting: Fault = {
  id: 'F41',
  title: 'backup while messages arrive, restored elsewhere',
  async run({ isSmall, note }) {
    const [perSecond, seconds] = isSmall ? [20, 3] : [50, 30]
    await using shop = await aFaultShop()
    const { laris, deliver } = shop
    const made = await laris.send('POST', '/api/products', { name: 'Sambal', category: '', description: '', variants: [{ name: '', price: 1_000, stock: 1 }] })
    const delivered: { id: string; at: number }[] = []
    let isOver = false
    const sending = (async () => {
      const waiting: Promise<void>[] = []
      for (let i = 0; i < perSecond * seconds && !isOver; i++) {
        waiting.push(deliver(`f41-${i}`, `62815${1_000_000 + (i % 50)}`, `pesan ${i}`).then(() => void delivered.push({ id: `wamid.f41-${i}`, at: Date.now() })))
        await pause(1_000 / perSecond)
      }
      await Promise.all(waiting)
    })()
    await pause((seconds * 1_000) / 3)
    const startedAt = Date.now()
    const taken = await laris.run('backup')
    const tookMs = Date.now() - startedAt
    ensure(taken.code === 0, taken.out)
    await sending
    isOver = true
    const before = await tableHashes(laris.query)
    await laris.stop()
    const [name] = await readdir(join(laris.dataDir, 'backups'))
    // The key does not travel in a backup without a passphrase; the owner brings it.
    const key = await readFile(join(laris.dataDir, 'keys/secret-key'), 'utf8')
    await using again = await aLaris({ LARIS_SECRET_KEY: key.trim() })
    const restored = await again.run('restore', join(laris.dataDir, 'backups', name))
    ensure(restored.code === 0, restored.out)
    await again.serve()
    const known = new Set((await again.query("select external_id as id from messages where external_id like 'wamid.f41-%'")).map(({ id }) => String(id)))
    const early = delivered.filter(({ at }) => at < startedAt).map(({ id }) => id)
    const lost = delivered.filter(({ id }) => !known.has(id))
    note(`backup in ${(tookMs / 1_000).toFixed(1)} s at ${perSecond} messages/s; ${known.size} of ${delivered.length} messages in it, the ${lost.length} newer ones all after its start`)
    const wrong = await nothingLost(again.query, early)
    ensure(wrong.length === 0, wrong.slice(0, 5).join('; '))
    ensure(lost.every(({ at }) => at >= startedAt), 'a message from before the backup is missing in it')
    // What did not change after the snapshot is the same, row by row.
    const after = await tableHashes(again.query)
    const still = ['businesses', 'products', 'variants', 'channels', 'memberships', 'accounts', 'settings']
    const differing = sameTables(new Map([...before].filter(([table]) => still.includes(table) && table !== 'channels')), new Map([...after].filter(([table]) => still.includes(table) && table !== 'channels')))
    ensure(differing.length === 0, differing.join('; '))
    const unnoted = await everyChangeNoted(again.query, [{ action: 'product.create', subjectId: String(made.body['productId']) }])
    ensure(unnoted.length === 0, unnoted.join('; '))
  },
}
