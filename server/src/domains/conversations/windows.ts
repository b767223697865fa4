import type { JsonValue } from '#platform/context'
import { typeOf } from './channel-accounts.ts'
import type { ThreadRules } from './channels/channel.ts'
import type { ChannelRow, ConversationRow, MessageRow } from './tables.ts'

type Account = Pick<ChannelRow, 'type' | 'config'>

/** Hours after a customer's message in which everyone may answer it freely; `null` without a limit. */
export function windowHoursOf(channel: Pick<ChannelRow, 'type'>, threadId: string): number | null {
  return rulesOf(channel, threadId)?.windowHours ?? typeOf(channel).limits.windowHours
}

export function rulesOf(channel: Pick<ChannelRow, 'type'>, threadId: string): ThreadRules | undefined {
  return typeOf(channel).threadRules?.(threadId)
}

/** Until when this author may write freely; `null` without a limit. On some channels people may longer than the assistant. */
export function openUntil(channel: Account, conversation: Pick<ConversationRow, 'externalId' | 'windowExpiresAt' | 'lastInboundAt'>, author: MessageRow['authorKind']): Date | null {
  const { windowExpiresAt, lastInboundAt, externalId } = conversation
  if (windowExpiresAt === null || author !== 'member' || lastInboundAt === null || rulesOf(channel, externalId)) return windowExpiresAt
  // JSON written by `connectChannel` alone.
  const hours = typeOf(channel).personWindowHours?.({ config: channel.config as Record<string, JsonValue> }) ?? null
  const personal = hours === null ? windowExpiresAt : new Date(lastInboundAt.getTime() + hours * 3_600_000)
  return personal > windowExpiresAt ? personal : windowExpiresAt
}
