import { marketplaces as english } from '../../locales/en/marketplaces.ts'
import { marketplaces as indonesian } from '../../locales/id/marketplaces.ts'
import { chosenLanguage } from '../../locales/locale.ts'

/** Words of online shops: they come with these screens, not with the first load. */
export const marketplaceWords = () => (chosenLanguage() === 'en' ? english : indonesian)
