import { execFile } from 'node:child_process'
import { chmod, mkdtemp, open, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ensure, pause, type Fault } from './fault.ts'
import { nothingLost, nothingTwice } from './invariants.ts'
import { aFaultShop } from './shop.ts'

const exec = promisify(execFile)

/** The disk under the data directory fills up: webhooks are told to come again, reading goes on, and freeing cures it. */
export const diskFull: Fault = {
  id: 'F16',
  title: 'disk full',
  async run({ note }) {
    const place = await mkdtemp(join(tmpdir(), 'laris-small-disk-'))
    const mounted = await exec('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', place]).then(() => true, () => false)
    if (!mounted) {
      await rm(place, { recursive: true, force: true })
      return { skipped: 'no small file system can be mounted here' }
    }
    try {
      await chmod(place, 0o755)
      await using shop = await aFaultShop({ LARIS_DATA_DIR: join(place, 'data') })
      const { laris, provider, channelId } = shop
      const acknowledged = new Set<string>()
      const post = async (id: string) => {
        const { headers, payload } = provider.webhook({ customer: `62814${id.length}${Math.floor(Math.random() * 1_000)}`, messageId: id, text: `isi ${'x'.repeat(3_000)} ${crypto.randomUUID()}`, at: new Date() })
        const status = await fetch(`${laris.address}/hooks/whatsapp/${channelId}`, { method: 'POST', headers, body: new Uint8Array(payload), signal: AbortSignal.timeout(20_000) }).then(async (answer) => (await answer.arrayBuffer(), answer.status), () => 0)
        if (status === 200) acknowledged.add(`wamid.${id}`)
        return status
      }
      for (let i = 0; i < 50; i++) await post(`before-${i}`)
      const ballast = await fill(place)
      const during: number[] = []
      for (let i = 0; i < 3_000 && during.filter((status) => status !== 200).length < 10; i++) during.push(await post(`during-${i}`))
      const refused = [...new Set(during.filter((status) => status !== 200))]
      const reading = await laris.send('GET', '/api/conversations').catch(() => ({ status: 0 }))
      await rm(ballast)
      await pause(1_000)
      await laris.ready(60_000)
      let after = 0
      for (let tries = 0; tries < 60 && after !== 200; tries++) {
        after = await post('after')
        if (after !== 200) await pause(1_000)
      }
      const wrong = [...(await nothingLost(laris.query, acknowledged)), ...(await nothingTwice(laris.query))]
      note(`${during.length} webhooks onto the full disk: ${during.filter((one) => one === 200).length} stored, refused with ${refused.join(', ') || 'nothing'}; reading meanwhile ${reading.status}; after freeing ${after}`)
      ensure(wrong.length === 0, wrong.slice(0, 5).join('; '))
      ensure(refused.length > 0, 'the disk never filled')
      ensure(refused.every((status) => status === 503 || status === 0), `refused with ${refused.join(', ')}`)
      ensure(after === 200, 'it does not recover when the disk is freed')
    } finally {
      await exec('umount', ['-l', place]).catch(() => {})
      await rm(place, { recursive: true, force: true }).catch(() => {})
    }
  },
}

async function fill(place: string): Promise<string> {
  const path = join(place, 'ballast')
  const handle = await open(path, 'w')
  try {
    const part = Buffer.alloc(1_048_576, 1)
    for (;;) {
      const { bavail, bsize } = await statfs(place)
      if (bavail * bsize < 65_536) break
      await handle.write(part.subarray(0, Math.min(part.length, bavail * bsize)))
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    await handle.close()
  }
  return path
}
