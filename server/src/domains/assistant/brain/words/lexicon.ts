import { chatWords } from './chat-words.ts'
import { englishWords } from './english-words.ts'
import { goodsWords } from './goods-words.ts'
import { javaneseWords } from './javanese-words.ts'
import { tradeWords } from './trade-words.ts'

/** Spellings of up to this many words are one entry (`how much is`, `matur nuwun`). */
export const longestPhrase = 4

/** Spelling (words joined by a space) → the canonical words it stands for. */
export const lexicon: ReadonlyMap<string, readonly string[]> = readTables([englishWords, javaneseWords, goodsWords, tradeWords, chatWords])

/** Every canonical word of the tables: words that need no shop to be understood. */
export const generalWords: ReadonlySet<string> = new Set([...lexicon.values()].flat())

/** The words of `chat-words.ts`: they carry a sentence but name no thing. */
export const smallWords: ReadonlySet<string> = new Set([...readTables([chatWords]).values()].flat())

function readTables(tables: readonly string[]): Map<string, readonly string[]> {
  const entries = new Map<string, readonly string[]>()
  for (const line of tables.join('\n').split('\n')) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const canonical = line.slice(0, colon).split('_')
    entries.set(canonical.join(' '), canonical)
    for (const spelling of line.slice(colon + 1).split(' ')) {
      if (spelling) entries.set(spelling.replaceAll('_', ' ').replaceAll("'", ''), canonical)
    }
  }
  return entries
}

/** The words of trade and talk: they ask, pay and send, and are not themselves for sale. */
export const tradeAndTalk: ReadonlySet<string> = new Set([...readTables([tradeWords, chatWords]).values()].flat())
