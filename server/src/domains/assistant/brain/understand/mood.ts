import type { Reading } from './reading.ts'

/** Whether a customer is angry or hurt: shouting about trouble, insults, repeated marks beside bad news. */
export function isUpset(written: string, { line }: Reading, cues: ReadonlySet<string>): boolean {
  const letters = written.slice(0, 2_000).match(/\p{L}/gu) ?? []
  const capitals = letters.filter((letter) => letter !== letter.toLowerCase()).length
  const shouts = letters.length > 15 && capitals / letters.length > 0.6
  const marks = /[!?]{2,}/.test(written)
  const insult = insults.test(line)
  const trouble = cues.has('angry') || cues.has('lack')
  return insult || (trouble && (shouts || marks)) || (strong.test(line) && !/ (?:takut|jangan|semoga|biar|kalau|anti) /.test(line))
}

/** Insults in a canonical line. */
export const insults = / (?:goblok|tolol|bego|bodoh|anjing|bangsat|kampret|brengsek|sialan|becus|asu|jancok|idiot|stupid|useless|bajingan) /
const strong = / (?:kecewa|penipuan|kapok|tega|parah|nyesel|mengecewakan|bohong|keracunan) /
