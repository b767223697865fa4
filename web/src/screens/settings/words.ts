import { channels } from '../../locales/id/channels.ts'
import { facts } from '../../locales/id/facts.ts'
import { people } from '../../locales/id/people.ts'
import { upkeep } from '../../locales/id/upkeep.ts'
import { wordsOf } from '../../locales/locale.ts'

export const connectionWords = wordsOf(channels, async () => (await import('../../locales/en/channels.ts')).channels)
export const factWords = wordsOf(facts, async () => (await import('../../locales/en/facts.ts')).facts)
export const peopleWords = wordsOf<typeof people>(people, async () => (await import('../../locales/en/people.ts')).people)
export const upkeepWords = wordsOf(upkeep, async () => (await import('../../locales/en/upkeep.ts')).upkeep)
