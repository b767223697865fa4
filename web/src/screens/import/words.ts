import { importing as indonesian } from '../../locales/id/importing.ts'
import { wordsOf } from '../../locales/locale.ts'

export const importingWords = wordsOf(indonesian, async () => (await import('../../locales/en/importing.ts')).importing)
