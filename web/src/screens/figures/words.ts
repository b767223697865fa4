import { figures as indonesian } from '../../locales/id/figures.ts'
import { wordsOf } from '../../locales/locale.ts'

export const figureWords = wordsOf(indonesian, async () => (await import('../../locales/en/figures.ts')).figures)
