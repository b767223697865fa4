import { social as english } from '../../locales/en/social.ts'
import { social as indonesian } from '../../locales/id/social.ts'
import { chosenLanguage } from '../../locales/locale.ts'
import { campaignWords } from './words.ts'

/** Words of posts: they come with that screen, not with the first load. */
export const socialWords = () => (chosenLanguage() === 'en' ? english : indonesian)

export function problemWords(code: string): string {
  return socialWords().problems[code] ?? campaignWords().reasons[code] ?? code
}
