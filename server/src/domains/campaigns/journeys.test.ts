import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setStock } from '#domains/catalog'
import { listBirthdays, updateCustomer } from '#domains/customers'
import { aGood } from '../catalog/testing.ts'
import { launchCampaign } from './launching.ts'
import { enterJourneys } from './entering.ts'
import { openCampaignShop, type CampaignShop } from './testing.ts'
import { triggers } from './types/registry.ts'

let s: CampaignShop
const day = 86_400_000

beforeEach(async () => {
  s = await openCampaignShop()
})
afterEach(() => s[Symbol.asyncDispose]())

const ago = (days: number) => new Date(s.laris.clock.now().getTime() - days * day)
const entries = (type: string, days?: number) => {
  const trigger = triggers.find((one) => one.type === type)
  if (!trigger) throw new Error(type)
  return s.shop.transaction(async (tx) => (await trigger.findEntries(tx, days ?? trigger.days)).map((entry) => entry.customerId))
}
const enter = async () => {
  await enterJourneys({ ...s.laris.services, ...s.laris.app.contexts, db: s.laris.database.db })
  await s.run(3)
}
const turnOn = async (trigger: string, changes: object = {}) => {
  const id = await s.plan({ trigger, variants: [{ name: 'A', text: `${trigger} {{nama}}` }], holdoutPercent: 0, ...changes })
  await s.shop.transaction((tx) => launchCampaign(tx, id))
  await s.run(12)
  return id
}

describe('whose turn it is', () => {
  test('welcome: who agreed for the first time, and nobody else', async () => {
    const { customerId } = await s.customer('Rini')
    await s.customer('Tono', { agrees: false })
    expect(await entries('welcome')).toEqual([customerId])
    s.laris.clock.advance(5 * day)
    expect(await entries('welcome')).toEqual([])
  })

  test('after delivery, review and care: so many days after the last order was done', async () => {
    const [rini, budi, sari] = [await s.customer('Rini'), await s.customer('Budi'), await s.customer('Sari')]
    await s.buy(rini.customerId, 10_000, { at: ago(4) })
    await s.buy(budi.customerId, 10_000, { at: ago(8) })
    await s.buy(sari.customerId, 10_000, { at: ago(301) })
    expect(await entries('after-delivery')).toEqual([rini.customerId])
    expect(await entries('review-request')).toEqual([budi.customerId])
    expect(await entries('care-reminder')).toEqual([sari.customerId])
  })

  test('win back after a long silence; re-order by a rhythm, never from two purchases', async () => {
    const [rini, budi, sari] = [await s.customer('Rini'), await s.customer('Budi'), await s.customer('Sari')]
    for (const days of [61]) await s.buy(rini.customerId, 10_000, { at: ago(days) })
    for (const days of [27, 20, 13]) await s.buy(budi.customerId, 10_000, { at: ago(days) })
    for (const days of [22, 13]) await s.buy(sari.customerId, 10_000, { at: ago(days) })
    expect(await entries('win-back')).toEqual([rini.customerId])
    expect(await entries('reorder-due')).toEqual([])
    expect(await entries('reorder-due', 5)).toEqual([budi.customerId])
  })

  test('one year after the first purchase', async () => {
    const [rini, budi] = [await s.customer('Rini'), await s.customer('Budi')]
    await s.buy(rini.customerId, 10_000, { at: new Date('2025-11-23T02:00:00Z') })
    await s.buy(budi.customerId, 10_000, { at: new Date('2025-10-23T02:00:00Z') })
    expect(await entries('anniversary')).toEqual([rini.customerId])
  })

  test('what was sold out and is there again, for who bought it last', async () => {
    const variantId = await aGood(s.shop, 'Sambal bawang', 5)
    const rini = await s.customer('Rini')
    await s.buy(rini.customerId, 20_000, { at: ago(10) })
    await s.rows('update order_lines set variant_id = $1', [variantId])
    const count = async (onHand: number) => {
      s.laris.clock.advance(day)
      await s.shop.transaction((tx) => setStock(tx, [{ variantId, onHand }], 'count'))
    }
    await count(3)
    expect(await entries('back-in-stock')).toEqual([])
    await count(0)
    expect(await entries('back-in-stock')).toEqual([])
    await count(12)
    expect(await entries('back-in-stock')).toEqual([rini.customerId])
  })
})

describe('what may be over before the message leaves', () => {
  const begin = async (customerId: string, daysAgo: number) => {
    await s.buy(customerId, 10_000, { at: ago(daysAgo) })
    await s.rows("update orders set status = 'unpaid', completed_at = null, delivery = 'ship' where customer_id = $1", [customerId])
  }

  test('an order that nobody paid, unless something was ordered since', async () => {
    const [rini, budi, sari] = [await s.customer('Rini'), await s.customer('Budi'), await s.customer('Sari')]
    await begin(rini.customerId, 2)
    await begin(budi.customerId, 2)
    await s.buy(budi.customerId, 10_000, { at: ago(1) })
    await begin(sari.customerId, 8)
    expect(await entries('abandoned-order')).toEqual([rini.customerId])
  })

  test('who pays in the night is not asked in the morning', async () => {
    const [rini, budi] = [await s.customer('Rini'), await s.customer('Budi')]
    const id = await turnOn('abandoned-order')
    s.laris.clock.advance(14 * 3_600_000)
    await begin(rini.customerId, 1.2)
    await begin(budi.customerId, 1.2)
    await enter()
    expect(await s.sent()).toEqual([])
    await s.rows('update orders set paid_total = total where customer_id = $1', [rini.customerId])
    await enter()
    s.laris.clock.advance(10 * 3_600_000)
    await s.run(3)
    expect(await s.sent()).toEqual(['abandoned-order Budi'])
    expect(await s.totals(id)).toMatchObject({ audience: 2, sent: 1, leftOut: 1 })
  })

  test('a birthday that the customer told, on its day in the zone of the shop', async () => {
    const [rini, budi] = [await s.customer('Rini'), await s.customer('Budi')]
    await s.shop.transaction((tx) => updateCustomer(tx, rini.customerId, { birthday: '11-25' }))
    await s.shop.transaction((tx) => updateCustomer(tx, budi.customerId, { birthday: '11-24' }))
    expect(await entries('birthday')).toEqual([budi.customerId])
    s.laris.clock.advance(16 * 3_600_000)
    expect(await entries('birthday')).toEqual([rini.customerId])
  })

  test('who was born on the 29th of February is wished well every year', async () => {
    const { customerId } = await s.customer('Rini')
    await s.shop.transaction((tx) => updateCustomer(tx, customerId, { birthday: '02-29' }))
    const wished = (day: string) => s.shop.transaction((tx) => listBirthdays(tx, day))
    expect([await wished('2027-02-28'), await wished('2028-02-28'), await wished('2028-02-29')]).toEqual([[customerId], [], [customerId]])
  })
})

test('a journey speaks once for each occasion, however often it looks, and again for the next one', async () => {
  const { customerId } = await s.customer('Rini')
  const id = await turnOn('after-delivery')
  await s.buy(customerId, 10_000, { at: ago(3) })
  await enter()
  await enter()
  expect(await s.sent()).toEqual(['after-delivery Rini'])
  s.laris.clock.advance(20 * day)
  await s.buy(customerId, 10_000, { at: ago(4) })
  await enter()
  expect(await s.sent()).toEqual(['after-delivery Rini', 'after-delivery Rini'])
  expect(await s.totals(id)).toMatchObject({ audience: 2, sent: 2 })
})

test('some who enter are held out by chance, and stay so', async () => {
  for (let i = 0; i < 40; i++) {
    const { customerId } = await s.customer(`Pelanggan${String.fromCharCode(97 + (i % 26))}`)
    await s.buy(customerId, 10_000, { at: ago(61) })
  }
  const id = await turnOn('win-back', { holdoutPercent: 50 })
  await enter()
  const { heldOut, sent, audience } = await s.totals(id)
  expect(audience).toBe(40)
  expect(heldOut).toBeGreaterThan(8)
  expect(sent).toBe(40 - heldOut)
  await enter()
  expect(await s.totals(id)).toMatchObject({ audience: 40, heldOut, sent })
})
