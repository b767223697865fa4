import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '../../src/api.ts'
import { aFullBusiness, type Ids } from './a-full-business.ts'
import { anInstallation, ownerPassword, type Installation, type Visitor } from './testing.ts'

let laris: Installation
let other: Visitor
let ids: Ids
beforeAll(async () => {
  laris = await anInstallation()
  ids = await aFullBusiness(laris, laris.owner, laris.businessId, 'milikA')
  const made = await laris.owner.send('POST', '/api/businesses', { name: 'Toko B', sector: 'fashion', city: 'Solo' })
  const businessId = String(made.body['businessId'])
  other = { ...laris.owner, send: (method, path, body, headers) => laris.owner.send(method, path, body, { 'laris-business': businessId, ...headers }) }
}, 60_000)
afterAll(() => laris[Symbol.asyncDispose]())

const reading = Object.entries(routes).filter(([, route]) => route.method === 'GET' && route.kind === 'tenant' && /:[A-Za-z]+Id\b/.test(route.path))

test('S01: another business’s id and one that nobody has get the same words, headers and time', async () => {
  const slower: string[] = []
  for (const [name, route] of reading) {
    const pathWith = (made: (id: string) => string) => route.path.replace(/:([A-Za-z]+)/g, (_, id: string) => made(id))
    const foreign = pathWith((id) => ids[id] ?? crypto.randomUUID())
    const nobodys = pathWith(() => crypto.randomUUID())
    const [one, two] = [await other.send('GET', foreign), await other.send('GET', nobodys)]
    const plain = ({ status, body, headers }: typeof one) => ({ status, body: { ...body, requestId: '' }, type: headers['content-type'], length: headers['content-length'] })
    expect([name, plain(one)]).toEqual([name, plain(two)])
    if (one.status !== 404) continue
    // Only a difference that stays, however often it is measured, tells anything.
    for (let tries = 1; ; tries++) {
      const ratio = await timeRatio(foreign, nobodys)
      if (ratio < 1.4 && ratio > 1 / 1.4) break
      if (tries < 4) continue
      slower.push(`${name}: ${ratio.toFixed(2)}×`)
      break
    }
  }
  expect(slower).toEqual([])
}, 120_000)

test('S15: a name that exists and one that does not are refused in the same words and time', async () => {
  let nth = 0
  const attempt = async (username: string) => {
    const visitor = laris.visitor()
    const startedAt = performance.now()
    const answer = await visitor.send('POST', '/api/session', { username, password: `${ownerPassword}-salah-${nth++}` })
    return { tookMs: performance.now() - startedAt, body: { ...answer.body, requestId: '' }, status: answer.status }
  }
  for (let tries = 1; ; tries++) {
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await attempt('Bu Sri'), await attempt(`Tak Ada ${round}`)]
      expect({ status: a.status, body: a.body }).toEqual({ status: b.status, body: b.body })
      known.push(a.tookMs)
      unknown.push(b.tookMs)
    }
    const ratio = median(known) / median(unknown)
    if (ratio < 1.5 && ratio > 1 / 1.5) return
    if (tries === 4) expect(ratio).toBeCloseTo(1, 0)
  }
}, 120_000)

async function timeRatio(a: string, b: string): Promise<number> {
  const times = { a: [] as number[], b: [] as number[] }
  for (let round = 0; round < 24; round++) {
    for (const [key, path] of round % 2 === 0 ? ([['a', a], ['b', b]] as const) : ([['b', b], ['a', a]] as const)) {
      const startedAt = performance.now()
      await other.send('GET', path)
      times[key].push(performance.now() - startedAt)
    }
  }
  return median(times.a) / median(times.b)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}
