import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { createTestApp, type TestApp } from '../database/testing.ts'
import { silentLogger } from '../log.ts'
import { createDispatcher, type Dispatcher, type DispatcherOptions, type WorkHandler } from './dispatcher.ts'
import { createOutbox } from './outbox.ts'

let laris: TestApp
let shop: Context

beforeAll(async () => {
  laris = await createTestApp()
  shop = await laris.newBusiness()
})
beforeEach(() => laris.superQuery('delete from outbox'))
afterAll(() => laris[Symbol.asyncDispose]())

function dispatcherOf(handlers: Record<string, WorkHandler>, more: Partial<DispatcherOptions> = {}): Dispatcher {
  return createDispatcher({
    db: laris.database.db,
    outbox: createOutbox(() => []),
    handlers: new Map(Object.entries(handlers)),
    contextFor: () => shop,
    clock: laris.clock,
    log: silentLogger,
    ...more,
  })
}

const plan = (...jobs: { name: string; lane?: string; key?: string; onceKey?: string }[]) =>
  shop.transaction(async (tx) => {
    for (const [index, job] of jobs.entries()) await tx.enqueue({ ...job, payload: { index } })
  })
const rows = () => laris.superQuery('select handler, attempts, dead_at, last_error from outbox order by id')

test('a lane that hangs takes half of the places at most; the others flow past it and nothing of it is lost', async () => {
  const done: string[] = []
  let running = 0
  let most = 0
  let release = () => {}
  const hanging = new Promise<void>((resolve) => (release = resolve))
  await using dispatcher = dispatcherOf(
    {
      call: async (_ctx, payload) => {
        most = Math.max(most, ++running)
        await hanging
        running--
        done.push(`slow ${(payload as { index: number }).index}`)
      },
      other: async () => void done.push('other'),
    },
    { concurrency: 8 },
  )
  await plan(...Array.from({ length: 30 }, () => ({ name: 'call', lane: 'hangs' })), ...Array.from({ length: 20 }, () => ({ name: 'other', lane: 'works' })), ...Array.from({ length: 5 }, () => ({ name: 'other' })))
  dispatcher.start()
  await expect.poll(() => done.length, { timeout: 10_000 }).toBe(25)
  expect([most, running]).toEqual([4, 4])
  release()
  await dispatcher.drain()
  expect(done.filter((one) => one.startsWith('slow')).toSorted()).toEqual(Array.from({ length: 30 }, (_, index) => `slow ${index}`).toSorted())
  expect(await rows()).toEqual([])
})

test('lanes of one kind leave half of the places to everything else, however many there are', async () => {
  const done: string[] = []
  let running = 0
  let most = 0
  let release = () => {}
  const hanging = new Promise<void>((resolve) => (release = resolve))
  await using dispatcher = dispatcherOf(
    {
      call: async () => {
        most = Math.max(most, ++running)
        await hanging
        running--
      },
      other: async () => void done.push('other'),
    },
    { concurrency: 12 },
  )
  await plan(...Array.from({ length: 30 }, (_, index) => ({ name: 'call', lane: `many:${index % 3}` })), ...Array.from({ length: 5 }, () => ({ name: 'other', lane: 'alone' })))
  const versions = () => laris.superQuery('select id, xmin::text, ctid::text from outbox where lease_token is null order by id')
  const planned = await versions()
  dispatcher.start()
  await expect.poll(() => done.length, { timeout: 10_000 }).toBe(5)
  expect([most, running]).toEqual([6, 6])
  // What has no place was not taken and given back, either, which would cost a commit each time: these rows were never written again.
  const untouched = await versions()
  expect(untouched).toHaveLength(24)
  expect(planned).toEqual(expect.arrayContaining(untouched))
  release()
  await dispatcher.drain()
  expect(await rows()).toEqual([])
})

test('F26: what always fails is tried five times, set aside with its reason, and does not hold up the rest', async () => {
  let tries = 0
  let good = 0
  await using dispatcher = dispatcherOf({
    poison: async () => {
      tries++
      throw Object.assign(new Error('quotes a customer'), { code: 'E_POISON' })
    },
    good: async () => void good++,
  })
  await plan({ name: 'poison' }, { name: 'good' }, { name: 'good' })
  await dispatcher.drain()
  expect(good).toBe(2)
  for (let round = 0; round < 10; round++) {
    laris.clock.advance(20 * 60_000)
    await dispatcher.drain()
  }
  expect(tries).toBe(5)
  // Its message might quote a customer, so only its kind is kept.
  expect(await rows()).toMatchObject([{ handler: 'poison', attempts: 5, dead_at: expect.any(Date), last_error: 'Error: E_POISON' }])
})

test('F26: what hangs loses its place after its time, is tried five times and set aside; the others flow past it', async () => {
  const aborted: boolean[] = []
  let good = 0
  await using dispatcher = dispatcherOf(
    {
      hangs: (_ctx, _payload, { signal }) => new Promise(() => signal.addEventListener('abort', () => aborted.push(true))),
      good: async () => void good++,
    },
    { longestMs: 100, concurrency: 2 },
  )
  await plan({ name: 'hangs' }, { name: 'hangs' }, { name: 'good' })
  for (let round = 0; round < 6; round++) {
    await dispatcher.drain()
    laris.clock.advance(20 * 60_000)
  }
  expect([good, aborted.length]).toEqual([1, 10])
  expect(await rows()).toMatchObject([
    { handler: 'hangs', attempts: 5, dead_at: expect.any(Date), last_error: 'TookTooLong' },
    { handler: 'hangs', attempts: 5, dead_at: expect.any(Date), last_error: 'TookTooLong' },
  ])
})

test('F49: a stop waits for what ends soon and gives the rest back, with all its tries', async () => {
  let release = () => {}
  let endSoon = () => {}
  const late = new Promise<void>((resolve) => (release = resolve))
  const soon = new Promise<void>((resolve) => (endSoon = resolve))
  const done: string[] = []
  const dispatcher = dispatcherOf(
    {
      soon: async () => {
        await soon
        done.push('soon')
      },
      never: async () => void (await late),
    },
    { concurrency: 2, stopWithinMs: 2_500 },
  )
  await plan({ name: 'soon' }, { name: 'never' }, { name: 'soon' })
  dispatcher.start()
  await expect.poll(async () => (await laris.superQuery('select 1 from outbox where lease_token is not null')).length, { timeout: 10_000, interval: 20 }).toBe(2)
  setTimeout(endSoon, 200)
  await dispatcher[Symbol.asyncDispose]()
  expect(done).toEqual(['soon'])
  const left = await laris.superQuery('select handler, attempts, lease_token, leased_until from outbox order by id')
  expect(left).toEqual([
    { handler: 'never', attempts: 0, lease_token: null, leased_until: null },
    { handler: 'soon', attempts: 0, lease_token: null, leased_until: null },
  ])
  // Ended too late: whoever takes the row next is not disturbed.
  release()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(await rows()).toHaveLength(2)
})

test('F08: a worker that went silent loses its lease, another takes over, and the late result changes nothing', async () => {
  let release = () => {}
  const stuck = new Promise<void>((resolve) => (release = resolve))
  const runs: string[] = []
  await using first = dispatcherOf({ job: async () => (runs.push('first'), await stuck) }, { leaseMs: 3_600_000 })
  await using second = dispatcherOf({ job: async () => void runs.push('second') }, { leaseMs: 60_000 })
  await plan({ name: 'job' })
  const firstDone = first.drain()
  await expect.poll(() => runs, { timeout: 10_000 }).toEqual(['first'])
  await second.drain()
  expect(runs).toEqual(['first'])
  // The first one's process is gone: its lease is not extended any more.
  await laris.superQuery('update outbox set leased_until = $1', [laris.clock.now()])
  laris.clock.advance(1_000)
  await second.drain()
  expect(runs).toEqual(['first', 'second'])
  await plan({ name: 'job' })
  release()
  await firstDone
  await second.drain()
  expect(await rows()).toEqual([])
})

test('F08: where only one process can be, its successor goes on at once with what it held', async () => {
  const runs: string[] = []
  await using gone = dispatcherOf({ job: async () => (runs.push('gone'), await new Promise(() => {})) }, { stopWithinMs: 10 })
  await using next = dispatcherOf({ job: async () => void runs.push('next') })
  await plan({ name: 'job' })
  void gone.drain()
  await expect.poll(() => runs, { timeout: 10_000 }).toEqual(['gone'])
  await next.drain()
  expect(runs).toEqual(['gone'])
  await next.takeOver()
  await next.drain()
  expect(runs).toEqual(['gone', 'next'])
  expect(await rows()).toEqual([])
})

test('work with one key runs in order, one at a time, through a failure in the middle', async () => {
  const seen: number[] = []
  let failures = 1
  await using dispatcher = dispatcherOf({
    step: async (_ctx, payload) => {
      const { index } = payload as { index: number }
      if (index === 1 && failures-- > 0) throw new Error('once')
      seen.push(index)
    },
  })
  await plan(...Array.from({ length: 4 }, () => ({ name: 'step', key: 'one' })))
  for (let round = 0; round < 5; round++) {
    await dispatcher.drain()
    laris.clock.advance(10_000)
  }
  expect(seen).toEqual([0, 1, 2, 3])
})

test('work planned while the same work runs is done afterwards, and what waits is not planned twice', async () => {
  let runs = 0
  const again = { name: 'tell', key: 'one', onceKey: 'one' }
  await using dispatcher = dispatcherOf({
    tell: async () => {
      // News that comes after it has looked.
      if (++runs === 1) await plan(again, again, again)
    },
  })
  await plan(again, again)
  await dispatcher.drain()
  expect(runs).toBe(2)
  expect(await rows()).toEqual([])
})

test('work that waits again keeps its place against a second planning, unless the same was planned while it ran', async () => {
  let ends: 'fails' | 'postponed' = 'fails'
  let isPlannedMeanwhile = false
  const again = { name: 'tell', onceKey: 'one' }
  await using dispatcher = dispatcherOf({
    tell: async () => {
      if (isPlannedMeanwhile) await plan(again)
      isPlannedMeanwhile = false
      if (ends === 'fails') throw new Error('once')
      return { postponedUntil: new Date(laris.clock.now().getTime() + 60_000) }
    },
  })
  for (const end of ['fails', 'postponed'] as const) {
    ends = end
    await laris.superQuery('delete from outbox')
    await plan(again)
    await dispatcher.drain()
    await plan(again)
    expect(await rows()).toHaveLength(1)
    laris.clock.advance(120_000)
    isPlannedMeanwhile = true
    await dispatcher.drain()
    expect(await rows()).toHaveLength(2)
  }
})

test('a queue that cannot be read for a moment is read again before a drain ends; one that stays away is told', async () => {
  let failures = 2
  let done = 0
  const breaks: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (node.kind === 'RawNode' && failures-- > 0) throw new Error('Connection terminated unexpectedly')
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  }
  await using dispatcher = dispatcherOf({ job: async () => void done++ }, { db: laris.database.db.withPlugin(breaks) })
  await plan({ name: 'job' }, { name: 'job' })
  await dispatcher.drain()
  expect(done).toBe(2)
  failures = 100
  await expect(dispatcher.drain()).rejects.toThrow('Connection terminated')
})
