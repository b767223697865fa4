import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { recordConsent, type ConsentChange } from './consents.ts'
import { mergeCustomers } from './merging.ts'
import { byHand, judgeReach } from './reachable.ts'
import { maySend } from './sending-permission.ts'
import { aCustomer } from './testing.ts'

let laris: TestApp
let shop: Context

beforeAll(async () => {
  laris = await createTestApp()
  shop = await laris.newBusiness()
})
afterAll(() => laris[Symbol.asyncDispose]())

test('many people are judged exactly as one is before a message leaves, merged and restricted ones too', async () => {
  const say = async (customerId: string, change: Partial<ConsentChange>) => {
    laris.clock.advance(1_000)
    await shop.transaction((tx) => recordConsent(tx, { customerId, purpose: 'marketing', isGranted: true, source: 'staff', ...change }))
  }
  const ids: string[] = []
  const someone = async (name: string) => {
    const customerId = await aCustomer(shop, { name })
    ids.push(customerId)
    return customerId
  }
  await someone('silent')
  await say(await someone('agreed'), {})
  await say(await someone('other channel only'), { channelType: 'telegram' })
  const away = await someone('refused on another channel')
  await say(away, {})
  await say(away, { isGranted: false, channelType: 'telegram' })
  const left = await someone('left again')
  await say(left, {})
  await say(left, { isGranted: false })
  const child = await someone('child')
  await say(child, {})
  const minor = await someone('child with guardian')
  await say(minor, {})
  await say(minor, { purpose: 'guardian' })
  await laris.superQuery('update customers set birth_year = 2012 where id = any($1::uuid[])', [[child, minor]])
  const resting = await someone('restricted')
  await say(resting, {})
  await laris.superQuery('update customers set restricted_at = now() where id = $1', [resting])
  const root = await someone('merged')
  const absorbed = await someone('')
  await say(root, {})
  await say(absorbed, { isGranted: false })
  await shop.transaction((tx) => mergeCustomers(tx, { survivorId: root, absorbedId: absorbed, statement: 'Kata pelanggannya sendiri' }))
  await shop.transaction(async (tx) => {
    for (const asked of [undefined, ids]) {
      const judged = await judgeReach(tx, 'webchat', asked)
      expect(judged.size).toBe(ids.length - 1)
      for (const [customerId, { objection }] of judged) {
        const alone = await maySend(tx, customerId, 'marketing', 'webchat')
        expect(objection).toBe(alone.isAllowed ? undefined : alone.reason)
      }
    }
    // By hand: an agreement for one channel is none for a phone, a refusal anywhere is one.
    expect([...(await judgeReach(tx, byHand)).values()].filter((person) => person.objection === undefined).map((person) => person.name)).toEqual(['agreed', 'child with guardian'])
    expect((await judgeReach(tx, 'webchat', [absorbed])).get(root)).toMatchObject({ name: 'merged', objection: 'no_consent' })
    expect([...(await judgeReach(tx, 'webchat')).values()].filter((person) => person.objection === undefined).map((person) => person.name)).toEqual(['agreed', 'refused on another channel', 'child with guardian'])
  })
})
