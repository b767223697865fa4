import { trainIntent } from '../../server/src/models/language/intent.ts'
import { createSearchIndex } from '../../server/src/models/language/search-index.ts'
import { trainSentiment } from '../../server/src/models/language/sentiment.ts'
import { createSpelling } from '../../server/src/models/language/spelling.ts'
import { findThemes } from '../../server/src/models/themes/find-themes.ts'
import { suggestCodes } from '../../server/src/models/themes/suggest-codes.ts'
import { names, scatter, type HostileCase } from './case.ts'

/** Five thousand made-up words of letters alone, as a word has to be. */
const syllables = ['ba', 'ce', 'di', 'go', 'ku', 'la', 'me', 'nu', 'po', 'sa', 'ti', 'wu', 'ya', 'ro', 'je', 'hi', 'pu', 'ga']
const words = Array.from({ length: 5_000 }, (_, i) => [i % 18, Math.floor(i / 18) % 18, Math.floor(i / 324)].map((part) => syllables[part]).join('') + 'n')
const sentence = (i: number, length: number) => Array.from({ length }, (_, k) => words[scatter(i * length + k, 5_000)]).join(' ')

export const languageCases: Record<string, HostileCase> = {
  'themes, 100,000 reviews': { seconds: 300, run: () => findThemes(Array.from({ length: 100_000 }, (_, i) => ({ id: `${i}`, text: sentence(i, 12) }))).status },
  'themes, a million reviews': { seconds: 300, run: () => findThemes(Array.from({ length: 1_000_000 }, (_, i) => ({ id: `${i}`, text: sentence(i, 6) }))).status },
  'themes, reviews as long as books': { seconds: 300, run: () => findThemes(Array.from({ length: 1_000 }, (_, i) => ({ id: `${i}`, text: sentence(i, 5_000) }))).status },
  'codes, 1,000 codes for 10,000 texts': { seconds: 300, run: () => suggestCodes(Array.from({ length: 10_000 }, (_, i) => sentence(i, 8)), names(1_000, 'k').map((code, i) => ({ code, texts: [sentence(i, 8)] }))).length },
  'sentiment, 200,000 texts': { seconds: 600, run: () => trainSentiment(Array.from({ length: 200_000 }, (_, i) => ({ text: sentence(i, 12), label: i % 2 === 0 ? 'positive' : 'negative' }))).predict(words[7]) },
  'intent, a label for every text': { seconds: 300, run: () => trainIntent(Array.from({ length: 5_000 }, (_, i) => ({ text: sentence(i, 6), label: `l${i}` }))).predict(words[7]) },
  'search, a million products': { seconds: 300, run: () => createSearchIndex(Array.from({ length: 1_000_000 }, (_, i) => ({ sku: `${i}`, name: sentence(i, 4), category: 'x', variant: '', description: '' }))).search(`${words[7]} ${words[9]}`).length },
  'spelling, a million words': { seconds: 300, run: () => createSpelling(new Map(names(1_000_000, 'w').map((word, i) => [word, i]))).suggest('w99999x') },
}
