import { work as english } from '../../locales/en/work.ts'
import { work as indonesian } from '../../locales/id/work.ts'
import { chosenLanguage } from '../../locales/locale.ts'

/** A job or schedule of the server in words; they come with the screen, not with the first load. */
export function workName(name: string): string {
  const words = chosenLanguage() === 'en' ? english : indonesian
  return words.names[name] ?? words.groups[name.split('.')[0] ?? ''] ?? words.other
}
