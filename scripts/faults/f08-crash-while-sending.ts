import { between, ensure, pause, type Fault } from './fault.ts'
import { oneSend } from './invariants.ts'
import { aFaultShop } from './shop.ts'

/** kill -9 of the whole worker while messages leave: before, during and after the provider's answer. */
export const crashWhileSending: Fault = {
  id: 'F08',
  title: 'worker crash between send and mark',
  async run({ random, isSmall, note }) {
    const [messages, kills] = isSmall ? [8, 2] : [60, 12]
    await using shop = await aFaultShop()
    const { laris, provider, deliver } = shop
    for (let i = 0; i < messages; i++) await deliver(`f08-${i}`, `62813${1_000_000 + i}`, 'halo')
    const conversations = await laris.query("select conversation_id as id from messages where external_id like 'wamid.f08-%' order by id")
    const texts: string[] = []
    let retakenMs = 0
    for (let kill = 0; kill < kills; kill++) {
      const share = conversations.slice(Math.floor((kill * messages) / kills), Math.floor(((kill + 1) * messages) / kills))
      await Promise.all(
        share.map(async ({ id }, index) => {
          const text = `balasan ${kill}.${index}`
          texts.push(text)
          await laris.send('POST', `/api/conversations/${String(id)}/messages`, { text, clientId: crypto.randomUUID() }).catch(() => undefined)
        }),
      )
      // Anywhere between the planning of the first and the mark of the last.
      await pause(between(random, 0, 120))
      laris.kill()
      await pause(30)
      await laris.serve()
    }
    // Leases of a minute run out, and what was being attempted is called uncertain.
    const startedAt = performance.now()
    for (let open = -1; open !== 0; ) {
      const [row] = await laris.query("select count(*)::int as open from messages where text = any($1::text[]) and delivery in ('planned', 'attempting')", [texts])
      open = Number(row?.['open'])
      retakenMs = performance.now() - startedAt
      if (retakenMs > 240_000) throw new Error(`${open} messages are still under way after 240 s`)
      if (open > 0) await pause(1_000)
    }
    const accepted = new Map<string, number>()
    for (const { text } of provider.accepted) accepted.set(text, (accepted.get(text) ?? 0) + 1)
    const states = await laris.query('select delivery, count(*)::int as n from messages where text = any($1::text[]) group by 1 order by 1', [texts])
    note(`${states.map(({ delivery, n }) => `${String(n)} ${String(delivery)}`).join(', ')}; all settled ${(retakenMs / 1_000).toFixed(0)} s after the last crash`)
    const wrong = await oneSend(laris.query, accepted, texts)
    ensure(wrong.length === 0, wrong.slice(0, 5).join('; '))
  },
}
