import type { TermSource } from './indexed-shop.ts'
import { scopeOf } from './scopes.ts'
import { splitSentences } from './sentences.ts'
import type { LeadRule } from './terms.ts'

/** Whether a sentence says how long ahead something is to be ordered. */
export const tellsLead = (sentence: string): boolean => /(?:dipesan|pesan|order)\b.*(?:sebelum|\bh-\d|hari)|\bh-\d|\bhari sebelum/i.test(sentence)

/** The sentences on ordering ahead that name goods; one that names none speaks of no row in particular. */
export function readLeads({ knowledge, ...names }: TermSource): LeadRule[] {
  return knowledge.shop.policies
    .filter(({ kind }) => kind === 'preorder' || kind === 'custom')
    .flatMap(({ text }) => splitSentences(text))
    .filter(tellsLead)
    .flatMap((text) => {
      const scope = scopeOf(names, text)
      return scope ? [{ scope, text }] : []
    })
}
