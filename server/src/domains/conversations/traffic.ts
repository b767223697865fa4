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
  /** Milliseconds until this message may leave. One that waits for its account keeps its place in the line. */
  waitFor(place: Place, limits: Pick<ChannelType['limits'], 'account' | 'chat'>, nowMs: number): number
  /**
   * Turns for many messages of one account that leave evenly: when each may leave, the first once the account no longer
   * rests; fewer than asked for while the provider is only tried. Takes none, and says when to ask again, while the
   * first is further away than `withinMs`.
   */
  reserve(line: { channelId: string; everyMs: number; account: Rate }, count: number, nowMs: number, withinMs: number): { turns: number[]; isProbe: boolean } | { waitMs: number }
  /** Counts one message of a reserved turn that is about to leave; returns the milliseconds until its account has room, answers to customers included. */
  leave(channelId: string, account: Rate, nowMs: number): number
  /** Whether this chat may have one more message now, which is then counted. */
  enterChat(place: Pick<Place, 'channelId' | 'threadId'>, rate: Rate, nowMs: number): boolean
  /** Milliseconds that the account still rests. A line of many calls does not rest for one failure among them, unless it was asked to wait. */
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
/** Providers count when a message arrives, we when it leaves: we take a second to be so much longer. */
const guard = 1.006
/** The most that a wait asked for grows by chance, so that several processes do not come back together. */
const scatterMs = 50
const mostRemembered = 20_000

export function createTraffic(): Traffic {
  /** Theoretical arrival times of the generic cell rate algorithm (ITU-T I.371), of chats and of promotions. */
  const nextFree = new Map<string, number>()
  /** When the newest messages of each account leave or left, in order, as many as may leave together. */
  const departures = new Map<string, number[]>()
  const places = new Map<string, number>()
  const blockedUntil = new Map<string, number>()
  const refusedAt = new Map<string, number>()
  const failures = new Map<string, number>()
  const askedToWait = new Set<string>()

  function earliest(key: string, rate: Rate): number {
    return (nextFree.get(key) ?? 0) - (rate.burst - 1) * rate.everyMs
  }

  function take(key: string, rate: Rate, at: number): void {
    nextFree.set(key, Math.max(nextFree.get(key) ?? 0, at) + rate.everyMs)
  }

  /** Never more than `burst` within the time that the rate gives them, wherever that time begins. Returns the moment, which is then taken. */
  function depart(account: string, { everyMs, burst }: Rate, nowMs: number): number {
    const left = departures.get(account) ?? []
    departures.set(account, left)
    const at = left.length < burst ? nowMs : Math.max(nowMs, left[left.length - burst] + burst * everyMs * guard)
    left.push(at)
    while (left.length > burst) left.shift()
    return at
  }

  function restsUntil(account: string): number {
    return failures.get(account) === 1 && !askedToWait.has(account) ? 0 : (blockedUntil.get(account) ?? 0)
  }

  return {
    waitFor(place, limits, nowMs) {
      const { account, chat } = keysOf(place)
      const blocked = Math.max(blockedUntil.get(account) ?? 0, blockedUntil.get(chat) ?? 0)
      if (blocked > nowMs) return blocked - nowMs
      let at = places.get(place.messageId)
      if (at === undefined) {
        // The account only once the chat is free: a place far ahead would keep everyone else from leaving before it.
        const chatAt = earliest(chat, limits.chat)
        if (chatAt > nowMs) return chatAt - nowMs
        at = depart(account, limits.account, nowMs)
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
    reserve({ channelId, everyMs, account }, count, nowMs, withinMs) {
      const paced = `${channelId}/pace`
      const gapMs = Math.max(everyMs, account.everyMs * guard)
      const firstAt = Math.max(nowMs, restsUntil(channelId), nextFree.get(paced) ?? 0)
      if (firstAt - nowMs > withinMs) return { waitMs: firstAt - nowMs - withinMs }
      const isProbe = (failures.get(channelId) ?? 0) >= failuresToOpen
      if (isProbe) blockedUntil.set(channelId, firstAt + probeMs)
      const turns = Array.from({ length: isProbe ? 1 : count }, (_, index) => firstAt + index * gapMs)
      nextFree.set(paced, firstAt + turns.length * gapMs)
      return { turns, isProbe }
    },
    leave: (channelId, account, nowMs) => depart(channelId, account, nowMs) - nowMs,
    enterChat(place, rate, nowMs) {
      const { chat } = keysOf(place)
      if ((blockedUntil.get(chat) ?? 0) > nowMs || earliest(chat, rate) > nowMs) return false
      take(chat, rate, nowMs)
      if (nextFree.size > mostRemembered) forget(nextFree, nowMs)
      return true
    },
    restMs: (channelId, nowMs) => Math.max(0, restsUntil(channelId) - nowMs),
    slowDown(place, problem, nowMs, random, leftAtMs) {
      const keys = keysOf(place)
      const isChat = problem.appliesTo === 'chat'
      const key = isChat ? keys.chat : keys.account
      const until = blockedUntil.get(key) ?? 0
      // Messages that were already under way fail together: that counts once.
      const isProbe = (failures.get(key) ?? 0) >= failuresToOpen
      const lastAt = refusedAt.get(key) ?? 0
      if (until > nowMs && !isProbe && problem.retryAfterMs === undefined && (leftAtMs ?? 0) <= lastAt) return until - nowMs
      const isSame = failures.has(key) && (leftAtMs ?? nowMs) < lastAt
      const count = (failures.get(key) ?? 0) + (isSame ? 0 : 1)
      failures.set(key, count)
      if (!isSame) refusedAt.set(key, nowMs)
      const growth = isChat ? Math.min(longestChatBreakMs, 1_000 * 4 ** count) : Math.min(longestBreakMs, 1_000 * 2 ** (count - 1))
      const waitMs = problem.retryAfterMs === undefined ? growth * (0.5 + random / 2) : problem.retryAfterMs + random * scatterMs
      if (problem.retryAfterMs === undefined && !isSame) askedToWait.delete(key)
      if (problem.retryAfterMs !== undefined && !isChat) askedToWait.add(key)
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
