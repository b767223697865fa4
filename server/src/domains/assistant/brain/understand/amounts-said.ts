import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import { smallWords } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import type { Details } from './details.ts'
import type { Reading } from './reading.ts'

/** The most a customer wants to spend: `budget 200rb`, `dibawah 50rb`, `maks 100`, `250 an`, or `null`. */
export function budgetIn(index: ShopIndex, { line, words }: Reading, { money }: Details): number | null {
  if (!budgetWords.test(line)) return null
  if (money.length > 0) return Math.max(...money)
  const bare = words.map(({ number }, i) => ({ number, i })).filter(({ number, i }) => number !== null && isBudgetNumber(words[i - 1]?.concept, words[i + 1]?.concept))
  return bare.length > 0 ? scaled(index, bare[0].number ?? 0) : null
}

const budgetWords = / (?:budget|maksimal|dibawah|di bawah|bawah|under|kisaran|sekitar|below|less than|sampai|an|dana|uang|duit|modal|cuma punya|hanya punya|kantong|rupiah) /
const budgetBefore = new Set(['budget', 'maksimal', 'dibawah', 'bawah', 'under', 'kisaran', 'below', 'sampai', 'dana', 'punya', 'saya', 'sekitar'])
/** "Sekitar 20 anak" counts children: a number before the name of something is no money. */
const isBudgetNumber = (before = '', after = ''): boolean => (budgetBefore.has(before) || after === 'an') && (after === '' || smallWords.has(after) || stopWords.has(after)) && !/^(?:orang|anak|tamu|teman|tahun|hari|kotak|cm|kg|buah)$/.test(after)

/** The price a customer offers: `40rb aja ya`, `70 ae yo`, `1,5 ya pak`; read in the scale of `price`. */
export function offerIn({ words, line }: Reading, { money }: Details, price: number): number | null {
  if (money.length > 0) return money[money.length - 1]
  if (!/ (?:saja|ya|boleh|gimana|bagaimana|pas|oke|dapat|bisa|jadi|lah) /.test(line)) return null
  for (const { number } of words) {
    if (number === null || number === 0) continue
    for (const scale of [1_000, 1_000_000]) {
      const amount = number * scale
      if (amount >= price * 0.3 && amount < price) return Math.round(amount)
    }
  }
  return null
}

/** `budget 250` is 250,000 and `budget 5` in a furniture shop 5,000,000: the scale that meets the shop's prices. */
function scaled(index: ShopIndex, number: number): number | null {
  const prices = index.variants.flatMap(({ price }) => price ?? [])
  const [low, high] = [Math.min(...prices), Math.max(...prices)]
  const fits = [1, 1_000, 1_000_000].map((scale) => Math.round(number * scale)).find((amount) => amount >= low && amount <= high * 3)
  return fits ?? null
}
