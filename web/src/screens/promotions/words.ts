import { campaigns as indonesian } from '../../locales/id/campaigns.ts'
import { wordsOf } from '../../locales/locale.ts'

/** Words of campaigns: they come with these screens, not with the first load. */
export const campaignWords = wordsOf(indonesian, async () => (await import('../../locales/en/campaigns.ts')).campaigns)

export const draftWords = () => campaignWords().textDraft

/** Why somebody gets nothing, in words; codes of a provider stay visible. */
export function reasonWords(code: string | null): string {
  const words = campaignWords()
  return code === null ? '' : (words.reasons[code] ?? words.otherReason(code))
}
