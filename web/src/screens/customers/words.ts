import { relations as indonesian } from '../../locales/id/relations.ts'
import { wordsOf } from '../../locales/locale.ts'

export const relationWords = wordsOf(indonesian, async () => (await import('../../locales/en/relations.ts')).relations)
