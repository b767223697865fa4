import { campaigns as english } from '../../locales/en/campaigns.ts'
import { campaigns as indonesian } from '../../locales/id/campaigns.ts'
import { chosenLanguage } from '../../locales/locale.ts'

/** Words of campaigns: they come with these screens, not with the first load. */
export const campaignWords = () => (chosenLanguage() === 'en' ? english : indonesian)

/** Why somebody gets nothing, in words; codes of a provider stay visible. */
export function reasonWords(code: string | null): string {
  const words = campaignWords()
  return code === null ? '' : (words.reasons[code] ?? words.otherReason(code))
}
