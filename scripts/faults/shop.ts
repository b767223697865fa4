import { startFakeWhatsapp, type FakeWhatsapp } from '../../server/src/domains/conversations/channels/whatsapp/testing.ts'
import { aLaris, type LarisProcess } from './laris-process.ts'

export interface FaultShop extends AsyncDisposable {
  laris: LarisProcess
  provider: FakeWhatsapp
  businessId: string
  channelId: string
  /** Posts an event as Meta does, and again until it is answered with 2xx, across crashes. Returns how often it was posted. */
  deliver(messageId: string, customer: string, text: string): Promise<number>
}

/** A Laris of its own with one WhatsApp number, whose provider stands in this process and survives every crash. */
export async function aFaultShop(environment: Record<string, string> = {}, options: { assistant?: 'watch' | 'auto' } = {}): Promise<FaultShop> {
  const provider = await startFakeWhatsapp()
  const laris = await aLaris({ WHATSAPP_API_URL: provider.url, ...environment })
  try {
    await laris.serve()
    const businessId = await laris.begin()
    if ((options.assistant ?? 'watch') === 'watch') await laris.send('PUT', '/api/assistant/settings', { mode: 'watch' })
    const connected = await laris.send('POST', '/api/channels', { type: 'whatsapp', settings: provider.settings() as Record<string, unknown> })
    if (connected.status !== 201) throw new Error(`The channel was refused: ${JSON.stringify(connected.body)}`)
    const channelId = String(connected.body['channelId'])
    let isOver = false
    return {
      laris,
      provider,
      businessId,
      channelId,
      async deliver(messageId, customer, text) {
        const { headers, payload } = provider.webhook({ customer, messageId, text, at: new Date() })
        for (let times = 1; ; times++) {
          const status = await fetch(`${laris.address}/hooks/whatsapp/${channelId}`, { method: 'POST', headers, body: new Uint8Array(payload), signal: AbortSignal.timeout(15_000) }).then(
            async (answer) => (await answer.arrayBuffer(), answer.status),
            () => 0,
          )
          if ((status >= 200 && status < 300) || isOver) return times
          await new Promise((resolve) => setTimeout(resolve, 100 + Math.min(times, 20) * 20))
        }
      },
      async [Symbol.asyncDispose]() {
        isOver = true
        await laris[Symbol.asyncDispose]()
        await provider[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await laris[Symbol.asyncDispose]()
    await provider[Symbol.asyncDispose]()
    throw error
  }
}
