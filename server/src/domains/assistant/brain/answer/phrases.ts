import type { Register } from '../understand/register.ts'
import { phrasesEn } from './phrases-en.ts'
import { phrasesId, type Phrases } from './phrases-id.ts'
import { phrasesJv } from './phrases-jv.ts'

/** The book for a customer's way of speaking. */
export function phrasesFor(register: Register): Phrases {
  if (register === 'english') return phrasesEn
  return register === 'javanese' ? phrasesJv : phrasesId
}
