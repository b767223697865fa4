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

const notFetched = new Set<() => Promise<void>>()

/** Words of one part of the shop: Indonesian comes with its screens, English through `withWords`. */
export function wordsOf<Words>(indonesian: Words, fetchEnglish: () => Promise<Words>): () => Words {
  let words = indonesian
  const load = async () => {
    words = await fetchEnglish()
    notFetched.delete(load)
  }
  notFetched.add(load)
  return () => words
}

/** A part that is fetched when it is opened is there once its words are, so nobody sees the other language flash by. */
export async function withWords<Part>(part: Promise<Part>): Promise<Part> {
  const loaded = await part
  if (chosenLanguage() === 'en') await Promise.all([...notFetched].map((load) => load()))
  return loaded
}
