import { social as indonesian } from '../../locales/id/social.ts'
import { wordsOf } from '../../locales/locale.ts'
import { campaignWords } from './words.ts'

/** Words of posts: they come with that screen, not with the first load. */
export const socialWords = wordsOf(indonesian, async () => (await import('../../locales/en/social.ts')).social)

export function problemWords(code: string): string {
  return socialWords().problems[code] ?? campaignWords().reasons[code] ?? code
}
