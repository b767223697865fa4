import type { ChannelType, Rate } from './channels/channel.ts'
import type { ChannelProblem } from './channels/inbound-item.ts'

export interface Place {
  channelId: string
  threadId: string
  messageId: string
}

/**
 * Keeps each account under its provider's rates, and away from a provider that is down; other accounts are not slowed
 * (F05, F06). Lives in one process: several workers share a provider's limit by its own 429 answers.
 */
export interface Traffic {
  /** Milliseconds until this message may leave. A message that has to wait keeps its place in the line. */
  waitFor(place: Place, limits: Pick<ChannelType['limits'], 'account' | 'chat'>, nowMs: number): number
  /**
   * Turns for many messages of one account that leave at a pace of their own beside its rate: when each may leave, one
   * after the other; fewer than asked for while the provider is only tried. Takes none when the first is further away
   * than `withinMs`: a short line is what lets answers to customers pass between them.
   */
  reserve(line: { channelId: string; pace: Rate; account: Rate }, count: number, nowMs: number, withinMs: number): { turns: number[]; isProbe: boolean } | { waitMs: number }
  /** Whether this chat may have one more message now, which is then counted. */
  enterChat(place: Pick<Place, 'channelId' | 'threadId'>, rate: Rate, nowMs: number): boolean
  /** Milliseconds that the account still rests. */
  restMs(channelId: string, nowMs: number): number
  /** Backs off after a refusal that may pass; returns the milliseconds to wait. Calls that were under way together and fail together count once. */
  slowDown(place: Pick<Place, 'channelId' | 'threadId'>, problem: ChannelProblem, nowMs: number, random: number, leftAtMs?: number): number
  /** What left before the refusal says nothing about how things stand after it. */
  succeeded(place: Pick<Place, 'channelId' | 'threadId'>, leftAtMs?: number): void
}

const longestBreakMs = 30_000
const longestChatBreakMs = 5 * 60_000
/** From the third failure in a row on, one message at a time tries whether the provider is back. */
const failuresToOpen = 3
const probeMs = 5_000
/** Catching up, two messages stand no closer than this share of the usual distance. */
const leastGap = 0.6
const mostRemembered = 20_000

export function createTraffic(): Traffic {
  /** Theoretical arrival times of the generic cell rate algorithm (ITU-T I.371). */
  const nextFree = new Map<string, number>()
  const places = new Map<string, number>()
  const blockedUntil = new Map<string, number>()
  const refusedAt = new Map<string, number>()
  const failures = new Map<string, number>()

  function earliest(key: string, rate: Rate): number {
    return (nextFree.get(key) ?? 0) - (rate.burst - 1) * rate.everyMs
  }

  function take(key: string, rate: Rate, at: number): void {
    nextFree.set(key, Math.max(nextFree.get(key) ?? 0, at) + rate.everyMs)
  }

  return {
    waitFor(place, limits, nowMs) {
      const { account, chat } = keysOf(place)
      const blocked = Math.max(blockedUntil.get(account) ?? 0, blockedUntil.get(chat) ?? 0)
      if (blocked > nowMs) return blocked - nowMs
      let at = places.get(place.messageId)
      if (at === undefined) {
        at = Math.max(nowMs, earliest(account, limits.account), earliest(chat, limits.chat))
        take(account, limits.account, at)
        take(chat, limits.chat, at)
      }
      if (at > nowMs) {
        places.set(place.messageId, at)
      } else {
        places.delete(place.messageId)
        if ((failures.get(account) ?? 0) >= failuresToOpen) blockedUntil.set(account, nowMs + probeMs)
      }
      if (nextFree.size > mostRemembered) forget(nextFree, nowMs)
      if (places.size > mostRemembered) forget(places, nowMs)
      return Math.max(0, at - nowMs)
    },
    reserve({ channelId, pace, account }, count, nowMs, withinMs) {
      const blocked = blockedUntil.get(channelId) ?? 0
      if (blocked > nowMs) return { waitMs: blocked - nowMs }
      const paced = `${channelId}/pace`
      // No burst to begin with: it is there to catch up after a rest, and not all at once.
      if (!nextFree.has(paced)) nextFree.set(paced, nowMs + (pace.burst - 1) * pace.everyMs)
      const spaced = { everyMs: pace.everyMs * leastGap, burst: 1 }
      const next = () => Math.max(nowMs, earliest(paced, pace), earliest(`${paced}/gap`, spaced), earliest(channelId, account))
      const waitMs = next() - nowMs
      if (waitMs > withinMs) return { waitMs }
      const isProbe = (failures.get(channelId) ?? 0) >= failuresToOpen
      if (isProbe) blockedUntil.set(channelId, nowMs + probeMs)
      const turns = Array.from({ length: isProbe ? 1 : count }, () => {
        const at = next()
        take(paced, pace, at)
        take(`${paced}/gap`, spaced, at)
        take(channelId, account, at)
        return at
      })
      return { turns, isProbe }
    },
    enterChat(place, rate, nowMs) {
      const { chat } = keysOf(place)
      if ((blockedUntil.get(chat) ?? 0) > nowMs || earliest(chat, rate) > nowMs) return false
      take(chat, rate, nowMs)
      if (nextFree.size > mostRemembered) forget(nextFree, nowMs)
      return true
    },
    restMs: (channelId, nowMs) => Math.max(0, (blockedUntil.get(channelId) ?? 0) - nowMs),
    slowDown(place, problem, nowMs, random, leftAtMs = nowMs) {
      const keys = keysOf(place)
      const isChat = problem.appliesTo === 'chat'
      const key = isChat ? keys.chat : keys.account
      const until = blockedUntil.get(key) ?? 0
      // Messages that were already under way fail together: that counts once.
      const isProbe = (failures.get(key) ?? 0) >= failuresToOpen
      if (until > nowMs && !isProbe && problem.retryAfterMs === undefined) return until - nowMs
      const isSame = failures.has(key) && leftAtMs < (refusedAt.get(key) ?? 0)
      const count = (failures.get(key) ?? 0) + (isSame ? 0 : 1)
      failures.set(key, count)
      if (!isSame) refusedAt.set(key, nowMs)
      const growth = isChat ? Math.min(longestChatBreakMs, 1_000 * 4 ** count) : Math.min(longestBreakMs, 1_000 * 2 ** (count - 1))
      const waitMs = problem.retryAfterMs === undefined ? growth * (0.5 + random / 2) : problem.retryAfterMs * (1 + random / 10)
      blockedUntil.set(key, Math.max(nowMs + waitMs, problem.retryAfterMs === undefined ? 0 : until))
      if (blockedUntil.size > mostRemembered) forget(blockedUntil, nowMs)
      return waitMs
    },
    succeeded(place, leftAtMs = Infinity) {
      for (const key of Object.values(keysOf(place))) {
        if (leftAtMs < (refusedAt.get(key) ?? 0)) continue
        if (failures.delete(key)) blockedUntil.delete(key)
        refusedAt.delete(key)
      }
    },
  }
}

function keysOf({ channelId, threadId }: Pick<Place, 'channelId' | 'threadId'>): { account: string; chat: string } {
  return { account: channelId, chat: `${channelId}/${threadId}` }
}

function forget(times: Map<string, number>, nowMs: number): void {
  for (const [key, at] of times) if (at < nowMs) times.delete(key)
}
