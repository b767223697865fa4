import { marketplaces as indonesian } from '../../locales/id/marketplaces.ts'
import { wordsOf } from '../../locales/locale.ts'

/** Words of online shops: they come with these screens, not with the first load. */
export const marketplaceWords = wordsOf(indonesian, async () => (await import('../../locales/en/marketplaces.ts')).marketplaces)
