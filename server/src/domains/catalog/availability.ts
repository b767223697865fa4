import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { limitOf, readTaken } from './capacity.ts'
import { deepestRecipe, readGoods, type Good } from './goods.ts'
import type { Tables } from './tables.ts'

/** Pieces of each variant that can be promised now over all channels; `null` when nothing limits it. */
export async function readAvailable(tx: Transaction, variantIds: string[]): Promise<Map<string, number | null>> {
  if (variantIds.length === 0) return new Map()
  const goods = await readGoods(tx, variantIds)
  const levels = await tenant<Tables>(tx).select('stockLevels').select(['variantId', 'onHand', 'reserved']).where(sql<boolean>`variant_id = any(${[...goods.keys()]}::uuid[])`).execute()
  const free = new Map(levels.map((level) => [level.variantId, Math.max(0, level.onHand - level.reserved)]))
  return new Map(variantIds.map((variantId) => [variantId, availableOf(goods, free, variantId)]))
}

/** What marketplaces are told: pieces that can be promised, less each variant's buffer; `null` when nothing is counted. */
export async function readOffered(tx: Transaction, variantIds: string[]): Promise<Map<string, number | null>> {
  if (variantIds.length === 0) return new Map()
  const available = await readAvailable(tx, variantIds)
  const buffers = await tenant<Tables>(tx).select('variants').select(['id', 'channelBuffer']).where(sql<boolean>`id = any(${variantIds}::uuid[])`).execute()
  const bufferOf = new Map(buffers.map((row) => [row.id, row.channelBuffer]))
  return new Map([...available].map(([variantId, free]) => [variantId, free === null ? null : Math.max(0, free - (bufferOf.get(variantId) ?? 0))]))
}

/** These variants and everything that is made of them, however deep. */
export async function withMadeOf(tx: Transaction, variantIds: string[]): Promise<string[]> {
  const all = new Set(variantIds)
  for (let found = variantIds, depth = 0; found.length > 0 && depth < deepestRecipe; depth++) {
    const users = await tenant<Tables>(tx).select('variantComponents').select('variantId').where(sql<boolean>`component_id = any(${found}::uuid[])`).execute()
    found = [...new Set(users.map((row) => row.variantId))].filter((id) => !all.has(id))
    for (const id of found) all.add(id)
  }
  return [...all]
}

/** A composed good can be made as often as its scarcest component allows. */
function availableOf(goods: Map<string, Good>, free: Map<string, number>, variantId: string): number | null {
  const good = goods.get(variantId)
  if (good?.kind === 'counted') return free.get(variantId) ?? null
  if (good?.kind !== 'composed') return null
  const limits = good.components.flatMap((component) => {
    const available = availableOf(goods, free, component.variantId)
    return available === null ? [] : [Math.floor(available / component.quantity)]
  })
  return limits.length > 0 ? Math.min(...limits) : null
}

export interface DayCapacity {
  day: string
  taken: number
  /** Places left; `null` when the day has no limit. */
  free: number | null
}

/** How full each day is for what is made to order or pre-ordered. */
export async function readCapacity(tx: Transaction, variantId: string, days: { from: string; to: string }): Promise<DayCapacity[]> {
  const good = (await readGoods(tx, [variantId])).get(variantId)
  const taken = new Map((await readTaken(tx, [variantId], days.from, days.to)).map((place) => [place.day, place.quantity]))
  const limit = good ? limitOf(good) : null
  const list: DayCapacity[] = []
  for (let at = Date.parse(`${days.from}T00:00:00Z`); at <= Date.parse(`${days.to}T00:00:00Z`) && list.length < 62; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    list.push({ day, taken: taken.get(day) ?? 0, free: limit === null ? null : Math.max(0, limit - (taken.get(day) ?? 0)) })
  }
  return list
}
