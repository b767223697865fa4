import { recommendations as english } from '../../locales/en/recommendations.ts'
import { recommendations as indonesian } from '../../locales/id/recommendations.ts'
import { chosenLanguage } from '../../locales/locale.ts'

export const recommendationWords = () => (chosenLanguage() === 'en' ? english : indonesian)
