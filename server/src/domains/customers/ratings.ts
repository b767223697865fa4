import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { familyOf } from './family.ts'
import { addressOf, createPublicLink } from './public-links.ts'
import type { RatingRow, Tables } from './tables.ts'
import { addTimelineEntries } from './timeline-entries.ts'

/** What went well or not; people tick, the shop counts. */
export const ratingReasons = ['answer', 'speed', 'kindness', 'goods', 'price', 'delivery', 'packing'] as const

/** Asks once how a conversation or an order was. The caller sends the address; asking again gives the same one. */
export async function askForRating(tx: Transaction, input: { customerId: string; subjectType: RatingRow['subjectType']; subjectId: string; channelType?: string | undefined }): Promise<{ ratingId: string; address: string; isNew: boolean }> {
  const rows = tenant<Tables>(tx)
  const find = () => rows.select('ratings').selectAll().where('subjectType', '=', input.subjectType).where('subjectId', '=', input.subjectId).executeTakeFirst()
  const before = await find()
  if (before) return { ratingId: before.id, address: addressOf(tx, 'nilai', before.sealedToken), isNew: false }
  const id = newId()
  const { sealedToken } = await createPublicLink(tx, 'rating', id)
  await rows
    .insert('ratings')
    .values({ businessId: tx.businessId, id, customerId: input.customerId, subjectType: input.subjectType, subjectId: input.subjectId, channelType: input.channelType ?? null, sealedToken, askedAt: tx.now(), score: null, reasons: [], comment: '', answeredAt: null })
    .onConflict((on) => on.columns(['businessId', 'subjectType', 'subjectId']).doNothing())
    .execute()
  const stored = await find()
  if (!stored) throw notFound('Penilaian')
  return { ratingId: stored.id, address: addressOf(tx, 'nilai', stored.sealedToken), isNew: stored.id === id }
}

/** When this person was last asked how it was, under whichever name. */
export async function findLastAsked(tx: Transaction, customerId: string): Promise<Date | undefined> {
  const row = await tenant<Tables>(tx).select('ratings').select('askedAt').where('customerId', 'in', await familyOf(tx, customerId)).orderBy('askedAt', 'desc').limit(1).executeTakeFirst()
  return row?.askedAt
}

/** One tap. Changing one's mind is allowed; the last word counts. */
export async function rate(tx: Transaction, ratingId: string, score: number): Promise<RatingRow> {
  const row = await tenant<Tables>(tx).update('ratings').set({ score, answeredAt: tx.now() }).where('id', '=', ratingId).returningAll().executeTakeFirst()
  if (!row) throw notFound('Penilaian')
  await addTimelineEntries(tx, [{ customerId: row.customerId, eventKey: `rating:${ratingId}`, kind: 'rated', at: tx.now(), channelType: row.channelType ?? undefined, subject: { type: 'rating', id: ratingId }, details: { score, subjectType: row.subjectType } }])
  await tx.emit({ type: 'rating.given', key: row.customerId, payload: { ratingId, score, subjectType: row.subjectType, subjectId: row.subjectId } })
  await tx.notify({ topic: 'rating', id: ratingId })
  return row
}

export async function explainRating(tx: Transaction, ratingId: string, input: { reasons: string[]; comment: string }): Promise<void> {
  const reasons = ratingReasons.filter((reason) => input.reasons.includes(reason))
  await tenant<Tables>(tx).update('ratings').set({ reasons: [...reasons], comment: input.comment.trim().slice(0, 1_000) }).where('id', '=', ratingId).execute()
  await tx.notify({ topic: 'rating', id: ratingId })
}

export async function findRating(tx: Transaction, ratingId: string): Promise<RatingRow | undefined> {
  return tenant<Tables>(tx).select('ratings').selectAll().where('id', '=', ratingId).executeTakeFirst()
}

export interface RatingSummary {
  asked: number
  answered: number
  /** Share of the asked who answered; `null` when nobody was asked. */
  responseRate: number | null
  /** Share of 4 and 5 among the answers; `null` without answers. */
  csat: number | null
  average: number | null
  reasons: { reason: string; good: number; bad: number }[]
  channels: { channelType: string | null; asked: number; answered: number; good: number }[]
}

/** How satisfied those are who answered, and how many did not: one without the other misleads. */
export async function summariseRatings(tx: Transaction, since: Date): Promise<RatingSummary> {
  const { rows: channels } = await sql<{ channelType: string | null; asked: number; answered: number; good: number; total: number }>`
    select channel_type, count(*)::int as asked, count(score)::int as answered, count(*) filter (where score >= 4)::int as good, coalesce(sum(score), 0)::int as total
    from ratings where business_id = ${tx.businessId} and asked_at >= ${since} group by channel_type order by 2 desc`.execute(tx.db)
  const { rows: reasons } = await sql<{ reason: string; good: number; bad: number }>`
    select reason, count(*) filter (where score >= 4)::int as good, count(*) filter (where score < 4)::int as bad
    from ratings, unnest(reasons) as reason where business_id = ${tx.businessId} and asked_at >= ${since} and score is not null group by reason order by bad desc, reason`.execute(tx.db)
  const [asked, answered, good, total] = (['asked', 'answered', 'good', 'total'] as const).map((key) => channels.reduce((sum, row) => sum + row[key], 0))
  return {
    asked,
    answered,
    responseRate: asked === 0 ? null : answered / asked,
    csat: answered === 0 ? null : good / answered,
    average: answered === 0 ? null : total / answered,
    reasons,
    channels: channels.map(({ total: _, ...row }) => row),
  }
}
