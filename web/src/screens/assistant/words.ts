import { assistant as indonesian } from '../../locales/id/assistant.ts'
import { wordsOf } from '../../locales/locale.ts'

export const assistantWords = wordsOf(indonesian, async () => (await import('../../locales/en/assistant.ts')).assistant)
