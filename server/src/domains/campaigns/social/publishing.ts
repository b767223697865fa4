import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { Context, Transaction } from '#platform/context'
import type { Postponed, WorkHandler } from '#platform/events/dispatcher'
import { findOutlet, noOutletAnswer, outletGone, type Outlet, type OutletProblem, type PublicPost } from '#domains/conversations'
import { photoAddress } from './publication-photo.ts'
import { changePublication, deletePublication, lockPublication } from './publication-store.ts'
import { movePost } from './posts.ts'
import { findPost, lockPost } from './store.ts'
import type { SocialPublicationRow } from './tables.ts'

const againMs = 3_000
const slowMs = 60_000
/** Shown later than that, it would only surprise. */
const giveUpAfterMs = 30 * 60_000

/**
 * The send protocol for posts: `sending` is committed before the call that shows it, and what happened after. A crash in
 * between is uncertain and never tried again by itself. What is made ready before shows nothing, so it may be repeated.
 */
export const publishPost: WorkHandler = async (ctx, payload, attempt) => {
  const { publicationId } = z.object({ publicationId: z.uuid() }).parse(payload)
  try {
    return await publish(ctx, publicationId)
  } catch (error) {
    if (attempt.isLast) await ctx.transaction((tx) => changePlanned(tx, publicationId, { status: 'failed', error: ownFault }))
    throw error
  }
}

async function publish(ctx: Context, id: string): Promise<void | Postponed> {
  const found = await ctx.transaction((tx) => look(tx, id))
  if (!found) return
  const { row, outlet } = found
  if (row.status === 'published') return addLink(ctx, row, outlet)
  const post = await readPost(ctx, row)
  if (!post) return void (await ctx.transaction((tx) => changePlanned(tx, id, { status: 'failed', error: photoGone })))
  const prepared = await outlet.prepare(ctx, post, row.preparedId)
  if (prepared && prepared.outcome !== 'ready') return ctx.transaction((tx) => hold(tx, row, prepared))
  if (!(await ctx.transaction((tx) => changePlanned(tx, id, { status: 'sending' })))) return
  const outcome = await outlet.show(ctx, post, row.preparedId)
  const published = await ctx.transaction((tx) => finish(tx, row, outcome))
  if (published === 'again') return later(ctx, slowMs)
  if (published) await addLink(ctx, published, outlet)
}

/** What is to be done now, if anything. */
async function look(tx: Transaction, id: string): Promise<{ row: SocialPublicationRow; outlet: Outlet } | undefined> {
  const row = await lockPublication(tx, id)
  if (!row) return undefined
  // Whoever called is gone, or still waits for the answer: nobody knows whether it is shown.
  if (row.status === 'sending') return void (await changePublication(tx, row, { status: 'uncertain', error: lost('interrupted') }))
  const isShown = row.status === 'published'
  if (!isShown && row.status !== 'planned') return undefined
  const outlet = await findOutlet(tx, row.channelId)
  if (!outlet) return isShown ? undefined : void (await changePublication(tx, row, { status: 'failed', error: outletGone }))
  if (!isShown && (await findPost(tx, row.postId))?.status === 'skipped') return void (await deletePublication(tx, row))
  return { row, outlet }
}

async function readPost(ctx: Context, row: SocialPublicationRow): Promise<PublicPost | undefined> {
  if (row.photoKey === null) return { text: row.text }
  const bytes = await ctx.files.open(ctx.businessId, row.photoKey).then(buffer).catch(() => undefined)
  return bytes && { text: row.text, photo: { bytes, address: photoAddress(ctx, row.id) } }
}

async function hold(tx: Transaction, row: SocialPublicationRow, prepared: Exclude<NonNullable<Awaited<ReturnType<Outlet['prepare']>>>, { outcome: 'ready' }>): Promise<void | Postponed> {
  const isTooOld = tx.now().getTime() - row.createdAt.getTime() > giveUpAfterMs
  if (prepared.outcome === 'not_yet') {
    await changePlanned(tx, row.id, isTooOld ? { status: 'failed', error: tooSlow } : { preparedId: prepared.preparedId, error: null })
    return isTooOld ? undefined : later(tx, againMs)
  }
  const isOver = isTooOld || prepared.outcome === 'rejected'
  await changePlanned(tx, row.id, { ...(isOver ? { status: 'failed' as const } : {}), error: prepared.problem })
  return isOver ? undefined : later(tx, slowMs)
}

/** An answer that comes after all settles what was called uncertain; refused then, it is still not tried again. */
async function finish(tx: Transaction, { id, postId }: SocialPublicationRow, outcome: Awaited<ReturnType<Outlet['show']>>): Promise<SocialPublicationRow | 'again' | undefined> {
  // The post first, as when it is planned: an answer must not be lost to a deadlock.
  await lockPost(tx, postId)
  const row = await lockPublication(tx, id)
  if (!row || (row.status !== 'sending' && row.status !== 'uncertain')) return undefined
  if (outcome.outcome === 'accepted') {
    const changes = { status: 'published', externalId: outcome.externalId, error: null } as const
    await changePublication(tx, row, changes)
    await movePost(tx, row.postId, 'posted')
    return { ...row, ...changes }
  }
  if (outcome.outcome === 'uncertain') return void (await changePublication(tx, row, { status: 'uncertain', error: lost(outcome.detail) }))
  const mayRetry = outcome.outcome === 'wait' && row.status === 'sending' && tx.now().getTime() - row.createdAt.getTime() <= giveUpAfterMs
  await changePublication(tx, row, { status: mayRetry ? 'planned' : 'failed', error: outcome.problem })
  return mayRetry ? 'again' : undefined
}

async function addLink(ctx: Context, row: SocialPublicationRow, outlet: Outlet): Promise<void> {
  const link = row.externalId !== null && row.link === null ? await outlet.findLink(ctx, row.externalId) : undefined
  if (link !== undefined) await ctx.transaction((tx) => changePublication(tx, row, { link }))
}

/** Whether it was still planned; somebody may have taken it back meanwhile. */
async function changePlanned(tx: Transaction, id: string, changes: Parameters<typeof changePublication>[2]): Promise<boolean> {
  const row = await lockPublication(tx, id)
  if (row?.status !== 'planned') return false
  await changePublication(tx, row, changes)
  return true
}

const later = (ctx: Pick<Context, 'now'>, waitMs: number): Postponed => ({ postponedUntil: new Date(ctx.now().getTime() + waitMs) })

const lost = (detail: string): OutletProblem => ({ ...noOutletAnswer(detail), sentence: 'Belum pasti terbit. Lihat dulu di halaman Anda, lalu pilih di bawah.' })
const ownFault: OutletProblem = { code: 'own_fault', sentence: 'Belum terbit karena gangguan di Laris. Data Anda aman. Terbitkan lagi.' }
const photoGone: OutletProblem = { code: 'photo_gone', sentence: 'Belum terbit: fotonya sudah diganti atau dihapus. Terbitkan lagi.' }
const tooSlow: OutletProblem = { code: 'too_slow', sentence: 'Belum terbit: fotonya terlalu lama disiapkan. Terbitkan lagi.' }
