import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { hasConsent, recordConsent } from './consents.ts'
import { getCustomer, updateCustomer } from './customers.ts'
import { alertOverdueRequests, closeDataRequest, countOpenDataRequests, isOverdue, listDataRequests, registerDataRequest } from './data-requests.ts'
import { mergeCustomers, undoMerge } from './merging.ts'
import { mayAnswerByItself, maySend } from './sending-permission.ts'
import type { DataRequestKind } from './tables.ts'
import { aCustomer } from './testing.ts'

let laris: TestApp
let shop: Context
let customerId: string
const hour = 3_600_000

beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())
beforeEach(async () => {
  shop = await laris.newBusiness()
  customerId = await aCustomer(shop, { name: 'Rini', provenPhone: '+6281234567021' })
})

const ask = (kind: DataRequestKind, receivedAt?: Date) => shop.transaction((tx) => registerDataRequest(tx, { customerId, kind, source: 'chat', note: '', receivedAt }))
const close = (id: string, input: Partial<Parameters<typeof closeDataRequest>[2]> = {}) => shop.transaction((tx) => closeDataRequest(tx, id, { status: 'done', outcome: 'Sudah dikabari', ...input }))
const grant = () => shop.transaction((tx) => recordConsent(tx, { customerId, purpose: 'marketing', isGranted: true, source: 'form', textVersion: 'Saya setuju' }))
const may = (purpose: 'marketing' | 'service') => shop.transaction((tx) => maySend(tx, customerId, purpose, 'webchat'))

describe('the 3×24 hour clock', () => {
  test('runs from when the person asked: 71 h 59 m is in time, 72 h is not; the alert comes once', async () => {
    const askedAt = laris.clock.now()
    laris.clock.advance(hour)
    const request = await ask('correct', askedAt)
    expect(request.dueAt).toEqual(new Date(askedAt.getTime() + 72 * hour))
    const installation = { ...laris.services, ...laris.app.contexts, db: laris.database.db }
    const alerts = async () => (await laris.superQuery(`select 1 from audit_entries where business_id = $1 and action = 'data-request.overdue'`, [shop.businessId])).length
    laris.clock.set(new Date(request.dueAt.getTime() - 60_000))
    await alertOverdueRequests(installation)
    expect([isOverdue(request, laris.clock.now()), await alerts()]).toEqual([false, 0])
    laris.clock.set(request.dueAt)
    await alertOverdueRequests(installation)
    await alertOverdueRequests(installation)
    expect([isOverdue(request, laris.clock.now()), await alerts()]).toEqual([true, 1])
    expect(await shop.transaction(countOpenDataRequests)).toEqual({ open: 1, overdue: 1 })
    await close(request.id)
    expect(await shop.transaction(countOpenDataRequests)).toEqual({ open: 0, overdue: 0 })
  })

  test('open ones stand by what is due first, closed ones by what came last; pages hold', async () => {
    const ids: string[] = []
    for (let days = 0; days < 3; days++) {
      ids.push((await ask('export')).id)
      laris.clock.advance(hour)
    }
    const page = await shop.transaction((tx) => listDataRequests(tx, { isOpen: true, limit: 2 }))
    const rest = await shop.transaction((tx) => listDataRequests(tx, { isOpen: true, limit: 2, cursor: page.nextCursor ?? '' }))
    expect([...page.items, ...rest.items].map((one) => one.id)).toEqual(ids)
    for (const id of ids) await close(id)
    expect((await shop.transaction((tx) => listDataRequests(tx, { isOpen: false, limit: 5 }))).items.map((one) => one.id)).toEqual(ids.toReversed())
  })

  test('a request of tomorrow is refused, a refusal needs its reason, and nothing is closed twice', async () => {
    await expect(ask('erase', new Date(laris.clock.now().getTime() + hour))).rejects.toMatchObject({ code: 'invalid_input' })
    const { id } = await ask('erase')
    await expect(close(id, { status: 'refused', outcome: ' ' })).rejects.toMatchObject({ code: 'invalid_input' })
    await close(id, { status: 'refused', outcome: 'Pesanannya belum lunas' })
    await expect(close(id)).rejects.toMatchObject({ code: 'customers.request_closed' })
    expect((await shop.transaction((tx) => getCustomer(tx, customerId))).name).toBe('Rini')
  })
})

describe('what closing does', () => {
  test('restrict: nothing is sent, not even answers, and the assistant does not read; apart from a merge too', async () => {
    await grant()
    const other = await aCustomer(shop, { name: 'Rini Dua', typedPhone: '+6281234567021' })
    const merge = await shop.transaction((tx) => mergeCustomers(tx, { survivorId: customerId, absorbedId: other }))
    await close((await ask('restrict')).id)
    expect([await may('service'), await may('marketing')]).toEqual([{ isAllowed: false, reason: 'restricted' }, { isAllowed: false, reason: 'restricted' }])
    await shop.transaction((tx) => undoMerge(tx, merge.id))
    for (const id of [customerId, other]) {
      expect(await shop.transaction((tx) => mayAnswerByItself(tx, id))).toBe(false)
      expect((await shop.transaction((tx) => getCustomer(tx, id))).restrictedAt).not.toBeNull()
    }
  })

  test('object: to promotions, or to being answered by a machine', async () => {
    await grant()
    await close((await ask('object')).id, { objectsTo: 'assistant' })
    expect([await may('marketing'), await shop.transaction((tx) => mayAnswerByItself(tx, customerId))]).toEqual([{ isAllowed: true }, false])
    await close((await ask('object')).id)
    expect([await may('marketing'), await may('service')]).toEqual([{ isAllowed: false, reason: 'no_consent' }, { isAllowed: true }])
  })

  test('erase: the request stays, about nobody', async () => {
    const { id } = await ask('erase')
    const { request, erasure } = await close(id)
    expect([request.status, request.customerId, request.outcome, erasure?.removed['customers']]).toEqual(['done', null, '', 1])
    expect(await laris.superQuery('select 1 from customers where id = $1', [customerId])).toEqual([])
    expect(await laris.superQuery('select 1 from erasures where business_id = $1', [shop.businessId])).toHaveLength(1)
  })
})

test('a child is sent no promotion before a guardian agrees', async () => {
  await grant()
  await shop.transaction((tx) => updateCustomer(tx, customerId, { birthYear: laris.clock.now().getUTCFullYear() - 15 }))
  expect([await may('marketing'), await may('service')]).toEqual([{ isAllowed: false, reason: 'minor' }, { isAllowed: true }])
  await shop.transaction((tx) => recordConsent(tx, { customerId, purpose: 'guardian', isGranted: true, source: 'staff' }))
  expect(await may('marketing')).toEqual({ isAllowed: true })
  expect(await shop.transaction((tx) => hasConsent(tx, customerId, 'marketing', 'webchat'))).toBe(true)
})

test('what a profile said is in nobody’s log for ever', async () => {
  await shop.transaction((tx) => updateCustomer(tx, customerId, { name: 'Nama Rahasia', note: 'Alergi kacang' }))
  const audit = JSON.stringify(await laris.superQuery('select * from audit_entries where business_id = $1', [shop.businessId]))
  expect(audit).toContain('customer.update')
  expect(audit).not.toMatch(/Nama Rahasia|kacang/)
  expect(await laris.superQuery('select before, after from customer_changes where customer_id = $1', [customerId])).toEqual([{ before: { name: 'Rini', note: '' }, after: { name: 'Nama Rahasia', note: 'Alergi kacang' } }])
})
