import { counter as english } from '../../locales/en/counter.ts'
import { counter as indonesian } from '../../locales/id/counter.ts'
import { chosenLanguage } from '../../locales/locale.ts'

export const counterWords = () => (chosenLanguage() === 'en' ? english : indonesian)
