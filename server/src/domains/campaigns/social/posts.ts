import type { Transaction } from '#platform/context'
import { newId } from '#platform/ids'
import { findOwnBusiness, recordAudit } from '#domains/businesses'
import { codeMissing } from '../errors.ts'
import { writeCaptions, type Captions } from './captions.ts'
import { codesIn, newCode } from './codes.ts'
import { findProblems, proposeGoods, type Proposal } from './proposals.ts'
import { readPublications } from './publication-store.ts'
import { changePost, deletePosts, insertPost, listDrafts, listProductsSince, lockPost, lockWeek } from './store.ts'
import type { PostStatus, SocialPostRow } from './tables.ts'

const postsAWeek = 5
/** The same product is not shown again so soon. */
const restDays = 28

/** Fills the drafts up to a week's posts. Drafts that are not true any more go, unless somebody wrote in them or published them. */
export async function prepareWeek(tx: Transaction): Promise<{ added: number }> {
  await lockWeek(tx)
  const drafts = await listDrafts(tx)
  const problems = await findProblems(tx, drafts)
  const shown = await readPublications(tx, drafts.map((post) => post.id))
  const stale = drafts.filter((post) => problems.has(post.id) && !post.isEdited && !shown.has(post.id))
  await deletePosts(tx, stale.map((post) => post.id))
  const wanted = postsAWeek - (drafts.length - stale.length)
  if (wanted <= 0) return { added: 0 }
  const taken = await listProductsSince(tx, new Date(tx.now().getTime() - restDays * 86_400_000))
  const proposals = await proposeGoods(tx, wanted, taken)
  const shopName = (await findOwnBusiness(tx))?.name ?? ''
  for (const [position, proposal] of proposals.entries()) await addPost(tx, { proposal, shopName, position })
  if (proposals.length > 0) await recordAudit(tx, { action: 'social-posts.prepare', subjectType: 'business', subjectId: tx.businessId, after: { posts: proposals.length } })
  return { added: proposals.length }
}

async function addPost(tx: Transaction, { proposal, shopName, position }: { proposal: Proposal; shopName: string; position: number }): Promise<void> {
  for (let isStored = false; !isStored; ) {
    const code = newCode()
    isStored = await insertPost(tx, {
      businessId: tx.businessId, id: newId(), ...proposal, code, status: 'draft', ...writeCaptions({ ...proposal, shopName, code }, position), isEdited: false, postedAt: null, linkCode: null, clicks: 0, createdAt: tx.now(),
    })
  }
}

/** The owner's own words; only the code must stay, or nobody would know what the post brought. */
export async function editPost(tx: Transaction, postId: string, captions: Captions): Promise<SocialPostRow> {
  const post = await lockPost(tx, postId)
  if (![captions.softCaption, captions.casualCaption].every((text) => codesIn(text).includes(post.code))) throw codeMissing(post.code)
  return changePost(tx, post, { ...captions, isEdited: true })
}

/** Posted, skipped, or a draft again: each can be taken back. */
export async function movePost(tx: Transaction, postId: string, status: PostStatus): Promise<SocialPostRow> {
  const post = await lockPost(tx, postId)
  return changePost(tx, post, { status, postedAt: status === 'posted' ? (post.postedAt ?? tx.now()) : null })
}
