import { findMessageTexts } from '#domains/conversations'
import { findRatingTexts } from '#domains/customers'
import { findResult } from '../results.ts'
import type { ThemesFound } from '../themes.ts'
import { share, type Report } from './report.ts'

const fewestTexts = 20

/** What people complain of in chats and write beside their scores, by what it is about, with their own words. Worked out every night. */
export const themes: Report = {
  key: 'themes',
  hasPeriod: false,
  async run(tx) {
    const found = await findResult<ThemesFound>(tx, 'themes')
    const list = found?.result.themes ?? []
    const quoted = list.flatMap((theme) => theme.textIds.slice(0, 2))
    const quotes = new Map([...(await findRatingTexts(tx, quoted)), ...(await findMessageTexts(tx, quoted))])
    const texts = found?.result.texts ?? 0
    return {
      computedAt: found?.computedAt ?? null,
      missing: texts < fewestTexts ? { what: 'texts', have: texts, need: fewestTexts } : null,
      facts: { texts, themes: list.length, first: list[0]?.name ?? null, low: list.reduce((sum, theme) => sum + theme.low, 0) },
      columns: [
        { key: 'theme', heading: 'Tema', kind: 'text' },
        { key: 'texts', heading: 'Tulisan', kind: 'count' },
        { key: 'low', heading: 'Keluhan', kind: 'count' },
        { key: 'share', heading: 'Bagian (%)', kind: 'percent' },
        { key: 'quotes', heading: 'Kutipan', kind: 'text' },
      ],
      rows: list.map((theme) => [theme.name, theme.textIds.length, theme.low, share(theme.textIds.length, texts), theme.textIds.slice(0, 2).flatMap((id) => quotes.get(id) ?? []).join(' · ')]),
      chart: { kind: 'bars', x: 'theme', y: 'texts' },
    }
  },
}
