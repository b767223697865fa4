import { insights as indonesian } from '../../locales/id/insights.ts'
import { wordsOf } from '../../locales/locale.ts'

export const insightWords = wordsOf(indonesian, async () => (await import('../../locales/en/insights.ts')).insights)
