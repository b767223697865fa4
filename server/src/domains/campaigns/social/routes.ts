import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { readPhotos } from '#domains/catalog'
import { editPost, movePost, prepareWeek } from './posts.ts'
import { withLinks } from './links.ts'
import { findProblems } from './proposals.ts'
import { readPublications } from './publication-store.ts'
import { listPages, planPublication, settlePublication, withdrawPublication } from './publications.ts'
import { countedDays, readPostResults } from './results.ts'
import { listPosts } from './store.ts'
import { postStatuses, publicationStatuses, type SocialPostRow } from './tables.ts'

const caption = z.string().trim().min(1).max(2_200)
const params = z.object({ postId: z.uuid() })
const publicationParams = z.object({ publicationId: z.uuid() })

const socialPost = z.object({
  postId: z.string(), variantId: z.string(), productId: z.string(), photoKey: z.string().nullable(), code: z.string(), status: z.enum(postStatuses), name: z.string(), price: z.number(), available: z.number(), idleDays: z.number().nullable(),
  softCaption: z.string(), casualCaption: z.string(), hashtags: z.string(), postedAt: timestamp.nullable(), createdAt: timestamp,
  /** Why a draft should not be posted as it stands. */
  problem: z.string().nullable(),
  /** Opens a chat with the code already written; `null` while nobody outside could follow it. */
  link: z.string().nullable(),
  /** How often the link was followed. */
  clicks: z.number(),
  /** Chats that named the code, and what these customers ordered in the days after. */
  chats: z.number(), orders: z.number(), amount: z.number(), countedDays: z.number(),
  /** Where Laris shows it, or tried to; oldest first. */
  publications: z.array(z.object({
    publicationId: z.string(), channelId: z.string(), outlet: z.string(), status: z.enum(publicationStatuses), link: z.string().nullable(), createdAt: timestamp,
    /** Why it is not there, or not known to be; `detail` in the provider's words. */
    error: z.object({ code: z.string(), sentence: z.string(), detail: z.string().optional() }).nullable(),
  })),
})

async function present(tx: Transaction, rows: SocialPostRow[]) {
  const problems = await findProblems(tx, rows.filter((row) => row.status === 'draft'))
  const links = await withLinks(tx, rows.filter((row) => row.status !== 'skipped'))
  const photos = await readPhotos(tx, [...new Set(rows.map((row) => row.productId))])
  const results = await readPostResults(tx, rows.map((row) => row.id))
  const publications = await readPublications(tx, rows.map((row) => row.id))
  return rows.map(({ id, isEdited: _edited, linkCode: _link, ...row }) => ({ postId: id, ...row, problem: problems.get(id) ?? null, link: links.get(id) ?? null, photoKey: photos.get(row.productId) ?? null, ...(results.get(id) ?? { chats: 0, orders: 0, amount: 0 }), countedDays, publications: (publications.get(id) ?? []).map((one) => ({ ...one, publicationId: one.id })) }))
}

const presentOne = async (tx: Transaction, row: SocialPostRow) => (await present(tx, [row]))[0]

export const socialRoutes = {
  listSocialPosts: route({
    method: 'GET',
    path: '/api/social-posts',
    summary: 'Drafts and posts with the chats and orders that followed, newest first',
    permission: 'campaigns.read',
    query: pageQuery,
    answer: pageOf(socialPost),
    handle: (ctx, { query }) =>
      ctx.transaction(async (tx) => {
        const { items, nextCursor } = await listPosts(tx, query)
        return { items: await present(tx, items), nextCursor }
      }),
  }),
  prepareSocialPosts: route({
    method: 'POST',
    path: '/api/social-posts/weeks',
    summary: 'Fill the drafts up to a week of posts from goods that rest',
    permission: 'campaigns.write',
    answer: z.object({ added: z.number().int() }),
    handle: (ctx) => ctx.transaction(prepareWeek),
  }),
  editSocialPost: route({
    method: 'PATCH',
    path: '/api/social-posts/:postId',
    summary: 'Change the words of a post; its code stays in them',
    permission: 'campaigns.write',
    params,
    body: z.strictObject({ softCaption: caption, casualCaption: caption, hashtags: z.string().trim().max(500) }),
    answer: socialPost,
    handle: (ctx, { params: { postId }, body }) => ctx.transaction(async (tx) => presentOne(tx, await editPost(tx, postId, body))),
  }),
  moveSocialPost: route({
    method: 'PUT',
    path: '/api/social-posts/:postId/status',
    summary: 'Say that it was posted or skipped, or take that back',
    permission: 'campaigns.write',
    params,
    body: z.strictObject({ status: z.enum(postStatuses) }),
    answer: socialPost,
    handle: (ctx, { params: { postId }, body }) => ctx.transaction(async (tx) => presentOne(tx, await movePost(tx, postId, body.status))),
  }),
  listSocialPages: route({
    method: 'GET',
    path: '/api/social-pages',
    summary: 'Pages of the shop on which Laris can show posts',
    permission: 'campaigns.read',
    answer: z.object({
      pages: z.array(z.object({
        channelId: z.string(), name: z.string(), label: z.string(),
        /** Takes photos only, and fetches them from Laris. */
        fetchesPhoto: z.boolean(),
        /** Whether this Laris has an address that everyone reaches. */
        canFetch: z.boolean(),
      })),
    }),
    handle: (ctx) => ctx.transaction(async (tx) => ({ pages: await listPages(tx) })),
  }),
  publishSocialPost: route({
    method: 'POST',
    path: '/api/social-posts/:postId/publications',
    summary: 'Show a post on a page, once, ten seconds from now',
    permission: 'campaigns.write',
    status: 201,
    limitPerMinute: 10,
    params,
    body: z.strictObject({ channelId: z.uuid(), register: z.enum(['soft', 'casual']) }),
    answer: socialPost,
    handle: (ctx, { params: { postId }, body }) => ctx.transaction(async (tx) => presentOne(tx, await planPublication(tx, postId, body))),
  }),
  withdrawSocialPublication: route({
    method: 'DELETE',
    path: '/api/social-publications/:publicationId',
    summary: 'Take a post back before it leaves',
    permission: 'campaigns.write',
    params: publicationParams,
    answer: z.object({}),
    handle: (ctx, { params: { publicationId } }) => ctx.transaction(async (tx) => (await withdrawPublication(tx, publicationId), {})),
  }),
  settleSocialPublication: route({
    method: 'PUT',
    path: '/api/social-publications/:publicationId/fate',
    summary: 'Say whether a post whose fate is uncertain can be seen on the page',
    permission: 'campaigns.write',
    params: publicationParams,
    body: z.strictObject({ isShown: z.boolean() }),
    answer: z.object({}),
    handle: (ctx, { params: { publicationId }, body }) => ctx.transaction(async (tx) => (await settlePublication(tx, publicationId, body.isShown), {})),
  }),
}
