import { recommendations as indonesian } from '../../locales/id/recommendations.ts'
import { wordsOf } from '../../locales/locale.ts'

export const recommendationWords = wordsOf(indonesian, async () => (await import('../../locales/en/recommendations.ts')).recommendations)
