import { stockAdvice as indonesian } from '../../locales/id/stock-advice.ts'
import { wordsOf } from '../../locales/locale.ts'

export const stockAdviceWords = wordsOf(indonesian, async () => (await import('../../locales/en/stock-advice.ts')).stockAdvice)
