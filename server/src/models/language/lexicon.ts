import { readFileSync } from 'node:fs'

/** The word lists beside this file, read once when first asked for. Their origin is in docs/models/normaliser.md. */

/** Root words of Indonesian with everyday shop words. */
export function indonesianRoots(): ReadonlySet<string> {
  return (roots ??= new Set(linesOf('roots.txt').flatMap((line) => line.split(' '))))
}

/** Informal form → formal form of Indonesian chat. */
export function slangForms(): ReadonlyMap<string, string> {
  return (slang ??= readForms('slang.tsv'))
}

/** Javanese form → Indonesian form. */
export function javaneseForms(): ReadonlyMap<string, string> {
  return (javanese ??= readForms('javanese.tsv'))
}

/** Lines of a list in `lexicon/`, without comments. */
export function linesOf(name: string): string[] {
  const text = readFileSync(new URL(`lexicon/${name}`, import.meta.url), 'utf8')
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

let roots: Set<string> | undefined
let slang: Map<string, string> | undefined
let javanese: Map<string, string> | undefined

/** Lines `form<TAB>variant variant …`; `_` is a space. The first line that names a variant keeps it. */
const readForms = (name: string): Map<string, string> => {
  const forms = new Map<string, string>()
  for (const line of linesOf(name)) {
    const [form, variants = ''] = line.split('\t').map((part) => part.trim())
    for (const variant of variants.split(' ')) {
      const from = variant.replaceAll('_', ' ')
      if (from !== '' && !forms.has(from)) forms.set(from, form.replaceAll('_', ' '))
    }
  }
  return forms
}
