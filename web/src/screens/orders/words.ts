import { sales as english } from '../../locales/en/sales.ts'
import { sales as indonesian } from '../../locales/id/sales.ts'
import { chosenLanguage } from '../../locales/locale.ts'

/** Words of orders, stock and money: they come with these screens, not with the first load. */
export const salesWords = () => (chosenLanguage() === 'en' ? english : indonesian)
