import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { permissions, roles, type Permission, type Role } from '#domains/businesses'
import type { AnyRoute } from '#platform/http/route'
import { routes } from '../../src/api.ts'
import { inputSchema, looseObjects } from './sample-input.ts'
import { anInstallation, type Installation, type Visitor } from './testing.ts'

const table: [string, AnyRoute][] = Object.entries(routes)
const permissionOf = (route: AnyRoute) => (route.kind === 'tenant' ? route.permission : route.kind === 'raw' && 'permission' in route.access ? route.access.permission : undefined)
const guarded = table.flatMap(([name, route]) => {
  const permission = permissionOf(route)
  // An allowed stream would stay open; a backup of the test's folder is no part of this.
  return permission === undefined || name === 'liveUpdates' ? [] : [{ name, route, permission }]
})

/** Written by hand, as a shop owner would say it; the code must agree. */
const mayNot: Record<Role, (permission: Permission) => boolean> = {
  owner: () => false,
  manager: (permission) => ['members.write', 'apiKeys.write', 'backup.write'].includes(permission),
  agent: (permission) =>
    ['business.write', 'members.write', 'apiKeys.write', 'audit.read', 'backup.write', 'health.read', 'privacy.write', 'orders.promise', 'payments.confirm', 'figures.read', 'catalog.write', 'channels.write', 'assistant.write', 'campaigns.write', 'imports.write'].includes(permission),
  cashier: (permission) => !['business.read', 'catalog.read', 'customers.read', 'customers.write', 'orders.read', 'orders.write'].includes(permission),
  viewer: (permission) => !permission.endsWith('.read') || ['members.read', 'audit.read', 'health.read', 'figures.read'].includes(permission),
}

describe('S24: mass assignment', () => {
  test('no body of any route takes a field that it does not know, however deep', () => {
    const loose = table.flatMap(([name, route]) => looseObjects(inputSchema(route, 'body')).map((path) => `${name} ${path}`))
    expect(loose).toEqual([])
  })

  test('an unknown field is refused in words and nothing is saved', async () => {
    await using laris = await anInstallation()
    const answer = await laris.owner.send('PATCH', '/api/business', { name: 'Nama Baru', isDemo: true, ownerId: crypto.randomUUID() })
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_input'])
    expect((await laris.owner.send('GET', '/api/business')).body['name']).toBe('Warung A')
    const poisoned = await laris.owner.send('PATCH', '/api/business', JSON.parse('{"name":"Aman","__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'))
    expect(poisoned.status).toBe(400)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })
})

describe('S24: roles', () => {
  let laris: Installation
  const people = new Map<Role, Visitor>()
  beforeAll(async () => {
    laris = await anInstallation()
    people.set('owner', laris.owner)
    for (const role of roles) if (role !== 'owner') people.set(role, await laris.join(laris.owner, role, `Orang ${role}`))
  }, 60_000)
  afterAll(() => laris[Symbol.asyncDispose]())

  test('every route asks for a permission that exists, and every permission is asked for', () => {
    expect(guarded.filter(({ permission }) => !permissions.includes(permission as Permission))).toEqual([])
    const asked = new Set(table.map(([, route]) => permissionOf(route)))
    expect(permissions.filter((permission) => !asked.has(permission))).toEqual([])
  })

  for (const role of roles) {
    test(`${role} gets 403 for exactly what the role may not do`, async () => {
      const wrong: string[] = []
      for (const { name, route, permission } of guarded) {
        const path = route.path.replace(/:[A-Za-z]+/g, () => crypto.randomUUID())
        // A body that no route takes: what is allowed gets as far as 400 or 404 and changes nothing.
        const body = route.kind === 'raw' || !route.body ? undefined : { tidakDikenal: true }
        const { status } = (await people.get(role)?.send(route.method, path, body)) ?? { status: 0 }
        const isRefused = status === 403
        if (isRefused !== mayNot[role](permission as Permission) || status === 401 || status === 429) wrong.push(`${name} (${permission}): ${status}`)
      }
      expect(wrong).toEqual([])
    }, 60_000)
  }
})

describe('S24: money', () => {
  test('staff see what a buyer pays, never what goods cost, what the shop turns over, or every order as a file', async () => {
    await using laris = await anInstallation()
    const product = await laris.owner.send('POST', '/api/products', { name: 'Lumpia', variants: [{ price: 17_000, cost: 9_000, stock: 5 }] })
    const [{ variantId }] = product.body['variants'] as [{ variantId: string }]
    const order = await laris.owner.send('POST', '/api/orders', { customerName: 'Rini', delivery: 'pickup', lines: [{ variantId, quantity: 2 }] })
    for (const role of ['agent', 'cashier', 'viewer'] as const) {
      const person = await laris.join(laris.owner, role, `Orang ${role}`)
      const seen = await person.send('GET', '/api/products')
      expect((seen.body['items'] as { variants: unknown[] }[])[0]?.variants).toMatchObject([{ price: 17_000, cost: null }])
      expect((await person.send('GET', `/api/orders/${String(order.body['orderId'])}`)).body['total']).toBe(34_000)
      for (const path of ['/api/home', '/api/reports/result', '/api/reports/file', '/api/exports/orders']) expect([role, path, (await person.send('GET', path)).status]).toEqual([role, path, 403])
    }
    expect(((await laris.owner.send('GET', '/api/products')).body['items'] as { variants: unknown[] }[])[0]?.variants).toMatchObject([{ cost: 9_000 }])
  }, 60_000)
})

describe('S24: what belongs to the installation', () => {
  const ofTheOperator = [
    ['POST', '/api/businesses', { name: 'Toko Lain', sector: 'fashion', city: 'Solo' }],
    ['POST', '/api/demo', undefined],
    ['DELETE', '/api/demo', undefined],
  ] as const

  test('owners of a single business neither add businesses nor touch the examples; whoever set Laris up may', async () => {
    await using laris = await anInstallation()
    const owner = await laris.join(laris.owner, 'owner', 'Pemilik Kedua')
    for (const [method, path, body] of ofTheOperator) {
      const refused = await owner.send(method, path, body)
      expect([path, refused.status, refused.body['code']]).toEqual([path, 403, 'businesses.operator_only'])
    }
    expect((await owner.send('GET', '/api/me')).body).toMatchObject({ isOperator: false, businesses: [{ name: 'Warung A' }] })
    for (const [method, path, body] of ofTheOperator) expect([path, (await laris.owner.send(method, path, body)).status]).toEqual([path, 200])
    expect((await laris.owner.send('GET', '/api/me')).body).toMatchObject({ isOperator: true, businesses: [{ name: 'Warung A' }, { name: 'Toko Lain' }] })
  }, 60_000)
})
