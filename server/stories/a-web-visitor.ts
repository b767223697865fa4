import type { TestApp } from '#platform/database/testing'

let sequence = 0

/** Somebody who writes in the web chat of a shop, over the public addresses. */
export async function aWebVisitor(laris: TestApp, widgetKey: string) {
  sequence++
  const call = async (method: 'GET' | 'POST', path: string, body?: object) => (await laris.app.server.inject({ method, url: `/api/webchat/${widgetKey}${path}`, remoteAddress: `10.8.${Math.floor(sequence / 250) % 250}.${(sequence % 250) + 1}`, ...(body ? { payload: body } : {}) })).json()
  const { visitorToken } = await call('POST', '/visitors', {})
  const read = async (): Promise<string[]> => (await call('GET', `/messages?visitorToken=${encodeURIComponent(visitorToken)}`)).items.filter((item: { from: string }) => item.from === 'shop').map((item: { text: string }) => item.text)
  let seen = 0
  const write = (text: string, clientId = `pesan-${sequence++}-0001`): Promise<unknown> => call('POST', '/messages', { visitorToken, clientId, text })
  return {
    write,
    read,
    /** Writes, waits, and gives what came back. */
    say: async (text: string): Promise<string> => {
      laris.clock.advance(1_000)
      await write(text)
      await laris.settle()
      const all = await read()
      const fresh = all.slice(seen)
      seen = all.length
      return fresh.join('\n---\n')
    },
  }
}
