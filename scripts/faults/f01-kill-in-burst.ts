import { between, ensure, pause, pick, recoveryLimitMs, type Fault } from './fault.ts'
import { businessesApart, nothingLost, nothingTwice, oneOrder } from './invariants.ts'
import { aFaultShop } from './shop.ts'

/** kill -9 of Laris, of its database, or of both, at random moments of a burst of signed events whose sender tries again. */
export const killInBurst: Fault = {
  id: 'F01',
  title: 'kill -9 in a webhook burst',
  async run({ random, isSmall, note }) {
    const [events, kills] = isSmall ? [150, 3] : [1_000, 20]
    await using shop = await aFaultShop()
    const { laris, deliver } = shop
    const neighbour = await laris.send('POST', '/api/businesses', { name: 'Toko B', sector: 'fashion', city: 'Solo' })
    ensure(neighbour.status < 300, 'the second business was refused')
    const acknowledged = new Set<string>()
    let next = 0
    let allowed = 0
    let posted = 0
    const sender = async () => {
      while (next < events) {
        if (next >= allowed) {
          await pause(5)
          continue
        }
        const index = next++
        const event = [`burst-${index}`, `62812${1_000_000 + (index % 97)}`, `pesan ${index}`] as const
        const times = await deliver(...event)
        posted += times
        // Providers repeat what they were not sure about.
        if (index % 20 === 0) await deliver(...event)
        acknowledged.add(`wamid.burst-${index}`)
      }
    }
    const senders = Promise.all(Array.from({ length: 16 }, sender))
    const downMs: number[] = []
    const killed: string[] = []
    for (let kill = 0; kill < kills; kill++) {
      allowed = Math.ceil(((kill + 1) * events) / (kills + 1))
      await pause(between(random, 20, 400))
      const who = pick(random, ['laris', 'database', 'both'] as const)
      killed.push(who)
      const pid = await laris.databasePid()
      if (who !== 'database') laris.kill()
      if (who !== 'laris' && pid !== undefined) process.kill(pid, 'SIGKILL')
      const killedAt = performance.now()
      // Until the kernel has told everyone.
      await pause(30)
      await laris.serve()
      downMs.push(performance.now() - killedAt)
    }
    allowed = events
    await senders
    const count = (who: string) => killed.filter((one) => one === who).length
    note(`${events} events posted ${posted} times, killed: ${count('laris')} Laris, ${count('database')} database, ${count('both')} both; serving again after at most ${(Math.max(...downMs) / 1_000).toFixed(1)} s`)
    const wrong = [...(await nothingLost(laris.query, acknowledged)), ...(await nothingTwice(laris.query)), ...(await businessesApart(laris.query, new Map([[shop.businessId, 'pesan 1']])))]
    ensure(acknowledged.size === events, `${acknowledged.size} of ${events} events were acknowledged`)
    await laris.signIn()
    const { body } = await laris.send('GET', '/api/conversations')
    const conversationId = String(body.items?.[0]?.['conversationId'])
    const shown = await laris.send('GET', `/api/conversations/${conversationId}/messages`)
    wrong.push(...(await oneOrder(laris.query, conversationId, (shown.body.items ?? []).map((one) => String(one['messageId'])))))
    const [stored] = await laris.query("select count(*)::int as n from messages where external_id like 'wamid.burst-%'")
    ensure(wrong.length === 0, wrong.slice(0, 5).join('; '))
    ensure(stored?.['n'] === events, `${String(stored?.['n'])} rows for ${events} events`)
    ensure(Math.max(...downMs) <= recoveryLimitMs(), `serving again took ${Math.round(Math.max(...downMs))} ms`)
  },
}
