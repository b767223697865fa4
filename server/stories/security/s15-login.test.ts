import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { resetPassword } from '#domains/businesses'
import { crowding } from '../../../scripts/faults/fault.ts'
import { anInstallation, memberPassword, ownerPassword, type Installation } from './testing.ts'
import { fromBase32, totp } from './totp.ts'

let laris: Installation

beforeAll(async () => {
  laris = await anInstallation()
})
afterAll(() => laris[Symbol.asyncDispose]())

describe('S15: signing in', () => {
  test('a wrong name and a wrong password get one and the same answer', async () => {
    const wrongName = await laris.visitor().send('POST', '/api/session', { username: 'Tak Ada', password: 'apa-saja-123' })
    const wrongPassword = await laris.visitor().send('POST', '/api/session', { username: 'Bu Sri', password: 'apa-saja-123' })
    expect(wrongName.status).toBe(401)
    expect({ ...wrongPassword.body, requestId: '' }).toEqual({ ...wrongName.body, requestId: '' })
  })

  test('a taken name is said to be taken, and the invitation still works afterwards', async () => {
    const { body } = await laris.owner.send('POST', '/api/members/invitations', { name: 'Rani', role: 'agent' })
    const rani = laris.visitor()
    const taken = await rani.send('POST', `/api/invitations/${body['token']}/accept`, { account: { username: 'Bu Sri', password: memberPassword } })
    expect([taken.status, taken.body['code']]).toEqual([409, 'businesses.name_taken'])
    expect((await rani.send('POST', `/api/invitations/${body['token']}/accept`, { account: { username: 'Rani', password: memberPassword } })).status).toBe(200)
    expect((await laris.visitor().send('GET', `/api/invitations/${body['token']}`)).status).toBe(404)
  })

  test('changing the password asks for the current one and ends every other login', async () => {
    const phone = laris.visitor()
    await phone.send('POST', '/api/session', { username: 'Rani', password: memberPassword })
    const laptop = laris.visitor()
    await laptop.send('POST', '/api/session', { username: 'Rani', password: memberPassword })
    expect((await laptop.send('PUT', '/api/account/password', { currentPassword: 'salah-sekali', newPassword: 'kata-sandi-baru' })).body['code']).toBe('businesses.wrong_current_password')
    expect((await laptop.send('PUT', '/api/account/password', { currentPassword: memberPassword, newPassword: 'kata-sandi-baru' })).body).toEqual({ activeApiKeys: 0 })
    expect((await phone.send('GET', '/api/me')).status).toBe(401)
    expect((await laptop.send('GET', '/api/me')).status).toBe(200)
    expect((await laris.visitor().send('POST', '/api/session', { username: 'Rani', password: memberPassword })).status).toBe(401)
  })

  test('devices are listed and signed out one by one or all at once', async () => {
    const [phone, tablet, laptop] = [laris.visitor({ 'user-agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/130.0' }), laris.visitor(), laris.visitor()]
    for (const device of [phone, tablet, laptop]) await device.send('POST', '/api/session', { username: 'Rani', password: 'kata-sandi-baru' })
    const { items } = (await laptop.send('GET', '/api/account/sessions')).body as { items: { sessionId: string; device: string; isCurrent: boolean }[] }
    expect(items.filter((one) => one.isCurrent)).toHaveLength(1)
    const phoneLogin = items.find((one) => one.device === 'Chrome di Android')
    expect((await laptop.send('DELETE', `/api/account/sessions/${phoneLogin?.sessionId}`)).status).toBe(200)
    expect((await phone.send('GET', '/api/me')).status).toBe(401)
    expect((await tablet.send('GET', '/api/me')).status).toBe(200)
    await laptop.send('DELETE', '/api/account/sessions')
    expect((await tablet.send('GET', '/api/me')).status).toBe(401)
    expect((await laptop.send('GET', '/api/me')).status).toBe(200)
  })

  test('a login of another person cannot be ended', async () => {
    const rani = laris.visitor()
    await rani.send('POST', '/api/session', { username: 'Rani', password: 'kata-sandi-baru' })
    const { items } = (await laris.owner.send('GET', '/api/account/sessions')).body
    expect((await rani.send('DELETE', `/api/account/sessions/${items[0].sessionId}`)).status).toBe(404)
    expect((await laris.owner.send('GET', '/api/me')).status).toBe(200)
  })
})

describe('S15: two-factor', () => {
  let secret: Buffer
  let backupCodes: string[]
  const codeNow = () => totp(secret, Date.now())

  test('is on only after the first right code, and asks for the password', async () => {
    expect((await laris.owner.send('POST', '/api/account/two-factor', { password: 'salah-sekali' })).status).toBe(403)
    const { body } = await laris.owner.send('POST', '/api/account/two-factor', { password: ownerPassword })
    expect(body['uri']).toMatch(/^otpauth:\/\/totp\/Laris:Bu%20Sri\?/)
    expect(body['qrCode']).toMatch(/^data:image\/png;base64,/)
    backupCodes = body['backupCodes']
    secret = fromBase32(String(body['secret']))
    expect((await laris.visitor().send('POST', '/api/session', { username: 'Bu Sri', password: ownerPassword })).body).toEqual({ needsCode: false })
    expect((await laris.owner.send('POST', '/api/account/two-factor/confirmation', { code: '000000' })).status).toBe(401)
    expect((await laris.owner.send('POST', '/api/account/two-factor/confirmation', { code: codeNow() })).status).toBe(200)
    expect((await laris.owner.send('GET', '/api/me')).body['twoFactorEnabled']).toBe(true)
  })

  test('a right password alone opens nothing; the code does', async () => {
    const phone = laris.visitor()
    expect((await phone.send('POST', '/api/session', { username: 'Bu Sri', password: ownerPassword })).body).toEqual({ needsCode: true })
    expect((await phone.send('GET', '/api/me')).status).toBe(401)
    expect((await phone.send('POST', '/api/session/code', { code: codeNow() })).status).toBe(200)
    expect((await phone.send('GET', '/api/me')).status).toBe(200)
  })

  test('a backup code works once', async () => {
    for (const [status, visitor] of [[200, laris.visitor()], [401, laris.visitor()]] as const) {
      await visitor.send('POST', '/api/session', { username: 'Bu Sri', password: ownerPassword })
      expect((await visitor.send('POST', '/api/session/code', { code: backupCodes[0], isBackupCode: true })).status).toBe(status)
    }
  })

  test('after five wrong codes the right one is refused too', async () => {
    const thief = laris.visitor()
    await thief.send('POST', '/api/session', { username: 'Bu Sri', password: ownerPassword })
    for (let i = 0; i < 5; i++) expect((await thief.send('POST', '/api/session/code', { code: '000000' })).status).toBe(401)
    const late = await thief.send('POST', '/api/session/code', { code: codeNow() })
    expect([late.status, late.body['code']]).toEqual([401, 'businesses.code_expired'])
  })

  test('a half sign-in ends after ten minutes: the right code comes too late', async () => {
    const phone = laris.visitor()
    await phone.send('POST', '/api/session', { username: 'Bu Sri', password: ownerPassword })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1_000 })
    try {
      const late = await phone.send('POST', '/api/session/code', { code: codeNow() })
      expect([late.status, late.body['code']]).toEqual([401, 'businesses.code_expired'])
    } finally {
      vi.useRealTimers()
    }
    expect((await phone.send('GET', '/api/me')).status).toBe(401)
  })

  test('is still asked after a password reset at the machine, which ends every login', async () => {
    const signedIn = laris.visitor()
    await signedIn.send('POST', '/api/session', { username: 'Bu Sri', password: ownerPassword })
    await signedIn.send('POST', '/api/session/code', { code: codeNow() })
    expect((await signedIn.send('GET', '/api/me')).status).toBe(200)
    const { services, app, database } = laris.laris
    const fresh = (await resetPassword({ ...services, ...app.contexts, db: database.db }, 'Bu Sri')) ?? ''
    expect((await signedIn.send('GET', '/api/me')).status).toBe(401)
    expect((await laris.visitor().send('POST', '/api/session', { username: 'Bu Sri', password: ownerPassword })).status).toBe(401)
    const again = laris.owner
    expect((await again.send('POST', '/api/session', { username: 'Bu Sri', password: fresh })).body).toEqual({ needsCode: true })
    expect((await again.send('GET', '/api/me')).status).toBe(401)
    expect((await again.send('POST', '/api/session/code', { code: codeNow() })).status).toBe(200)
    expect((await again.send('PUT', '/api/account/password', { currentPassword: fresh, newPassword: ownerPassword })).status).toBe(200)
  })

  test('is still asked after the password was changed, and switching it off asks for the password', async () => {
    await laris.owner.send('PUT', '/api/account/password', { currentPassword: ownerPassword, newPassword: 'pemilik-baru-123' })
    expect((await laris.visitor().send('POST', '/api/session', { username: 'Bu Sri', password: 'pemilik-baru-123' })).body).toEqual({ needsCode: true })
    expect((await laris.owner.send('POST', '/api/account/two-factor/removal', { password: ownerPassword })).status).toBe(403)
    expect((await laris.owner.send('POST', '/api/account/two-factor/removal', { password: 'pemilik-baru-123' })).status).toBe(200)
    expect((await laris.visitor().send('POST', '/api/session', { username: 'Bu Sri', password: 'pemilik-baru-123' })).body).toEqual({ needsCode: false })
  })
})

describe('S15: roles and membership act at once', () => {
  test('a changed role, a removed member, and the last owner', async () => {
    const dewi = await laris.join(laris.owner, 'manager', 'Dewi')
    const { items } = (await laris.owner.send('GET', '/api/members')).body as { items: { memberId: string; name: string; isYou: boolean }[] }
    const [dewiId, ownId] = [items.find((one) => one.name === 'Dewi')?.memberId, items.find((one) => one.isYou)?.memberId]
    expect((await dewi.send('GET', '/api/audit')).status).toBe(200)
    expect((await laris.owner.send('PATCH', `/api/members/${dewiId}`, { role: 'agent' })).status).toBe(200)
    expect((await dewi.send('GET', '/api/audit')).status).toBe(403)
    expect((await laris.owner.send('DELETE', `/api/members/${dewiId}`)).status).toBe(200)
    expect((await dewi.send('GET', '/api/members')).status).toBe(404)
    expect((await laris.owner.send('DELETE', `/api/members/${ownId}`)).body['code']).toBe('businesses.last_owner')
    expect((await laris.owner.send('PATCH', `/api/members/${ownId}`, { role: 'viewer' })).body['code']).toBe('businesses.last_owner')
  })

  test('an open stream of a removed member ends within a second', async () => {
    const sinta = await laris.join(laris.owner, 'agent', 'Sinta')
    const address = await laris.laris.app.server.listen({ port: 0, host: '127.0.0.1' })
    const stream = await fetch(`${address}/api/live`, { headers: { cookie: sinta.cookie() } })
    const reader = stream.body?.getReader()
    await reader?.read()
    const { items } = (await laris.owner.send('GET', '/api/members')).body as { items: { memberId: string; name: string }[] }
    const since = Date.now()
    await laris.owner.send('DELETE', `/api/members/${items.find((one) => one.name === 'Sinta')?.memberId}`)
    while (!(await reader?.read())?.done) continue
    expect(Date.now() - since).toBeLessThan(1_000 * crowding())
  })
})

describe('API keys', () => {
  test('are shown once, do what their scopes say, and end when revoked or expired', async () => {
    const password = 'pemilik-baru-123'
    expect((await laris.owner.send('POST', '/api/api-keys', { name: 'Kasir', scopes: ['catalog.read'], password: 'salah-sekali' })).status).toBe(403)
    expect((await laris.owner.send('POST', '/api/api-keys', { name: 'Kasir', scopes: ['members.write'], password })).status).toBe(400)
    const { body } = await laris.owner.send('POST', '/api/api-keys', { name: 'Kasir', scopes: ['catalog.read'], expiresInDays: 30, password })
    const program = laris.visitor({ authorization: `Bearer ${body['key']}` })
    expect((await program.send('GET', '/api/products')).status).toBe(200)
    expect((await program.send('GET', '/api/members')).status).toBe(403)
    expect((await program.send('GET', '/api/me')).status).toBe(401)
    expect((await program.send('GET', '/api/products', undefined, { 'laris-business': crypto.randomUUID() })).status).toBe(404)
    const listed = (await laris.owner.send('GET', '/api/api-keys')).body['items'][0]
    expect(listed.lastUsedAt).not.toBeNull()
    expect(JSON.stringify(listed)).not.toContain(body['key'])
    await laris.owner.send('DELETE', `/api/api-keys/${body['apiKeyId']}`)
    expect((await program.send('GET', '/api/products')).status).toBe(401)

    const shortLived = (await laris.owner.send('POST', '/api/api-keys', { name: 'Sebentar', scopes: ['catalog.read'], expiresInDays: 1, password })).body
    const other = laris.visitor({ authorization: `Bearer ${shortLived['key']}` })
    expect((await other.send('GET', '/api/products')).status).toBe(200)
    laris.laris.clock.advance(86_400_001)
    expect((await other.send('GET', '/api/products')).status).toBe(401)
  })

  test('a repeated request does not make or show a second key', async () => {
    const input = { name: 'Sekali', scopes: ['catalog.read'], password: 'pemilik-baru-123' }
    const first = await laris.owner.send('POST', '/api/api-keys', input, { 'idempotency-key': 'kunci-1' })
    const second = await laris.owner.send('POST', '/api/api-keys', input, { 'idempotency-key': 'kunci-1' })
    expect([first.status, second.status]).toEqual([200, 409])
  })
})

test('the audit log lists changes by page, newest first, and by subject', async () => {
  const first = (await laris.owner.send('GET', '/api/audit?limit=2')).body
  expect(first['items']).toHaveLength(2)
  const second = (await laris.owner.send('GET', `/api/audit?limit=2&cursor=${first['nextCursor']}`)).body
  expect(second['items'][0].auditEntryId).not.toBe(first['items'][1].auditEntryId)
  const keys = (await laris.owner.send('GET', '/api/audit?subjectType=api-key')).body['items'] as { action: string; actorName: string }[]
  expect(new Set(keys.map((one) => one.action))).toEqual(new Set(['api-key.create', 'api-key.revoke']))
  expect(keys[0]?.actorName).toBe('Bu Sri')
})
