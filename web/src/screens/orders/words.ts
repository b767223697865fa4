import { sales as indonesian } from '../../locales/id/sales.ts'
import { wordsOf } from '../../locales/locale.ts'

/** Words of orders, stock and money: they come with these screens, not with the first load. */
export const salesWords = wordsOf(indonesian, async () => (await import('../../locales/en/sales.ts')).sales)
