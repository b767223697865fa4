import { foldWords } from './places.ts'
import type { ShopWords } from './reading.ts'

/**
 * Known words by their spellings with one letter left out: finds words one edit away (two for long words, where both
 * sides may lose one letter), without comparing a misspelt word with every word of the shop.
 */
export function createShopWords({ concepts, general, written, names }: { concepts: Iterable<string>; general: Iterable<string>; written: ReadonlySet<string>; names: Iterable<string> }): ShopWords {
  const shop = new Set(concepts)
  const pairs = new Set([...names].flatMap((name) => neighbours(foldWords(name))))
  const byDeletion = new Map<string, string[]>()
  for (const word of new Set([...shop, ...general])) {
    if (word.length < 4 || /\d/.test(word)) continue
    for (const key of [word, ...deletions(word)]) {
      const words = byDeletion.get(key)
      if (words) words.push(word)
      else byDeletion.set(key, [word])
    }
  }
  return {
    has: (concept) => shop.has(concept),
    isWritten: (form) => written.has(form),
    isNamePart: (form, before, after) => pairs.has(`${before} ${form}`) || pairs.has(`${form} ${after}`),
    split: (form) => {
      for (let at = 3; at <= form.length - 3; at++) {
        const parts = [form.slice(0, at), form.slice(at)]
        if (parts.every((part) => shop.has(part))) return parts
      }
      return undefined
    },
    nearest: (form) => {
      if (form.length < 4 || form.length > 30 || /\d/.test(form)) return undefined
      let best: string | undefined
      let bestCost = Infinity
      for (const key of [form, ...deletions(form)]) {
        for (const word of byDeletion.get(key) ?? []) {
          const cost = editCost(form, word) + (shop.has(word) ? 0 : 0.4)
          if (cost < bestCost) [best, bestCost] = [word, cost]
        }
      }
      return bestCost <= allowedCost(form) ? best : undefined
    },
  }
}

const neighbours = (forms: readonly string[]): string[] => forms.slice(1).map((form, i) => `${forms[i]} ${form}`)

/** What may differ: nothing under four letters, about one edit up to seven, two beyond. */
const allowedCost = (form: string): number => (form.length < 5 ? 0.6 : form.length < 8 ? 1.1 : 2.1)

const deletions = (word: string): string[] => {
  const keys: string[] = []
  for (let i = 0; i < word.length; i++) keys.push(word.slice(0, i) + word.slice(i + 1))
  return keys
}

/** Edit distance (Damerau) in which a vowel left out, as chat does (`kmbang`), or a doubled letter costs half. */
function editCost(written: string, word: string): number {
  const width = word.length + 1
  const costs = new Float64Array((written.length + 1) * width)
  for (let j = 1; j < width; j++) costs[j] = costs[j - 1] + missing(word, j - 1)
  for (let i = 1; i <= written.length; i++) {
    const row = i * width
    costs[row] = costs[row - width] + (written[i - 1] === written[i - 2] ? 0.5 : 1)
    for (let j = 1; j < width; j++) {
      const same = written[i - 1] === word[j - 1]
      let cost = costs[row - width + j - 1] + (same ? 0 : i === 1 ? 1.5 : 1)
      cost = Math.min(cost, costs[row - width + j] + (written[i - 1] === written[i - 2] ? 0.5 : 1))
      cost = Math.min(cost, costs[row + j - 1] + missing(word, j - 1))
      if (i > 1 && j > 1 && written[i - 1] === word[j - 2] && written[i - 2] === word[j - 1]) {
        cost = Math.min(cost, costs[row - 2 * width + j - 2] + 0.8)
      }
      costs[row + j] = cost
    }
  }
  return costs[written.length * width + word.length]
}

const missing = (word: string, at: number): number => (at > 0 && ('aiueo'.includes(word[at]) || word[at] === word[at - 1]) ? 0.5 : 1)
