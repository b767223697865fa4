import type { Channel, ChannelType } from './channels/channel.ts'

/** Keeps each account under its provider's rates; other accounts are not slowed (F05). Lives in one process. */
export interface Pacer {
  /** Milliseconds to wait before this message may go; takes the slot. */
  delayFor(channel: Pick<Channel, 'channelId'>, threadId: string, limits: ChannelType['limits'], nowMs: number): number
}

export function createPacer(): Pacer {
  const nextOfAccount = new Map<string, number>()
  const nextOfChat = new Map<string, number>()
  return {
    delayFor(channel, threadId, limits, nowMs) {
      const chatKey = `${channel.channelId}/${threadId}`
      const at = Math.max(nowMs, nextOfAccount.get(channel.channelId) ?? 0, nextOfChat.get(chatKey) ?? 0)
      nextOfAccount.set(channel.channelId, at + 1_000 / limits.perSecond)
      nextOfChat.set(chatKey, at + limits.perChatMs)
      if (nextOfChat.size > 10_000) forgetPast(nextOfChat, nowMs)
      return at - nowMs
    },
  }
}

function forgetPast(slots: Map<string, number>, nowMs: number): void {
  for (const [key, at] of slots) if (at < nowMs) slots.delete(key)
}
