import { createContext, use } from 'react'
import { id, type Messages } from './id/index.ts'

export type Language = 'id' | 'en'
const storageKey = 'laris.language'

export const MessagesContext = createContext<Messages>(id)

/** What people see, in their language. A key that one language lacks does not compile. */
export function useMessages(): Messages {
  return use(MessagesContext)
}

export function chosenLanguage(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'id'
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(storageKey, language)
  location.reload()
}

/** Indonesian is in the first bundle; English is fetched when chosen. */
export async function loadMessages(language: Language): Promise<Messages> {
  document.documentElement.lang = language
  return language === 'en' ? (await import('./en/index.ts')).en : id
}
