import { counter as indonesian } from '../../locales/id/counter.ts'
import { wordsOf } from '../../locales/locale.ts'

export const counterWords = wordsOf(indonesian, async () => (await import('../../locales/en/counter.ts')).counter)
