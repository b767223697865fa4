import { localTime, type TimeZone } from '#platform/clock'
import type { Transaction } from '#platform/context'
import { findOwnBusiness } from '#domains/businesses'
import { membersOf, rootsOf } from '#domains/customers'
import { addToCustomerDays, addToShopDays, addToVariantDays, findEvents, lockActivity, refreshProfiles, removeEvents, insertEvents, regroup, type DayChange, type Family } from './store.ts'
import type { ActivityEventRow, ActivityType, SoldGoods } from './tables.ts'

/** One thing that happened, as its source holds it now. */
export interface ActivityFact {
  type: ActivityType
  customerId: string | null
  at: Date
  channel: string
  amount?: number
  quantity?: number
  goods?: SoldGoods[]
  place?: string
}

/** A fact under the key that names it for good, or `null` when it does not count (any more). */
export interface KeyedFact {
  key: string
  fact: ActivityFact | null
}

type NewEvent = Omit<ActivityEventRow, 'businessId' | 'id'>

/**
 * Brings facts and every sum made of them up to date, in the caller's transaction. What counts is how things stand now, so
 * it does not matter how often or in which order they are told: a cancelled order is a fact that is gone. The caller holds
 * no other locks that somebody else may wait for with this one: the sums of a business are written one after the other.
 */
export async function recordActivity(tx: Transaction, given: KeyedFact[]): Promise<{ changed: number }> {
  if (given.length === 0) return { changed: 0 }
  const zone = await zoneOf(tx)
  await lockActivity(tx, zone)
  const facts = new Map(given.map(({ key, fact }) => [key, fact]))
  const known = new Map((await findEvents(tx, [...facts.keys()])).map((row) => [row.eventKey, row]))
  const [gone, fresh]: [ActivityEventRow[], NewEvent[]] = [[], []]
  for (const [key, fact] of facts) {
    const before = known.get(key)
    const after = fact ? toEvent(key, fact, zone) : undefined
    if (before && after && isSame(before, after)) continue
    if (before) gone.push(before)
    if (after) fresh.push(after)
  }
  if (gone.length + fresh.length === 0) return { changed: 0 }
  await removeEvents(tx, gone.map((row) => row.id))
  await insertEvents(tx, fresh)
  await addUp(tx, gone, fresh)
  return { changed: new Set([...gone, ...fresh].map((row) => row.eventKey)).size }
}

async function addUp(tx: Transaction, gone: NewEvent[], fresh: NewEvent[]): Promise<void> {
  const signed = [...gone.map((event) => ({ event, sign: -1 })), ...fresh.map((event) => ({ event, sign: 1 }))]
  await addToShopDays(tx, sumUp(signed, ({ type, day, channel }) => ({ type, day, channel })))
  const ofGoods = signed.flatMap(({ event, sign }) => event.goods.map((one) => ({ event: { ...event, ...one }, sign, variantId: one.variantId })))
  await addToVariantDays(tx, sumUp(ofGoods, ({ day }, { variantId }) => ({ variantId, day })))
  const roots = await rootsOf(tx, [...new Set(signed.flatMap(({ event }) => event.customerId ?? []))])
  const ofPeople = signed.flatMap(({ event, sign }) => (event.customerId ? [{ event, sign, customerId: roots.get(event.customerId) ?? event.customerId }] : []))
  if (ofPeople.length === 0) return
  await addToCustomerDays(tx, sumUp(ofPeople, ({ type, day }, { customerId }) => ({ customerId, type, day })))
  const people = [...new Set(ofPeople.map((one) => one.customerId))]
  await refreshProfiles(tx, people, await readFamilies(tx, people))
}

/** Merges were made or undone: the sums of these customers move to whose page shows them now. */
export async function regroupActivity(tx: Transaction, customerIds: string[]): Promise<void> {
  await lockActivity(tx, await zoneOf(tx))
  const roots = new Set([...customerIds, ...(await rootsOf(tx, customerIds)).values()])
  await regroup(tx, await readFamilies(tx, [...roots]))
}

/** A customer who is gone stands for themselves until their rows are gone too. */
async function readFamilies(tx: Transaction, roots: string[]): Promise<Family> {
  const found = await membersOf(tx, roots)
  const seen = new Set(found.map(([id]) => id))
  return [...found, ...roots.filter((id) => !seen.has(id)).map((id): [string, string] => [id, id])]
}

export async function zoneOf(tx: Transaction): Promise<TimeZone> {
  // Settings hold no other zone.
  return ((await findOwnBusiness(tx))?.timeZone ?? 'Asia/Jakarta') as TimeZone
}

interface Signed {
  event: NewEvent
  sign: number
}

function sumUp<Place extends object, One extends Signed>(signed: One[], placeOf: (event: NewEvent, one: One) => Place): (Place & DayChange)[] {
  const sums = new Map<string, Place & DayChange>()
  for (const one of signed) {
    const place = placeOf(one.event, one)
    const key = JSON.stringify(place)
    const sum = sums.get(key) ?? { ...place, events: 0, amount: 0, quantity: 0 }
    sum.events += one.sign
    sum.amount += one.sign * one.event.amount
    sum.quantity += one.sign * one.event.quantity
    sums.set(key, sum)
  }
  return [...sums.values()].filter((sum) => sum.events !== 0 || sum.amount !== 0 || sum.quantity !== 0)
}

function toEvent(eventKey: string, fact: ActivityFact, zone: TimeZone): NewEvent {
  const { type, customerId, at, channel, amount = 0, quantity = 0, goods = [], place = '' } = fact
  return { eventKey, type, customerId, at, day: localTime(at, zone).date, channel, place, amount, quantity, variantIds: [...new Set(goods.map((one) => one.variantId))].sort(), goods: together(goods) }
}

/** One entry a variant, in the order of their ids. */
function together(goods: SoldGoods[]): SoldGoods[] {
  const sums = new Map<string, SoldGoods>()
  for (const { amount, quantity, variantId } of goods) {
    const before = sums.get(variantId)
    sums.set(variantId, { amount: amount + (before?.amount ?? 0), quantity: quantity + (before?.quantity ?? 0), variantId })
  }
  return [...sums.values()].sort((a, b) => (a.variantId < b.variantId ? -1 : 1))
}

function isSame(before: ActivityEventRow, after: NewEvent): boolean {
  return (Object.keys(after) as (keyof NewEvent)[]).every((name) => JSON.stringify(before[name]) === JSON.stringify(after[name]))
}
