import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTraffic, type Place } from './traffic.ts'

const limits = { account: { everyMs: 100, burst: 5 }, chat: { everyMs: 1_000, burst: 2 } }
const place = (messageId: string, threadId = messageId, channelId = 'c'): Place => ({ channelId, threadId, messageId })
const down = { code: 'provider_down', sentence: '', retryable: true }

test('up to a burst at once, then at the account’s rate; another account is not slowed', () => {
  const traffic = createTraffic()
  const waits = Array.from({ length: 8 }, (_, index) => traffic.waitFor(place(`m${index}`), limits, 1_000))
  expect(waits).toEqual([0, 0, 0, 0, 0, 100, 200, 300])
  expect(traffic.waitFor(place('x', 'x', 'other'), limits, 1_000)).toBe(0)
})

test('a message that waited keeps its place and waits only once', () => {
  const traffic = createTraffic()
  for (let index = 0; index < 5; index++) traffic.waitFor(place(`m${index}`), limits, 0)
  expect(traffic.waitFor(place('late'), limits, 0)).toBe(100)
  expect(traffic.waitFor(place('later'), limits, 0)).toBe(200)
  expect(traffic.waitFor(place('late'), limits, 100)).toBe(0)
  expect(traffic.waitFor(place('later'), limits, 200)).toBe(0)
})

test('whoever keeps to the answers never exceeds either rate', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(400)), { minLength: 1, maxLength: 60 }), (arrivals) => {
      const traffic = createTraffic()
      let now = 0
      const left: { thread: string; at: number }[] = []
      arrivals.forEach(([thread, gap], index) => {
        now += gap
        let at = now
        for (let wait = traffic.waitFor(place(`m${index}`, `t${thread}`), limits, at); wait > 0; wait = traffic.waitFor(place(`m${index}`, `t${thread}`), limits, at)) at += wait
        left.push({ thread: `t${thread}`, at })
      })
      const within = (times: number[], { everyMs, burst }: { everyMs: number; burst: number }) => {
        const sorted = times.toSorted((a, b) => a - b)
        // Any burst + 1 messages in a row take at least one interval.
        return sorted.every((at, index) => index < burst || at - sorted[index - burst] >= everyMs - 1e-6)
      }
      expect(within(left.map((one) => one.at), limits.account)).toBe(true)
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
  expect(traffic.reserve({ channelId: 'c', pace: { everyMs: 10, burst: 100 }, account: { everyMs: 10, burst: 100 } }, 5, 1_500, 400)).toMatchObject({ isProbe: false, turns: { length: 5 } })
  const tried = createTraffic()
  for (let failure = 0; failure < 3; failure++) tried.slowDown(place('a'), down, failure * 10_000, 0, failure * 10_000)
  expect(tried.reserve({ channelId: 'c', pace: { everyMs: 10, burst: 100 }, account: { everyMs: 10, burst: 100 } }, 5, 60_000, 400)).toMatchObject({ isProbe: true, turns: { length: 1 } })
})

test('many messages keep their pace over any time, catch up after a rest, and never exceed the account’s rate with the others', () => {
  const traffic = createTraffic()
  const line = { channelId: 'c', pace: { everyMs: 10, burst: 100 }, account: { everyMs: 10, burst: 100 } }
  const left: number[] = []
  for (let now = 0; now < 20_000; now += 10) {
    // A second of rest in the middle.
    if (now >= 5_000 && now < 6_000) continue
    const reserved = traffic.reserve(line, 25, now, 0)
    if ('turns' in reserved) left.push(...reserved.turns)
  }
  const until = (ms: number) => left.filter((at) => at < ms).length
  expect(until(5_000)).toBeGreaterThanOrEqual(500)
  expect(until(5_000)).toBeLessThanOrEqual(510)
  expect(until(20_000) / 20).toBeCloseTo(100, 0)
  left.slice(1).forEach((at, index) => expect(at - left[index]).toBeGreaterThanOrEqual(6 - 1e-6))
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
