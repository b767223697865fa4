import type { ChannelType } from './channel.ts'
import { email } from './email/index.ts'
import { instagram } from './instagram/index.ts'
import { messenger } from './messenger/index.ts'
import { telegram } from './telegram/index.ts'
import { webchat } from './webchat/index.ts'
import { whatsapp } from './whatsapp/index.ts'

/** The open list of channel types. */
export const channelTypes: readonly ChannelType[] = [webchat, telegram, whatsapp, instagram, messenger, email]

export function findChannelType(type: string): ChannelType | undefined {
  return channelTypes.find((one) => one.type === type)
}
