import { audit as english } from '../../locales/en/audit.ts'
import { audit as indonesian } from '../../locales/id/audit.ts'
import { chosenLanguage } from '../../locales/locale.ts'

/** Many words that one screen needs: they come with it, not with the first load. */
export const auditWords = () => (chosenLanguage() === 'en' ? english : indonesian)
