import { audit as indonesian } from '../../locales/id/audit.ts'
import { wordsOf } from '../../locales/locale.ts'

/** Many words that one screen needs: they come with it, not with the first load. */
export const auditWords = wordsOf(indonesian, async () => (await import('../../locales/en/audit.ts')).audit)
