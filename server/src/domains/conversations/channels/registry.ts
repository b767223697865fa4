import type { ChannelType } from './channel.ts'
import { webchat } from './webchat/index.ts'

/** The open list of channel types. */
export const channelTypes: readonly ChannelType[] = [webchat]

export function findChannelType(type: string): ChannelType | undefined {
  return channelTypes.find((one) => one.type === type)
}
