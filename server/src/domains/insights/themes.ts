import type { Context } from '#platform/context'
import { listComplaints } from '#domains/conversations'
import { listRatingTexts } from '#domains/customers'
import { findThemesInWorker } from '#models/background/fits'
import type { Theme } from '#models/themes/theme'
import { findResult, saveResult } from './results.ts'

export interface ThemesFound {
  texts: number
  /** `low`: how many of its texts are a complaint in a chat, or stand beside a score of 1 or 2. */
  themes: (Theme & { low: number })[]
}

const knownDays = 365

/** What people complain of in chats and write beside their scores, grouped; names of earlier runs are kept. */
export async function refreshThemes(ctx: Context, signal?: AbortSignal): Promise<void> {
  const { ratings, complaints, previous } = await ctx.transaction(async (tx) => {
    const recent = { since: new Date(tx.now().getTime() - knownDays * 86_400_000), limit: 5_000 }
    return { ratings: await listRatingTexts(tx, recent), complaints: await listComplaints(tx, recent), previous: (await findResult<ThemesFound>(tx, 'themes'))?.result.themes ?? [] }
  })
  const texts = [...complaints, ...ratings.map(({ id, comment }) => ({ id, text: comment }))]
  const found = await findThemesInWorker([texts, { previous }], signal ? { signal } : {})
  const low = new Set([...complaints.map(({ id }) => id), ...ratings.filter(({ score }) => (score ?? 5) <= 2).map(({ id }) => id)])
  // Without the words themselves: who is erased takes theirs along.
  const themes = found.status === 'ok' ? found.themes.map((theme) => ({ ...theme, quotes: [], low: theme.textIds.filter((id) => low.has(id)).length })) : []
  await ctx.transaction((tx) => saveResult(tx, 'themes', { texts: texts.length, themes } satisfies ThemesFound))
}
