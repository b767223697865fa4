import type { Register } from '../understand/register.ts'
import { phrasesEn } from './phrases-en.ts'
import { phrasesId } from './phrases-id.ts'
import { phrasesJv } from './phrases-jv.ts'

/** The words of the assistant, one book per language; amounts and rows are filled in by code. */
export type Phrases = typeof phrasesId

export function phrasesFor(register: Register): Phrases {
  if (register === 'english') return phrasesEn
  return register === 'javanese' ? phrasesJv : phrasesId
}
