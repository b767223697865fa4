import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { cutPage, fromTimeCursor, type PageInput } from '#platform/http/paging'
import type { Tables } from '../tables.ts'
import type { SocialPostChatRow, SocialPostRow } from './tables.ts'

export async function lockPost(tx: Transaction, postId: string): Promise<SocialPostRow> {
  const row = await tenant<Tables>(tx).select('socialPosts').selectAll().where('id', '=', postId).forUpdate().executeTakeFirst()
  if (!row) throw notFound('Unggahan')
  return row
}

export function findPost(tx: Transaction, postId: string): Promise<SocialPostRow | undefined> {
  return tenant<Tables>(tx).select('socialPosts').selectAll().where('id', '=', postId).executeTakeFirst()
}

export async function addClick(tx: Transaction, postId: string): Promise<void> {
  await tenant<Tables>(tx).update('socialPosts').set((post) => ({ clicks: post('clicks', '+', 1) })).where('id', '=', postId).execute()
}

export async function changePost(tx: Transaction, post: SocialPostRow, changes: Partial<Omit<SocialPostRow, 'businessId' | 'id'>>): Promise<SocialPostRow> {
  await tenant<Tables>(tx).update('socialPosts').set(changes).where('id', '=', post.id).execute()
  return { ...post, ...changes }
}

/** Another press of the same button waits here, so that a week is made once. */
export async function lockWeek(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`social-posts ${tx.businessId}`}, 0))`.execute(tx.db)
}

/** A code that another post has is not taken; the caller tries the next one. */
export async function insertPost(tx: Transaction, post: SocialPostRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tenant<Tables>(tx).insert('socialPosts').values(post).onConflict((on) => on.columns(['businessId', 'code']).doNothing()).executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows ?? 0) === 1
}

export async function deletePosts(tx: Transaction, postIds: string[]): Promise<void> {
  await tenant<Tables>(tx).delete('socialPosts').where(sql<boolean>`id = any(${postIds}::uuid[])`).execute()
}

export function listDrafts(tx: Transaction): Promise<SocialPostRow[]> {
  return tenant<Tables>(tx).select('socialPosts').selectAll().where('status', '=', 'draft').orderBy('createdAt', 'desc').limit(100).execute()
}

export async function listProductsSince(tx: Transaction, since: Date): Promise<Set<string>> {
  const rows = await tenant<Tables>(tx).select('socialPosts').select('productId').where('createdAt', '>=', since).execute()
  return new Set(rows.map((row) => row.productId))
}

/** Newest first. */
export async function listPosts(tx: Transaction, input: PageInput): Promise<{ items: SocialPostRow[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx).select('socialPosts').selectAll().orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('createdAt', 'id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.createdAt, row.id])
  return { items: page, nextCursor }
}

export async function hasPosts(tx: Transaction): Promise<boolean> {
  return (await tenant<Tables>(tx).select('socialPosts').select('id').limit(1).executeTakeFirst()) !== undefined
}

export function findPostsByCode(tx: Transaction, codes: string[]): Promise<Pick<SocialPostRow, 'id' | 'code'>[]> {
  return tenant<Tables>(tx).select('socialPosts').select(['id', 'code']).where(sql<boolean>`code = any(${codes}::text[])`).execute()
}

/** A chat counts once for a post, from its first word about it. */
export async function insertChat(tx: Transaction, chat: SocialPostChatRow): Promise<void> {
  await tenant<Tables>(tx).insert('socialPostChats').values(chat).onConflict((on) => on.columns(['businessId', 'postId', 'conversationId']).doNothing()).execute()
}

export function listChats(tx: Transaction, postIds: string[]): Promise<SocialPostChatRow[]> {
  return tenant<Tables>(tx).select('socialPostChats').selectAll().where(sql<boolean>`post_id = any(${postIds}::uuid[])`).orderBy('at').execute()
}
