import { localTime } from '#platform/clock'
import type { Transaction } from '#platform/context'
import { readLastSoldDays } from '#domains/activity'
import { findOnSale, listRestingGoods, readAvailable, readGoods } from '#domains/catalog'
import { offerProduct } from '../offers.ts'
import { getCampaignSettings, zoneOf } from '../settings.ts'
import type { LeftOutReason } from '../tables.ts'
import type { SocialPostRow } from './tables.ts'

/** Slow is what nobody bought for so many days. */
export const slowDays = 14
const looked = 2_000

export interface Proposal {
  variantId: string
  productId: string
  name: string
  price: number
  available: number
  idleDays: number | null
}

/** Goods that rest, are there, and earn more than the floor; one of each product, the most money at rest first. */
export async function proposeGoods(tx: Transaction, wanted: number, taken: Set<string>): Promise<Proposal[]> {
  const resting = (await listRestingGoods(tx, looked)).filter(({ productId }) => !taken.has(productId))
  const ids = resting.map((good) => good.variantId)
  const lastSold = await readLastSoldDays(tx, ids)
  const today = localTime(tx.now(), await zoneOf(tx)).date
  const slow = resting.filter((good) => (idleDaysOf(lastSold, good.variantId, today) ?? daysSince(good.createdAt, tx.now())) >= slowDays)
  const standing = await judgeGoods(tx, slow.map((good) => good.variantId))
  const seen = new Set<string>()
  const proposals: Proposal[] = []
  for (const { variantId, productId } of slow) {
    const stands = standing.get(variantId)
    if (!stands || 'reason' in stands || stands.available === null || seen.has(productId)) continue
    seen.add(productId)
    proposals.push({ variantId, productId, name: stands.name, price: stands.price, available: stands.available, idleDays: idleDaysOf(lastSold, variantId, today) })
    if (proposals.length === wanted) break
  }
  return proposals
}

type Standing = { name: string; price: number; available: number | null } | { reason: LeftOutReason }

async function judgeGoods(tx: Transaction, variantIds: string[]): Promise<Map<string, Standing>> {
  const onSale = await findOnSale(tx, variantIds)
  const goods = await readGoods(tx, [...onSale])
  const available = await readAvailable(tx, [...onSale])
  const { floorPercent } = await getCampaignSettings(tx)
  return new Map(
    variantIds.map((variantId): [string, Standing] => {
      const good = onSale.has(variantId) ? goods.get(variantId) : undefined
      // Nothing off: the floor must hold for the plain price too.
      const judged = offerProduct(good, available.get(variantId), { offer: { kind: 'amount', value: 0 }, floorPercent, today: '' })
      if ('reason' in judged) return [variantId, judged]
      return [variantId, good && good.price !== null ? { name: good.name, price: good.price, available: available.get(variantId) ?? null } : { reason: 'no_price' }]
    }),
  )
}

export type PostProblem = LeftOutReason | 'price_changed' | 'name_changed'

/** Why the words of a draft are not true any more, or should not be said. */
export async function findProblems(tx: Transaction, posts: SocialPostRow[]): Promise<Map<string, PostProblem>> {
  const standing = await judgeGoods(tx, [...new Set(posts.map((post) => post.variantId))])
  return new Map(
    posts.flatMap((post): [string, PostProblem][] => {
      const now = standing.get(post.variantId)
      if (!now || 'reason' in now) return [[post.id, now?.reason ?? 'variant_gone']]
      if (now.price !== post.price) return [[post.id, 'price_changed']]
      return now.name === post.name ? [] : [[post.id, 'name_changed']]
    }),
  )
}

function idleDaysOf(lastSold: Map<string, string>, variantId: string, today: string): number | null {
  const day = lastSold.get(variantId)
  return day === undefined ? null : Math.max(0, Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000))
}

const daysSince = (from: Date, now: Date) => Math.floor((now.getTime() - from.getTime()) / 86_400_000)
