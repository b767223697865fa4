import { insights as english } from '../../locales/en/insights.ts'
import { insights as indonesian } from '../../locales/id/insights.ts'
import { chosenLanguage } from '../../locales/locale.ts'

export const insightWords = () => (chosenLanguage() === 'en' ? english : indonesian)
