import type { Vocabulary } from './vocabulary.ts'

/**
 * Rewrites that need no weighing, or `undefined`: a lengthened spelling of a known word (`kalii`, `mantaap`), a clitic or
 * `di-` on a word that the lexicon knows (`liatnya` → `lihatnya`, `diliat` → `dilihat`), `pun` apart (`itupun`), and `di` and `ke` written
 * together with a place (`dirumah` → `di rumah`).
 */
export function rewriteCertain(form: string, lexicon: ReadonlyMap<string, string>, vocabulary: Vocabulary): string | undefined {
  return collapse(form, lexicon, vocabulary) ?? splitPlace(form, vocabulary) ?? rewriteBase(form, lexicon, vocabulary)
}

const collapse = (form: string, lexicon: ReadonlyMap<string, string>, vocabulary: Vocabulary): string | undefined => {
  const single = form.replace(/(.)\1+/g, '$1')
  if (single === form || single.length < 2 || !/[aiueo]/.test(form) || isTrusted(form, vocabulary)) return undefined
  return lexicon.get(single) ?? (vocabulary.find(single)?.kind === 'standard' ? single : undefined)
}

const isTrusted = (form: string, vocabulary: Vocabulary): boolean => {
  const kind = vocabulary.find(form)?.kind
  return kind === 'standard' || kind === 'known'
}

const splitPlace = (form: string, vocabulary: Vocabulary): string | undefined => {
  const match = /^(di|ke)(.{3,})$/.exec(form)
  if (!match || isTrusted(form, vocabulary)) return undefined
  const [, preposition, rest] = match
  const isPlace = [rest, rest.replace(/(?:nya|ku|mu)$/, '')].some((noun) => vocabulary.find(noun)?.isPlace)
  return isPlace ? `${preposition} ${rest}` : undefined
}

const rewriteBase = (form: string, lexicon: ReadonlyMap<string, string>, vocabulary: Vocabulary): string | undefined => {
  if (isTrusted(form, vocabulary)) return undefined
  for (const clitic of ['nya', 'ku', 'mu', 'lah', 'kah', 'pun']) {
    const base = form.slice(0, -clitic.length)
    if (!form.endsWith(clitic) || base.length < 3) continue
    if (clitic === 'pun' && vocabulary.find(base)?.kind === 'standard') return `${base} pun`
    const answer = lexicon.get(base)
    if (answer !== undefined && /^[a-z]+$/.test(answer)) return clitic === 'pun' ? `${answer} pun` : answer + clitic
  }
  const answer = form.startsWith('di') && form.length >= 6 ? lexicon.get(form.slice(2)) : undefined
  return answer !== undefined && vocabulary.find(answer)?.kind === 'standard' && !answer.startsWith('me') ? `di${answer}` : undefined
}
