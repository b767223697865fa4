import type { Transaction } from '#platform/context'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { readPhotos } from '#domains/catalog'
import { findOutlet, listOutlets, type Outlet } from '#domains/conversations'
import { alreadyPublished, notUncertain, outletMissing, photoMissing, postNotTrue, postTooLong, publicAddressMissing, publishingBegan } from '../errors.ts'
import { withLinks } from './links.ts'
import { movePost } from './posts.ts'
import { findProblems } from './proposals.ts'
import { changePublication, deletePublication, getPublication, insertPublication } from './publication-store.ts'
import { lockPost } from './store.ts'
import type { SocialPostRow, SocialPublicationRow } from './tables.ts'

/** In which everything can be taken back. */
export const undoMs = 10_000

/** Where posts can be shown; `canFetch`: whether the provider could fetch a photo from this Laris. */
export async function listPages(tx: Transaction): Promise<(Pick<Outlet, 'channelId' | 'name' | 'label' | 'fetchesPhoto'> & { canFetch: boolean })[]> {
  return (await listOutlets(tx)).map(({ channelId, name, label, fetchesPhoto }) => ({ channelId, name, label, fetchesPhoto, canFetch: isPublic(tx) }))
}

/** Plans that a post is shown: once for each page, after the time in which it can be taken back. */
export async function planPublication(tx: Transaction, postId: string, { channelId, register }: { channelId: string; register: 'soft' | 'casual' }): Promise<SocialPostRow> {
  const post = await lockPost(tx, postId)
  const outlet = await findOutlet(tx, channelId)
  if (!outlet) throw outletMissing()
  if ((await findProblems(tx, [post])).size > 0) throw postNotTrue()
  const photoKey = (await readPhotos(tx, [post.productId])).get(post.productId) ?? null
  if (outlet.fetchesPhoto && photoKey === null) throw photoMissing(outlet.label)
  if (outlet.fetchesPhoto && !isPublic(tx)) throw publicAddressMissing(outlet.label)
  const link = (await withLinks(tx, [post])).get(post.id) ?? ''
  const text = [register === 'soft' ? post.softCaption : post.casualCaption, link, post.hashtags].filter(Boolean).join('\n\n')
  if (text.length > outlet.mostText) throw postTooLong(outlet.mostText)
  const id = newId()
  const row: SocialPublicationRow = { businessId: tx.businessId, id, postId, channelId, outlet: outlet.label, text, photoKey, status: 'planned', preparedId: null, externalId: null, link: null, error: null, createdAt: tx.now() }
  if (!(await insertPublication(tx, row))) throw alreadyPublished(outlet.label)
  await tx.enqueue({ name: 'publish-post', payload: { publicationId: id }, runAt: new Date(tx.now().getTime() + undoMs), onceKey: id, lane: `publish:${channelId}` })
  await recordAudit(tx, { action: 'social-post.publish', subjectType: 'social-post', subjectId: postId, after: { outlet: outlet.label } })
  await tx.notify({ topic: 'social-posts' })
  return post
}

/** Takes it back while nothing has left. */
export async function withdrawPublication(tx: Transaction, publicationId: string): Promise<void> {
  const row = await getPublication(tx, publicationId)
  if (row.status !== 'planned') throw publishingBegan()
  await deletePublication(tx, row)
  await recordAudit(tx, { action: 'social-post.withdraw', subjectType: 'social-post', subjectId: row.postId })
}

/** A person has looked at the page: it is there, or it is not and may be published once more. */
export async function settlePublication(tx: Transaction, publicationId: string, isShown: boolean): Promise<void> {
  const row = await getPublication(tx, publicationId)
  if (row.status !== 'uncertain') throw notUncertain()
  await changePublication(tx, row, isShown ? { status: 'published', error: null } : { status: 'failed', error: { code: 'not_shown', sentence: 'Tidak tayang, menurut Anda.' } })
  await recordAudit(tx, { action: 'social-post.settle', subjectType: 'social-post', subjectId: row.postId, after: { isShown } })
  if (isShown) await movePost(tx, row.postId, 'posted')
}

const isPublic = (tx: Transaction) => tx.baseUrl().startsWith('https://')
