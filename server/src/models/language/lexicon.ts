import { readFileSync } from 'node:fs'
import { expandReduplication } from './tokenise.ts'

/** The word lists beside this file, read once when first asked for. Their origin is in docs/models/normaliser.md. */

/** Root words of Indonesian with everyday shop words. */
export function indonesianRoots(): ReadonlySet<string> {
  return (roots ??= new Set(linesOf('roots.txt').flatMap((line) => line.split(' '))))
}

/** Names, places, brands and everyday English: right as they are. */
export function knownWords(): ReadonlySet<string> {
  return (known ??= new Set(linesOf('known.txt').flatMap((line) => line.split(' '))))
}

/** Informal form → formal form of Indonesian chat. */
export function slangForms(): ReadonlyMap<string, string> {
  return (slang ??= readForms('slang.tsv'))
}

/** Informal form → formal form, learnt from IndoCollex (MIT). */
export function learnedForms(): ReadonlyMap<string, string> {
  return (learned ??= new Map(linesOf('learned.tsv').map((line) => line.split('\t') as [string, string]))) // two columns, written by the trainer
}

/** Javanese form → Indonesian form. */
export function javaneseForms(): ReadonlyMap<string, string> {
  return (javanese ??= readForms('javanese.tsv'))
}

/** Meanings that several words have, each a list of words and phrases of goods. */
export function synonymGroups(): string[][] {
  return linesOf('synonyms.tsv').map((line) => line.split(' ').map((word) => word.replaceAll('_', ' ')))
}

/** Standard words that say nothing about which product is meant. */
export function queryFillers(): ReadonlySet<string> {
  return (fillers ??= new Set(linesOf('query-words.txt').flatMap((line) => line.split(' '))))
}

/** Lines of a list in `lexicon/`, without comments. */
export function linesOf(name: string): string[] {
  const text = readFileSync(new URL(`lexicon/${name}`, import.meta.url), 'utf8')
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

let roots: Set<string> | undefined
let known: Set<string> | undefined
let slang: Map<string, string> | undefined
let learned: Map<string, string> | undefined
let fillers: Set<string> | undefined
let javanese: Map<string, string> | undefined

/** Lines `form<TAB>variant variant …`; `_` is a space. The first line that names a variant keeps it. */
const readForms = (name: string): Map<string, string> => {
  const forms = new Map<string, string>()
  for (const line of linesOf(name)) {
    const [form, variants = ''] = line.toLowerCase().split('\t').map((part) => part.trim())
    for (const variant of variants.split(' ')) {
      const from = variant.replaceAll('_', ' ')
      // Texts are read with figures written out (`org2` is `org-org` there), so both spellings are kept.
      for (const spelling of [from, expandReduplication(from)]) {
        if (spelling !== '' && !forms.has(spelling)) forms.set(spelling, form.replaceAll('_', ' '))
      }
    }
  }
  return forms
}
