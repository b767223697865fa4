import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { cutPage, fromTimeCursor, type PageInput } from '#platform/http/paging'
import type { ConsentRow, RatingRow, Tables } from './tables.ts'

/** Every word on what people agree to, newest first. */
export async function listAllConsents(tx: Transaction, input: PageInput): Promise<{ items: (Omit<ConsentRow, 'proof'> & { consentId: string; customerName: string })[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx)
    .select('consents')
    .innerJoin('customers', (join) => join.onRef('customers.businessId', '=', 'consents.businessId').onRef('customers.id', '=', 'consents.customerId'))
    .selectAll('consents')
    .select('customers.name as customerName')
    .orderBy('consents.at', 'desc')
    .orderBy('consents.id', 'desc')
    .limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('consents.at', 'consents.id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.at, row.id])
  return { items: page.map((row) => ({ ...row, consentId: row.id })), nextCursor }
}

type Rating = Pick<RatingRow, 'customerId' | 'subjectType' | 'subjectId' | 'channelType' | 'reasons' | 'comment'> & { ratingId: string; customerName: string; score: number; answeredAt: Date }

/** Who said how it was, newest first; who was asked and said nothing is not among them. */
export async function listRatings(tx: Transaction, input: PageInput): Promise<{ items: Rating[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx)
    .select('ratings')
    .innerJoin('customers', (join) => join.onRef('customers.businessId', '=', 'ratings.businessId').onRef('customers.id', '=', 'ratings.customerId'))
    .select(['ratings.id as ratingId', 'ratings.customerId', 'ratings.subjectType', 'ratings.subjectId', 'ratings.channelType', 'ratings.reasons', 'ratings.comment', 'customers.name as customerName'])
    .select((row) => [row.ref('ratings.score').$notNull().as('score'), row.ref('ratings.answeredAt').$notNull().as('answeredAt')])
    .where('ratings.score', 'is not', null)
    .where('ratings.answeredAt', 'is not', null)
    .orderBy('ratings.answeredAt', 'desc')
    .orderBy('ratings.id', 'desc')
    .limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('ratings.answeredAt', 'ratings.id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.answeredAt, row.ratingId])
  return { items: page, nextCursor }
}
