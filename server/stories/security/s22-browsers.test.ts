import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnyRoute } from '#platform/http/route'
import { anInstallation, ownerPassword, type Installation } from './testing.ts'

let laris: Installation
beforeAll(async () => {
  laris = await anInstallation({ baseUrl: 'https://toko.example' })
})
afterAll(() => laris[Symbol.asyncDispose]())

describe('S22: browsers', () => {
  test('a change with a session is refused from other sites, and nothing happens', async () => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://jahat.example' },
      { origin: 'null' },
      { origin: 'https://toko.example.jahat.example' },
      { origin: 'http://toko.example' },
      { origin: 'https://toko.example:444' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      expect([headers, (await laris.owner.send('PATCH', '/api/business', { name: 'Dibajak' }, headers)).status]).toEqual([headers, 403])
      expect([headers, (await laris.owner.send('DELETE', '/api/account/sessions', undefined, headers)).status]).toEqual([headers, 403])
    }
    expect((await laris.owner.send('GET', '/api/business')).body['name']).toBe('Warung A')
    expect((await laris.owner.send('PATCH', '/api/business', { city: 'Solo' }, { origin: 'https://toko.example', 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  test('no route that changes anything takes a session from another site', async () => {
    const { routes } = await import('../../src/api.ts')
    const changing = Object.entries(routes as Record<string, AnyRoute>).filter(([, route]) => route.method !== 'GET' && route.method !== 'OPTIONS')
    expect(changing.length).toBeGreaterThan(80)
    const wrong: string[] = []
    for (const [name, route] of changing) {
      const path = route.path.replace(/:[A-Za-z]+/g, () => crypto.randomUUID())
      const foreign: Record<string, string>[] = [{ origin: 'https://jahat.example' }, { 'sec-fetch-site': 'cross-site' }]
      for (const headers of foreign) {
        const { status, body } = await laris.owner.send(route.method, path, forProgramsAlone(route) ? undefined : {}, headers)
        if (status !== 403 || body['code'] !== 'http.403') wrong.push(`${name}: ${status} ${body['code']}`)
      }
    }
    expect(wrong).toEqual([])
  }, 60_000)

  test('password, two-factor, keys and the shop’s own account to be paid at ask for the current password', async () => {
    const attempts = [
      ['PUT', '/api/account/password', { newPassword: 'kata-sandi-baru' }],
      ['POST', '/api/account/two-factor', {}],
      ['POST', '/api/account/two-factor/removal', {}],
      ['POST', '/api/account/two-factor/backup-codes', {}],
      ['POST', '/api/api-keys', { name: 'x', scopes: ['catalog.read'] }],
      ['PUT', '/api/payment-providers/transfer', { isOn: true, config: { accounts: [{ bank: 'BCA', number: '123', holder: 'Penipu' }] }, secrets: {} }],
    ] as const
    for (const [method, path, body] of attempts) {
      const without = await laris.owner.send(method, path, body)
      const wrong = await laris.owner.send(method, path, { ...body, [path.endsWith('/password') ? 'currentPassword' : 'password']: 'bukan-sandinya' })
      expect([path, without.status, wrong.status, wrong.body['code']]).toEqual([path, 400, 403, 'businesses.wrong_current_password'])
    }
  })

  test('a form of another site cannot sign anyone in: only JSON is taken', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await laris.laris.app.server.inject({ method: 'POST', url: '/api/session', headers: { 'content-type': type }, payload: JSON.stringify({ username: 'Bu Sri', password: ownerPassword }) })
      expect([type, answer.statusCode >= 400 && answer.statusCode < 500]).toEqual([type, true])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
  })

  test('session cookies are HttpOnly, SameSite and Secure under https', async () => {
    const { cookies } = await laris.visitor().send('POST', '/api/session', { username: 'Bu Sri', password: ownerPassword })
    const session = cookies.find((one) => one.startsWith('laris_session='))
    expect(session).toMatch(/HttpOnly/i)
    expect(session).toMatch(/SameSite=Lax/i)
    expect(session).toMatch(/Secure/i)
    expect(session).not.toMatch(/Domain=/i)
  })

  test('no answer lets another origin read it, and none may be framed', async () => {
    for (const path of ['/api/me', '/api/products', '/api/start', '/api/openapi.json', '/api/docs', '/tidak-ada']) {
      const { headers } = await laris.owner.send('GET', path, undefined, { origin: 'https://jahat.example' })
      expect(headers['access-control-allow-origin']).toBeUndefined()
      expect(headers['access-control-allow-credentials']).toBeUndefined()
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("base-uri 'none'")
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('same-origin')
      expect(headers['strict-transport-security']).toContain('max-age=')
    }
    expect((await laris.owner.send('GET', '/api/me')).headers['cache-control']).toBe('no-store')
  })
})

/** Its bytes are for a signature; JSON would do as well, the session alone decides here. */
const forProgramsAlone = (route: AnyRoute) => route.kind === 'raw'

describe('S14: links come from the configured address alone', () => {
  const tricks: Record<string, string>[] = [
    { host: 'jahat.example' },
    { host: 'toko.example@jahat.example' },
    { host: 'jahat.example:443' },
    { 'x-forwarded-host': 'jahat.example' },
    { 'x-host': 'jahat.example' },
    { forwarded: 'host=jahat.example;proto=https' },
    { 'x-forwarded-server': 'jahat.example' },
    { 'x-original-url': 'https://jahat.example/' },
    { 'x-forwarded-proto': 'http', 'x-forwarded-port': '8080' },
    { referer: 'https://jahat.example/', 'x-forwarded-prefix': '//jahat.example' },
  ]
  test.each(tricks)('%o changes no link', async (headers) => {
    const { body } = await laris.owner.send('POST', '/api/members/invitations', { name: 'Tamu', role: 'viewer' }, headers)
    expect(body['link']).toMatch(/^https:\/\/toko\.example\/undangan\/[\w-]+$/)
    const txt = await laris.visitor().send('GET', '/.well-known/security.txt', undefined, headers)
    expect(txt.body['text']).not.toContain('jahat')
  })

  test('a page whose name was made to point at this machine cannot take a new installation over', async () => {
    const { createTestApp } = await import('#platform/database/testing')
    await using fresh = await createTestApp()
    const attempt = (headers: Record<string, string>) => fresh.app.server.inject({ method: 'POST', url: '/api/start', headers, payload: { username: 'Penyusup', password: 'rahasia-penyusup' } })
    expect((await attempt({ host: 'jahat.example:3000' })).statusCode).toBe(403)
    expect((await attempt({ host: 'localhost:3000', 'x-forwarded-for': '8.8.8.8' })).statusCode).toBe(403)
    expect((await attempt({ host: 'localhost:3000' })).statusCode).toBe(200)
    expect((await attempt({ host: 'localhost:3000' })).json()['code']).toBe('businesses.sign_up_closed')
  })
})

describe('S21: rate limits', () => {
  const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
    laris.laris.app.server.inject({ method: 'POST', url: '/api/session', remoteAddress, headers, payload: { username: 'Siapa', password: 'tebakan-123' } })

  test('guessing from one address ends with 429 and Retry-After; made-up cookies and proxies do not help', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) statuses.push((await from('198.51.100.7', { cookie: `laris_session=palsu${i}`, 'x-forwarded-for': `203.0.113.${i}` })).statusCode)
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401))
    const refused = await from('198.51.100.7')
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.json()['code']).toBe('http.429')
    expect((await from('198.51.100.8')).statusCode).toBe(401)
  })

  test('an IPv6 network counts as one address', async () => {
    for (let i = 0; i < 10; i++) await from(`2001:db9:0:1::${i + 1}`)
    expect((await from('2001:db9:0:1:ffff::1')).statusCode).toBe(429)
    expect((await from('2001:db9:0:2::1')).statusCode).toBe(401)
  })

  test('guessing one name from many addresses ends too, whether it exists or not, and passes', async () => {
    const guess = (i: number, username: string, password = 'tebakan-123') =>
      laris.laris.app.server.inject({ method: 'POST', url: '/api/session', remoteAddress: `192.0.2.${i}`, payload: { username, password } })
    for (const name of ['Bu Sri', 'Tak Ada']) {
      for (let i = 0; i < 50; i++) expect((await guess(i, name)).statusCode).toBe(401)
      expect((await guess(51, name, ownerPassword)).statusCode).toBe(429)
    }
    laris.laris.clock.advance(15 * 60_000 + 1)
    expect((await guess(52, 'Bu Sri', ownerPassword)).statusCode).toBe(200)
  }, 240_000)

  test('one login from many addresses, and one business with many keys, end with 429 and Retry-After; the neighbour goes on', async () => {
    const exportOrders = (remoteAddress: string, headers: Record<string, string>) => laris.laris.app.server.inject({ method: 'GET', url: '/api/exports/products', remoteAddress, headers })
    const owner = { cookie: laris.owner.cookie() }
    for (let i = 0; i < 10; i++) expect((await exportOrders(`192.0.2.${i}`, owner)).statusCode).toBe(200)
    const refused = await exportOrders('192.0.2.100', owner)
    expect([refused.statusCode, refused.json()['code']]).toEqual([429, 'http.too_many_of_business'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)

    let allowed = 10
    for (let key = 0; key < 5; key++) {
      const { body } = await laris.visitor({ cookie: laris.owner.cookie() }).send('POST', '/api/api-keys', { name: `Program ${key}`, scopes: ['catalog.read'], password: ownerPassword }, { 'idempotency-key': `program-${key}` })
      for (let i = 0; i < 10; i++) if ((await exportOrders(`198.18.${key}.${i}`, { authorization: `Bearer ${String(body['key'])}` })).statusCode === 200) allowed++
    }
    expect(allowed).toBe(50)
    const { body: neighbour } = await laris.owner.send('POST', '/api/businesses', { name: 'Toko B', sector: 'fashion', city: 'Solo' })
    const { body: key } = await laris.visitor({ cookie: laris.owner.cookie(), 'laris-business': String(neighbour['businessId']) }).send('POST', '/api/api-keys', { name: 'Tetangga', scopes: ['catalog.read'], password: ownerPassword })
    expect((await exportOrders('198.18.9.1', { authorization: `Bearer ${String(key['key'])}` })).statusCode).toBe(200)
  }, 60_000)

  test('every public operation and every one that makes, exports or checks secrets is limited more tightly', async () => {
    const { routes } = await import('../../src/api.ts')
    const unlimited = Object.entries(routes).filter(([, route]) => {
      const isPublicWrite = route.method !== 'GET' && route.method !== 'OPTIONS' && ((route.kind === 'open' && route.access === 'public') || (route.kind === 'raw' && 'public' in route.access))
      return (isPublicWrite || /password|two-factor|export|backups\/:|api-keys$/.test(route.path)) && !route.limitPerMinute && route.method !== 'DELETE' && !(route.method === 'GET' && route.path === '/api/api-keys')
    })
    expect(unlimited.map(([name]) => name)).toEqual([])
  })
})

test('the reference page and security.txt are served, without script and inline style', async () => {
  const page = await laris.visitor().send('GET', '/api/docs')
  expect(String(page.headers['content-type'])).toContain('text/html')
  expect(page.body['text']).toContain('id="createApiKey"')
  expect(page.body['text']).not.toMatch(/<script|style=|\son\w+=/i)
  expect((await laris.visitor().send('GET', '/api/docs/style.css')).status).toBe(200)
  const { text } = (await laris.visitor().send('GET', '/.well-known/security.txt')).body
  expect(text).toMatch(/^Contact: \S+\nExpires: \d{4}-.*Z\n/)
})
