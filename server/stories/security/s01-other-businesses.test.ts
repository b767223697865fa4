import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnyRoute } from '#platform/http/route'
import { newSecret } from '#platform/ids'
import { routes } from '../../src/api.ts'
import { aFullBusiness, canary, fingerprint, type Ids } from './a-full-business.ts'
import { idFields, inputSchema, sample } from './sample-input.ts'
import { anInstallation, memberPassword, ownerPassword, type Answer, type Installation, type Visitor } from './testing.ts'

/**
 * S01, generated from the one table of routes: every operation, with the ids of another business in path, query and
 * body. A route with an id that `aFullBusiness` does not make is a red test, so none can be forgotten.
 */
const table: [string, AnyRoute][] = Object.entries(routes)
const permissionOf = (route: AnyRoute) => (route.kind === 'tenant' ? route.permission : route.kind === 'raw' && 'permission' in route.access ? route.access.permission : undefined)
const ofOneBusiness = table.filter(([, route]) => permissionOf(route) !== undefined)
const needingLogin = table.filter(([, route]) => permissionOf(route) !== undefined || (route.kind === 'open' && route.access === 'signed-in'))

/** Open for ever by design, so an allowed request would never end; their end is tested with S15. */
const streams = new Set(['liveUpdates'])
/** Of the installation, not of a business: others hear 403, whatever the name. */
const ofTheOperator = new Set(['downloadBackup'])
/** Public by a secret in the address, tested with their channel and in S15. */
const secretsInPaths = new Set(['widgetKey', 'token', 'type', 'key', 'what'])
/** A batch is never refused whole: each entry has its own answer, and the counter's sale did happen. */
const answersEachEntry = new Set(['syncCounter'])
/** Bodies that a schema cannot describe. */
const settingsOfWebchat = { type: 'webchat', settings: { name: 'Situs' } }
const bodies: Record<string, unknown> = { connectChannel: settingsOfWebchat, reconnectChannel: settingsOfWebchat }

let laris: Installation
let other: Visitor
let ids: Ids
let ownIds: Ids
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laris-s01-'))
  laris = await anInstallation({ dataDir: folder })
  // Another owner on the same installation, with nothing in common: whoever set Laris up has left her business.
  const made = await laris.owner.send('POST', '/api/businesses', { name: 'Toko B', sector: 'fashion', city: 'Solo' })
  const inB = (visitor: Visitor) => withBusiness(visitor, String(made.body['businessId']))
  other = inB(await laris.join(inB(laris.owner), 'owner', 'Tamu'))
  const members = (await other.send('GET', '/api/members')).body['items'] as { name: string; memberId: string }[]
  await other.send('DELETE', `/api/members/${members.find((one) => one.name !== 'Tamu')?.memberId}`)
  ids = { ...(await aFullBusiness(laris, laris.owner, laris.businessId, canary)), name: 'laris-2026-11-24T020000Z-automatic.tar' }
  ownIds = { ...(await aFullBusiness(laris, withPassword(other), String(made.body['businessId']), 'milikB')), name: ids['name'] ?? '' }
}, 120_000)
afterAll(async () => {
  await laris[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

test('every id in a path, query or body has something behind it to steal', () => {
  const unknown = table.flatMap(([name, route]) =>
    [...pathNames(route), ...idFields(inputSchema(route, 'query')), ...idFields(inputSchema(route, 'body'))]
      .filter((id) => ids[id] === undefined && !secretsInPaths.has(id))
      .map((id) => `${name}: ${id}`),
  )
  expect(unknown).toEqual([])
})

test('every generated body is one that its route takes', () => {
  const refused = table.filter(([name, route]) => route.kind !== 'raw' && route.body && !accepts(route, bodyFor(name, route, ids))).map(([name]) => name)
  expect(refused).toEqual([])
})

test('the owner herself finds each of them, so that a 404 means something', async () => {
  for (const [name, route] of ofOneBusiness) {
    if (route.method !== 'GET' || streams.has(name) || ofTheOperator.has(name)) continue
    const expected = name === 'getIdentitySecret' || name === 'downloadUnreadRows' ? [200, 404] : [200]
    expect([name, expected.includes((await request(laris.owner, name, route, ids, ids)).status)]).toEqual([name, true])
  }
})

describe('another owner with her own login', () => {
  for (const [name, route] of ofOneBusiness) {
    if (streams.has(name)) continue
    test(`${name}: ids in the path find nothing, nothing changes, nothing shows`, async () => {
      const before = await fingerprint(laris, laris.businessId)
      const answer = await request(other, name, route, ids, ids)
      if (ofTheOperator.has(name)) expect(answer.status).toBe(403)
      else if (pathNames(route).length > 0) expect(answer.status).toBe(404)
      expectNothingOf(answer)
      expect(await fingerprint(laris, laris.businessId)).toBe(before)
    })
    if (idFields(inputSchema(route, 'body')).length === 0) continue
    test(`${name}: ids in the body behind an own path are refused`, async () => {
      const before = await fingerprint(laris, laris.businessId)
      const answer = await request(other, name, route, ownIds, ids)
      if (!answersEachEntry.has(name)) expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      expectNothingOf(answer)
      expect(await fingerprint(laris, laris.businessId)).toBe(before)
    })
  }

  test('naming the other business in a header or the address finds nothing', async () => {
    for (const [name, route] of ofOneBusiness) {
      const answer = await request(other, name, route, ids, ids, { 'laris-business': laris.businessId })
      expect([name, answer.status]).toEqual([name, 404])
    }
    expect((await other.send('GET', `/api/products?business=${laris.businessId}`, undefined, { 'laris-business': laris.businessId })).status).toBe(404)
  })
})

describe('without a login', () => {
  test('every operation that needs one answers 401, and nothing changes', async () => {
    const before = await fingerprint(laris, laris.businessId)
    for (const [name, route] of needingLogin) {
      const answer = await request(laris.visitor(), name, route, ids, ids)
      expect([name, answer.status]).toEqual([name, 401])
      const withKey = await request(laris.visitor({ authorization: 'Bearer laris_tidak-ada-kunci-seperti-ini' }), name, route, ids, ids)
      expect([name, withKey.status]).toEqual([name, 401])
    }
    expect(await fingerprint(laris, laris.businessId)).toBe(before)
  }, 120_000)

  test('a revoked key opens nothing any more', async () => {
    const { body } = await laris.owner.send('POST', '/api/api-keys', { name: 'dicabut', scopes: ['catalog.read', 'orders.read', 'conversations.write'], password: ownerPassword })
    await laris.owner.send('DELETE', `/api/api-keys/${body['apiKeyId']}`)
    const before = await fingerprint(laris, laris.businessId)
    for (const [name, route] of needingLogin) {
      const answer = await request(laris.visitor({ authorization: `Bearer ${body['key']}` }), name, route, ids, ids)
      expect([name, answer.status]).toEqual([name, 401])
    }
    expect(await fingerprint(laris, laris.businessId)).toBe(before)
  }, 120_000)
})

test('S03: ids beside a real one give nothing; what opens a door by itself has 122 random bits and no neighbour', async () => {
  const id = ids['customerId'] ?? ''
  for (const step of [1n, -1n]) {
    const hex = (BigInt(`0x${id.replaceAll('-', '')}`) + step).toString(16).padStart(32, '0')
    const beside = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    expect((await laris.owner.send('GET', `/api/customers/${beside}`)).status).toBe(404)
  }
  // What opens something without a login has at least 122 random bits: nothing of it follows from time, counter or neighbour.
  const secrets: string[] = []
  for (let n = 0; n < 4; n++) {
    secrets.push(String((await laris.owner.send('POST', '/api/members/invitations', { name: 'Acak', role: 'viewer' })).body['token']))
    secrets.push(String((await laris.owner.send('POST', '/api/api-keys', { name: 'Acak', scopes: ['catalog.read'], password: ownerPassword })).body['key']).slice('laris_'.length))
    secrets.push(...Array.from({ length: 12 }, () => newSecret()))
  }
  for (const [index, secret] of secrets.entries()) {
    expect(Buffer.from(secret, 'base64url').length * 8).toBeGreaterThanOrEqual(122)
    for (const other of secrets.slice(index + 1)) expect(sharedBits(secret, other)).toBeLessThan(100)
  }
  expect((await laris.owner.send('GET', '/api/customers/1')).status).toBe(404)
  expect((await laris.owner.send('GET', `/api/customers/${id}`)).status).toBe(200)
})

/** Of 128 bits of two random texts about 64 agree; 100 agree once in 10^10 pairs. */
function sharedBits(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => Buffer.from(text, 'base64url').subarray(-16))
  let same = 0
  for (const [index, byte] of (a ?? Buffer.alloc(0)).entries()) for (let bit = 0; bit < 8; bit++) if ((((byte ^ (b?.[index] ?? 0)) >> bit) & 1) === 0) same++
  return same
}

test('S02: searches and the export of one business hold nothing of another', async () => {
  for (const path of [`/api/products?search=${canary}`, `/api/customers?search=${canary}`, `/api/conversations?search=${canary}`, '/api/audit', '/api/health', '/api/today', '/api/labels', '/api/orders', '/api/export']) {
    const answer = await other.send('GET', path)
    expect([path, answer.status]).toEqual([path, 200])
    expectNothingOf(answer)
  }
  expect((await laris.owner.send('GET', '/api/export')).body['text']).toContain(canary)
})

function request(visitor: Visitor, name: string, route: AnyRoute, inPath: Ids, inBody: Ids, headers: Record<string, string> = {}): Promise<Answer> {
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, id: string) => inPath[id] ?? 'rahasia-yang-tidak-ada')
  const asked = inputSchema(route, 'query')
  const needed = (asked?.required ?? []).filter((key) => !idFields(asked).includes(key)).map((key) => `${key}=${String(sample(asked?.properties?.[key] ?? {}, {}))}`)
  const query = [...needed, ...idFields(asked).map((id) => `${id}=${inBody[id]}`)].join('&')
  const body = route.kind === 'raw' || !route.body ? undefined : bodyFor(name, route, inBody)
  return visitor.send(route.method, query ? `${path}?${query}` : path, body, headers)
}

function bodyFor(name: string, route: AnyRoute, inBody: Ids): unknown {
  if (name in bodies) return bodies[name]
  const schema = inputSchema(route, 'body')
  return schema && sample(schema, { ...pick(inBody, idFields(schema)), password: ownerPassword })
}

function expectNothingOf(answer: Answer): void {
  expect(JSON.stringify(answer.body)).not.toContain(canary)
}

function accepts(route: AnyRoute, body: unknown): boolean {
  return route.kind !== 'raw' && passes(() => route.body?.parse(body))
}

function passes(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

function pathNames(route: AnyRoute): string[] {
  return [...route.path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] ?? '')
}

function pick(from: Ids, names: string[]): Ids {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name] ?? '']))
}

function withBusiness(visitor: Visitor, businessId: string): Visitor {
  return { ...visitor, send: (method, path, body, headers) => visitor.send(method, path, body, { 'laris-business': businessId, ...headers }) }
}

/** The builder confirms with the owner's password; this person's is another. */
function withPassword(visitor: Visitor): Visitor {
  return { ...visitor, send: (method, path, body, headers) => visitor.send(method, path, replacePassword(body), headers) }
}

function replacePassword(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'password' in body ? { ...body, password: memberPassword } : body
}
