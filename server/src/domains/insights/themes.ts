import type { Context } from '#platform/context'
import { listRatingTexts } from '#domains/customers'
import { findThemesInWorker } from '#models/background/fits'
import type { Theme } from '#models/themes/theme'
import { findResult, saveResult } from './results.ts'

export interface ThemesFound {
  texts: number
  /** `low`: how many of its texts stand beside a score of 1 or 2. */
  themes: (Theme & { low: number })[]
}

const knownDays = 365

/** What people write about beside their scores, grouped; names of earlier runs are kept. */
export async function refreshThemes(ctx: Context, signal?: AbortSignal): Promise<void> {
  const { rows, previous } = await ctx.transaction(async (tx) => ({
    rows: await listRatingTexts(tx, { since: new Date(tx.now().getTime() - knownDays * 86_400_000), limit: 5_000 }),
    previous: (await findResult<ThemesFound>(tx, 'themes'))?.result.themes ?? [],
  }))
  const found = await findThemesInWorker([rows.map(({ id, comment }) => ({ id, text: comment })), { previous }], signal ? { signal } : {})
  const scores = new Map(rows.map((row) => [row.id, row.score]))
  // Without the words themselves: who is erased takes theirs along.
  const themes = found.status === 'ok' ? found.themes.map((theme) => ({ ...theme, quotes: [], low: theme.textIds.filter((id) => (scores.get(id) ?? 5) <= 2).length })) : []
  await ctx.transaction((tx) => saveResult(tx, 'themes', { texts: rows.length, themes } satisfies ThemesFound))
}
