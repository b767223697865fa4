import type { Transaction } from '#platform/context'
import { listChannels, typeOf } from './channel-accounts.ts'

/** Addresses that open a chat with the shop, oldest account first; `words` are what the customer would send, `code` what must arrive. */
export async function listChatAddresses(tx: Transaction, first: { words: string; code: string }): Promise<{ channelId: string; type: string; address: string }[]> {
  return (await listChannels(tx)).flatMap((channel) => {
    const address = channel.status === 'active' ? typeOf(channel).chatAddress?.(channel, first) : undefined
    return address ? [{ channelId: channel.channelId, type: channel.type, address }] : []
  })
}
