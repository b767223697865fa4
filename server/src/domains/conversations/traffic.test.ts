import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTraffic, type Place } from './traffic.ts'

const limits = { account: { everyMs: 100, burst: 5 }, chat: { everyMs: 1_000, burst: 2 } }
const place = (messageId: string, threadId = messageId, channelId = 'c'): Place => ({ channelId, threadId, messageId })
const line = { channelId: 'c', everyMs: 10, account: { everyMs: 10, burst: 100 } }
const down = { code: 'provider_down', sentence: '', retryable: true }

test('up to a burst at once, then none before its time is over; another account is not slowed', () => {
  const traffic = createTraffic()
  const waits = Array.from({ length: 8 }, (_, index) => traffic.waitFor(place(`m${index}`), limits, 1_000))
  expect(waits).toEqual([0, 0, 0, 0, 0, 503, 503, 503].map((ms) => expect.closeTo(ms, 6)))
  expect(traffic.waitFor(place('x', 'x', 'other'), limits, 1_000)).toBe(0)
})

test('a message that waited keeps its place and waits only once', () => {
  const traffic = createTraffic()
  for (let index = 0; index < 5; index++) traffic.waitFor(place(`m${index}`), limits, 0)
  traffic.waitFor(place('m5'), limits, 300)
  expect(traffic.waitFor(place('late'), limits, 300)).toBeCloseTo(203)
  for (let index = 6; index < 9; index++) expect(traffic.waitFor(place(`m${index}`), limits, 400)).toBeCloseTo(103)
  expect(traffic.waitFor(place('later'), limits, 400)).toBeCloseTo(606)
  expect(traffic.waitFor(place('late'), limits, 505)).toBe(0)
  expect(traffic.waitFor(place('later'), limits, 1_010)).toBe(0)
})

test('whoever keeps to the answers never exceeds either rate', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(400)), { minLength: 1, maxLength: 60 }), (arrivals) => {
      const traffic = createTraffic()
      let now = 0
      const waiting = arrivals.map(([thread, gap], index) => ({ at: (now += gap), place: place(`m${index}`, `t${thread}`) }))
      const left: { thread: string; at: number }[] = []
      for (let next = waiting.shift(); next; next = waiting.toSorted((a, b) => a.at - b.at)[0], waiting.splice(waiting.indexOf(next), next ? 1 : 0)) {
        const waitMs = traffic.waitFor(next.place, limits, next.at)
        if (waitMs > 0) waiting.push({ ...next, at: next.at + waitMs })
        else left.push({ thread: next.place.threadId, at: next.at })
      }
      expect(left).toHaveLength(arrivals.length)
      const { everyMs, burst } = limits.account
      // Wherever a stretch of time begins.
      left.slice(burst).forEach(({ at }, index) => expect(at - left[index].at).toBeGreaterThanOrEqual(burst * everyMs))
      const within = (times: number[], { everyMs, burst }: { everyMs: number; burst: number }) =>
        // Any burst + 1 messages in a row take at least one interval.
        times.every((at, index) => index < burst || at - times[index - burst] >= everyMs - 1e-6)
      for (const thread of new Set(left.map((one) => one.thread))) expect(within(left.filter((one) => one.thread === thread).map((one) => one.at), limits.chat)).toBe(true)
    }),
  )
})

test('F06: breaks grow with each failure, with jitter, never above 30 seconds; one message tries first; success ends it', () => {
  const traffic = createTraffic()
  let now = 0
  const breaks: number[] = []
  for (let failure = 0; failure < 10; failure++) {
    now += traffic.waitFor(place(`m${failure}`), limits, now)
    breaks.push(traffic.slowDown(place(`m${failure}`), down, now, 1))
    now += breaks[failure]
  }
  expect(breaks.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000])
  expect(Math.max(...breaks)).toBeLessThanOrEqual(30_000)
  expect(traffic.waitFor(place('probe'), limits, now)).toBe(0)
  expect(traffic.waitFor(place('waits'), limits, now)).toBeGreaterThan(0)
  traffic.succeeded(place('probe'))
  expect(traffic.waitFor(place('waits'), limits, now)).toBe(0)
  expect(createTraffic().slowDown(place('a'), down, 0, 0)).toBe(500)
})

test('messages that fail together count once', () => {
  const traffic = createTraffic()
  const first = traffic.slowDown(place('a'), down, 0, 1)
  expect(traffic.slowDown(place('b'), down, 10, 1)).toBe(first - 10)
  expect(traffic.slowDown(place('c'), down, 20, 1)).toBe(first - 20)
})

test('F05: many that were under way together and are all told to wait count once, and what had left before them ends nothing', () => {
  const traffic = createTraffic()
  for (let index = 0; index < 50; index++) traffic.slowDown(place(`m${index}`), { ...down, retryAfterMs: 1_000 }, 100 + index, 0, 50)
  traffic.succeeded(place('before'), 60)
  expect(traffic.restMs('c', 200)).toBeGreaterThan(800)
  expect(traffic.reserve(line, 5, 1_500, 400)).toMatchObject({ isProbe: false, turns: { length: 5 } })
  const tried = createTraffic()
  for (let failure = 0; failure < 3; failure++) tried.slowDown(place('a'), down, failure * 10_000, 0, failure * 10_000)
  expect(tried.reserve(line, 5, 60_000, 400)).toMatchObject({ isProbe: true, turns: { length: 1 } })
})

test('F06: one failure among many calls holds up nobody; a second that left after it rests the account', () => {
  const traffic = createTraffic()
  traffic.slowDown(place('a'), down, 1_000, 1, 900)
  // Under way together with it.
  traffic.slowDown(place('b'), down, 1_050, 1, 950)
  expect(traffic.restMs('c', 1_100)).toBe(0)
  expect(traffic.reserve(line, 2, 1_100, 0)).toMatchObject({ turns: [1_100, expect.closeTo(1_110.06)], isProbe: false })
  traffic.slowDown(place('d'), down, 1_200, 1, 1_150)
  expect(traffic.restMs('c', 1_200)).toBe(2_000)
  traffic.succeeded(place('d'), 3_300)
  expect(traffic.restMs('c', 3_300)).toBe(0)
})

test('many messages keep their pace, and begin again the moment a rest is over', () => {
  const traffic = createTraffic()
  const left: number[] = []
  for (let now = 0; now < 20_000; now += 10) {
    if (now === 5_000) traffic.slowDown(place('refused'), { ...down, retryAfterMs: 1_000 }, now, 0)
    const reserved = traffic.reserve(line, 25, now, 60)
    if ('turns' in reserved) left.push(...reserved.turns)
  }
  const within = (from: number, to: number) => left.filter((at) => at >= from && at < to).length
  // The account's own rate, less the little that is kept for messages that arrive closer together than they left.
  expect(within(0, 5_000)).toBeGreaterThanOrEqual(496)
  // What had its turn when the refusal came is told to wait as it leaves.
  expect(within(5_400, 6_000)).toBe(0)
  expect(Math.min(...left.filter((at) => at > 5_400))).toBe(6_000)
  expect(within(6_000, 20_000) / 14).toBeGreaterThan(99)
  expect(within(6_000, 20_000) / 14).toBeLessThanOrEqual(100)
})

test('promotions and answers together never exceed the account’s rate in any second, and an answer does not wait behind the line', () => {
  const traffic = createTraffic()
  const left: number[] = []
  const due: number[] = []
  const waits: number[] = []
  for (let now = 0; now < 20_000; now += 10) {
    // Late now and then, as on a busy machine.
    const reserved = now % 3_000 < 200 ? undefined : traffic.reserve(line, 25, now, 300)
    if (reserved && 'turns' in reserved) due.push(...reserved.turns)
    while (due.length > 0 && due[0] <= now) {
      due.shift()
      left.push(now + traffic.leave('c', line.account, now))
    }
    if (now % 500 !== 0) continue
    const waitMs = traffic.waitFor(place(`answer ${now}`), { account: line.account, chat: limits.chat }, now)
    waits.push(waitMs)
    left.push(now + waitMs)
  }
  const sorted = left.toSorted((a, b) => a - b)
  sorted.slice(100).forEach((at, index) => expect(at - sorted[index]).toBeGreaterThanOrEqual(1_000))
  expect(Math.max(...waits)).toBeLessThan(400)
  expect(sorted.length / 20).toBeGreaterThan(95)
})

test('F05: a wait that the provider asked for is kept, and one for a chat leaves the others alone', () => {
  const traffic = createTraffic()
  expect(traffic.slowDown(place('a', 'chat'), { ...down, retryAfterMs: 7_000 }, 0, 0)).toBe(7_000)
  expect(traffic.waitFor(place('b'), limits, 6_000)).toBe(1_000)
  expect(traffic.waitFor(place('b'), limits, 7_000)).toBe(0)
  const other = createTraffic()
  other.slowDown(place('a', 'chat'), { ...down, appliesTo: 'chat' }, 0, 1)
  expect(other.waitFor(place('b', 'chat'), limits, 0)).toBe(4_000)
  expect(other.waitFor(place('c', 'elsewhere'), limits, 0)).toBe(0)
})
