import { useMessages } from '../../locales/locale.ts'

/** What went wrong in the reader's language; the server's own sentence where no translation is known. */
export function useProblemSentence(): (problem: { code: string; sentence: string }) => string {
  const { inbox } = useMessages()
  return ({ code, sentence }) => inbox.problems[code] ?? sentence
}
