import { join } from 'node:path'
import { readControlFile } from '../../server/src/platform/database/embedded/control-file.ts'
import { between, crowding, ensure, pause, type Fault } from './fault.ts'
import { nothingLost, nothingTwice } from './invariants.ts'
import { aFaultShop } from './shop.ts'

/** SIGTERM of the whole product while customers write and the assistant answers: what was answered stands, and nothing needs recovery. */
export const stopUnderLoad: Fault = {
  id: 'F49',
  title: 'graceful stop under writes',
  async run({ random, isSmall, note }) {
    const [stops, senders] = isSmall ? [1, 8] : [6, 16]
    await using shop = await aFaultShop({}, { assistant: 'auto' })
    const { laris, provider, channelId } = shop
    const acknowledged = new Set<string>()
    const statuses = new Map<number, number>()
    let isOver = false
    let next = 0
    const sender = async () => {
      while (!isOver) {
        const id = `stop-${next++}`
        const { headers, payload } = provider.webhook({ customer: `62815${1_000_000 + next}`, messageId: id, text: 'halo kak', at: new Date() })
        const status = await fetch(`${laris.address}/hooks/whatsapp/${channelId}`, { method: 'POST', headers, body: new Uint8Array(payload), signal: AbortSignal.timeout(15_000) }).then(
          async (answer) => (await answer.arrayBuffer(), answer.status),
          () => 0,
        )
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (status === 200) acknowledged.add(`wamid.${id}`)
        else await pause(50)
      }
    }
    const stoppedMs: number[] = []
    const sending = Promise.all(Array.from({ length: senders }, sender))
    try {
      for (let stop = 0; stop < stops; stop++) {
        await pause(between(random, 300, 1_500))
        const startedAt = performance.now()
        const code = await laris.stop()
        stoppedMs.push(performance.now() - startedAt)
        ensure(code === 0, `the stop ended with ${code}: ${laris.output().slice(-500)}`)
        const { wasShutDown } = await readControlFile(join(laris.dataDir, 'postgres/data'))
        ensure(wasShutDown, 'the database was not shut down before Laris ended')
        await laris.serve()
      }
    } finally {
      isOver = true
      await sending
    }
    const longest = Math.max(...stoppedMs)
    note(`${acknowledged.size} messages taken, answers by status: ${[...statuses].map(([status, n]) => `${n} × ${status || 'no answer'}`).join(', ')}; stopped within ${(longest / 1_000).toFixed(1)} s`)
    ensure(acknowledged.size > 0, 'nothing was under way')
    ensure(longest <= 10_000 * crowding(), `a stop took ${Math.round(longest)} ms`)
    const unexpected = [...statuses.keys()].filter((status) => status !== 200 && status !== 0)
    ensure(unexpected.length === 0, `answers with ${unexpected.join(', ')}`)
    const answersOut = async () => Number((await laris.query("select count(*)::int as open from outbox where dead_at is null and handler in ('answer-message', 'send-message')"))[0]?.['open'])
    for (const until = Date.now() + 120_000; (await answersOut()) > 0 && Date.now() < until; ) await pause(300)
    const accepted = new Map<string, number>()
    for (const { threadId } of provider.accepted) accepted.set(threadId, (accepted.get(threadId) ?? 0) + 1)
    const wrong = [...(await nothingLost(laris.query, acknowledged)), ...(await nothingTwice(laris.query)), ...[...accepted].flatMap(([who, times]) => (times > 1 ? [`${who} was answered ${times} times`] : []))]
    ensure(wrong.length === 0, wrong.slice(0, 5).join('; '))
  },
}
