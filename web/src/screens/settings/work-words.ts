import { work as indonesian } from '../../locales/id/work.ts'
import { wordsOf } from '../../locales/locale.ts'

const workWords = wordsOf(indonesian, async () => (await import('../../locales/en/work.ts')).work)

/** A job or schedule of the server in words. */
export function workName(name: string): string {
  const words = workWords()
  return words.names[name] ?? words.groups[name.split('.')[0] ?? ''] ?? words.other
}
