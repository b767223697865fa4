import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { newId } from '#platform/ids'
import { sql } from 'kysely'
import { resolveCustomers } from '#domains/customers'
import { recordActivity, type KeyedFact } from '../record.ts'
import { readProfiles } from '../store.ts'
import { compileRule } from './compile.ts'
import { explain, fits, type Person } from './evaluate.ts'
import { readySegments } from './ready.ts'
import { numberFields, ruleSchema, windowFields, type Rule } from './rule.ts'
import { countSegment, listMembers, listSegments, saveSegment, segmentMembers, segmentsOf, setSegmentDeleted } from './segments.ts'
import { scoreSegments } from './figures.ts'
import { readPeople } from './store.ts'

let laris: TestApp
let shop: Context
let ids: string[]
let people: { id: string; person: Person }[]
const today = '2026-11-24'
const variants = Array.from({ length: 6 }, () => newId())
const channels = ['web', 'shopee', 'kasir', 'webchat']
const places = ['Semarang', 'Kendal', '']

beforeAll(async () => {
  laris = await createTestApp()
  shop = await laris.newBusiness()
  // Seeded: the same shop every time.
  let state = 7
  const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
  const below = (n: number) => Math.floor(random() * n)
  ids = await shop.transaction((tx) => resolveCustomers(tx, Array.from({ length: 300 }, (_, index) => ({ channelType: 'webchat', externalId: `orang-${index}`, seenAt: shop.now() }))))
  const facts: KeyedFact[] = ids.flatMap((customerId) => {
    const at = () => new Date(Date.parse(`${today}T02:00:00Z`) - below(400) * 86_400_000)
    const orders = Array.from({ length: below(6) }, (): KeyedFact => ({
      key: `order:${newId()}`,
      fact: { type: 'order', customerId, at: at(), channel: channels[below(3)], amount: below(20) * 5_000, quantity: 1, goods: [{ amount: 5_000, quantity: 1, variantId: variants[below(6)] }], place: places[below(3)] },
    }))
    const messages = Array.from({ length: below(4) }, (): KeyedFact => ({ key: `message:${newId()}`, fact: { type: 'message', customerId, at: at(), channel: 'webchat' } }))
    return [...orders, ...messages]
  })
  await shop.transaction((tx) => recordActivity(tx, facts))
  people = await shop.transaction(async (tx) => {
    const profiles = await readProfiles(tx, ids)
    const read = await readPeople(tx, profiles)
    return profiles.map((profile, index) => ({ id: profile.id, person: read[index] }))
  })
})
afterAll(() => laris[Symbol.asyncDispose]())

const compared = { operator: fc.constantFrom('atLeast' as const, 'atMost' as const) }
const chosen = fc.constantFrom('anyOf' as const, 'noneOf' as const)
const condition: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ field: fc.constantFrom(...numberFields), ...compared, value: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400_000 })) }),
  fc.record({ field: fc.constantFrom(...windowFields), days: fc.integer({ min: 1, max: 420 }), ...compared, value: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 200_000 })) }),
  fc.record({ field: fc.constant('channel' as const), operator: chosen, values: fc.subarray(channels, { minLength: 1 }) }),
  fc.record({ field: fc.constant('place' as const), operator: chosen, values: fc.subarray(['semarang', 'KENDAL', 'Solo'], { minLength: 1 }) }),
  fc.record({ field: fc.constant('bought' as const), operator: chosen, variantIds: fc.subarray(variants, { minLength: 1 }) }),
)
const rules = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof({ maxDepth: 3, withCrossShrink: true }, condition, fc.array(tie('rule'), { minLength: 1, maxLength: 4 }).map((all) => ({ all })), fc.array(tie('rule'), { minLength: 1, maxLength: 4 }).map((any) => ({ any })), tie('rule').map((not) => ({ not }))),
})).rule

test('20,000 random rules find exactly the people whom a plain reading of the rule finds', { timeout: 300_000 }, async () => {
  const sample = fc.sample(rules, { numRuns: 20_000, seed: 24 })
  const batch = 50
  for (let start = 0; start < sample.length; start += batch) {
    const some = sample.slice(start, start + batch)
    const found = await shop.transaction(async (tx) => {
      const columns = some.map((rule, index) => sql`${compileRule(rule, { businessId: tx.businessId, today })} as ${sql.raw(`r${index}`)}`)
      const { rows } = await sql<Record<string, unknown>>`select p.id, ${sql.join(columns)} from customer_profiles p where p.business_id = ${tx.businessId}`.execute(tx.db)
      return new Map(rows.map((row) => [row['id'], row]))
    })
    for (const { id, person } of people) {
      const row = found.get(id)
      for (const [index, rule] of some.entries()) {
        if (row?.[`r${index}`] !== fits(rule, person, today)) throw new Error(`${JSON.stringify(rule)} for ${JSON.stringify(person)}: the database says ${String(row?.[`r${index}`])}`)
      }
    }
  }
})

test('a reading of the random people is not all one answer', () => {
  const shares = fc.sample(condition, { numRuns: 300, seed: 24 }).map((rule) => people.filter(({ person }) => fits(rule, person, today)).length / people.length)
  expect(shares.filter((share) => share > 0.02 && share < 0.98).length).toBeGreaterThan(100)
})

test('everybody is in exactly one ready segment, for a reason', () => {
  for (const { person } of people) {
    const inside = Object.values(readySegments).filter(({ rule }) => fits(rule, person, today))
    expect(inside.length, JSON.stringify(person)).toBe(1)
    expect(explain(inside[0].rule, person, today).length).toBeGreaterThan(0)
  }
})

test('nobody moves when others buy; only an own event or a passed day does it', async () => {
  const [one, ...others] = ids
  const before = await shop.transaction((tx) => segmentsOf(tx, one))
  await shop.transaction((tx) => recordActivity(tx, others.slice(0, 100).map((customerId) => ({ key: `order:extra-${customerId}`, fact: { type: 'order', customerId, at: shop.now(), channel: 'web', amount: 9_000_000 } }))))
  expect(await shop.transaction((tx) => segmentsOf(tx, one))).toEqual(before)
  await shop.transaction((tx) => recordActivity(tx, others.slice(0, 100).map((customerId) => ({ key: `order:extra-${customerId}`, fact: null }))))
})

test('lists, counts and pages agree, and each member says why', async () => {
  await shop.transaction(async (tx) => {
    const segments = await listSegments(tx)
    for (const { segmentId, rule, members } of segments) {
      const all = await segmentMembers(tx, segmentId)
      expect(await countSegment(tx, segmentId)).toBe(members)
      expect(all).toHaveLength(members)
      const paged: string[] = []
      let cursor: string | undefined
      do {
        const page = await listMembers(tx, rule, { limit: 7, cursor })
        for (const member of page.items) expect(member.reasons.length).toBeGreaterThan(0)
        paged.push(...page.items.map((member) => member.customerId))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(paged).toEqual(all)
    }
    expect(segments.reduce((sum, segment) => sum + segment.members, 0)).toBe(people.length)
  })
})

test("the shop's own segments are kept, changed, taken away and brought back", async () => {
  const rule: Rule = { field: 'spend', operator: 'atLeast', value: 100_000 }
  await shop.transaction(async (tx) => {
    const { segmentId } = await saveSegment(tx, { name: 'Belanja besar', rule })
    expect(await countSegment(tx, segmentId)).toBe(people.filter(({ person }) => person.spend >= 100_000).length)
    await saveSegment(tx, { segmentId, name: 'Belanja besar', rule: { not: rule } })
    expect(await countSegment(tx, segmentId)).toBe(people.filter(({ person }) => person.spend < 100_000).length)
    await setSegmentDeleted(tx, segmentId, true)
    await expect(countSegment(tx, segmentId)).rejects.toMatchObject({ status: 404 })
    await setSegmentDeleted(tx, segmentId, false)
    expect((await listSegments(tx)).map((segment) => segment.name)).toContain('Belanja besar')
  })
  const other = await laris.newBusiness()
  expect((await other.transaction(listSegments)).map((segment) => segment.members)).toEqual([0, 0, 0, 0, 0, 0])
})

test('the figure of a segment is what its people of a month ago did since', async () => {
  await shop.transaction(scoreSegments)
  const figures = new Map((await shop.transaction(listSegments)).map((segment) => [segment.segmentId, segment.figure]))
  const asOf = '2026-10-25'
  const then = people.flatMap(({ person }) => {
    const days = person.days.filter((one) => one.day <= asOf)
    if (days.length === 0) return []
    const orderDays = days.filter((one) => one.type === 'order').map((one) => one.day).sort()
    const gaps = orderDays.slice(1).map((one, index) => Math.round((Date.parse(one) - Date.parse(orderDays[index])) / 86_400_000)).sort((a, b) => a - b)
    const sum = (type: string, of: 'events' | 'amount') => days.filter((one) => one.type === type).reduce((total, one) => total + one[of], 0)
    const known = { ...person, days, orders: sum('order', 'events'), spend: sum('order', 'amount'), firstOrderOn: orderDays[0] ?? null, lastOrderOn: orderDays.at(-1) ?? null, gapDays: gaps[Math.ceil(gaps.length / 2) - 1] ?? null, messages: sum('message', 'events') }
    return [{ known, hasBought: person.days.some((one) => one.type === 'order' && one.day > asOf && one.day <= today) }]
  })
  for (const [segmentId, { rule }] of Object.entries(readySegments)) {
    const inside = then.filter(({ known }) => fits(rule, known, asOf))
    expect(figures.get(segmentId), segmentId).toEqual({ asOf, members: inside.length, bought: inside.filter((one) => one.hasBought).length })
  }
})

test('a rule with anything else in it is refused', () => {
  for (const rule of [{ field: 'p.id; drop table x', operator: 'atLeast', value: 1 }, { field: 'orders', operator: '=', value: 1 }, { all: [] }, { field: 'orders', operator: 'atLeast', value: 1.5 }, Array.from({ length: 7 }).reduce<Rule>((not) => ({ not }), { field: 'orders', operator: 'atLeast', value: 1 })]) {
    expect(ruleSchema.safeParse(rule).success, JSON.stringify(rule)).toBe(false)
  }
})
