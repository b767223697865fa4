import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import type { Tables } from '../tables.ts'
import type { SocialPublicationRow } from './tables.ts'

/** Whether nothing of this post is on this page, or on its way there. */
export async function insertPublication(tx: Transaction, row: SocialPublicationRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tenant<Tables>(tx)
    .insert('socialPublications')
    .values({ ...row, error: null })
    .onConflict((on) => on.columns(['businessId', 'postId', 'channelId']).where(sql<boolean>`status <> 'failed'`).doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows ?? 0) === 1
}

export function findPublication(tx: Transaction, id: string): Promise<SocialPublicationRow | undefined> {
  return tenant<Tables>(tx).select('socialPublications').selectAll().where('id', '=', id).executeTakeFirst()
}

export function lockPublication(tx: Transaction, id: string): Promise<SocialPublicationRow | undefined> {
  return tenant<Tables>(tx).select('socialPublications').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function getPublication(tx: Transaction, id: string): Promise<SocialPublicationRow> {
  const row = await lockPublication(tx, id)
  if (!row) throw notFound('Unggahan')
  return row
}

export async function changePublication(tx: Transaction, row: SocialPublicationRow, changes: Partial<Pick<SocialPublicationRow, 'status' | 'preparedId' | 'externalId' | 'link' | 'error'>>): Promise<void> {
  const { error, ...others } = changes
  await tenant<Tables>(tx)
    .update('socialPublications')
    .set({ ...others, ...(error === undefined ? {} : { error: error && JSON.stringify(error) }) })
    .where('id', '=', row.id)
    .execute()
  await tx.notify({ topic: 'social-posts' })
}

export async function deletePublication(tx: Transaction, row: SocialPublicationRow): Promise<void> {
  await tenant<Tables>(tx).delete('socialPublications').where('id', '=', row.id).execute()
  await tx.notify({ topic: 'social-posts' })
}

/** Oldest first, by post. */
export async function readPublications(tx: Transaction, postIds: string[]): Promise<Map<string, SocialPublicationRow[]>> {
  const rows = await tenant<Tables>(tx).select('socialPublications').selectAll().where(sql<boolean>`post_id = any(${postIds}::uuid[])`).orderBy('id').execute()
  return Map.groupBy(rows, (row) => row.postId)
}
