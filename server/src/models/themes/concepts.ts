import { stem } from '../language/stem.ts'

/** Complaints that people put in many words, of which no two need to be the same. */
const concepts = {
  size: 'ukuran size kecil kekecilan gede besar kebesaran sempit longgar ketat lebar pendek kependekan panjang kepanjangan',
  late: 'lama lambat lelet telat terlambat lemot',
  broken: 'rusak cacat pecah retak patah hancur bocor robek sobek bolong lecet gores baret penyok copot lepas putus',
  dead: 'mati error eror',
  fake: 'palsu kw tiruan imitasi',
  stale: 'basi apek busuk kadaluarsa expired jamur tengik',
  missing: 'hilang kosong',
  wrong: 'salah beda berbeda tertukar',
}

/** Words that mean them only behind a negation: `tidak menyala`. */
const negatedConcepts = {
  size: 'muat pas cukup',
  dead: 'berfungsi nyala hidup pakai guna konek jalan',
  fake: 'asli ori original',
  missing: 'lengkap',
  wrong: 'sama cocok',
}

const byRoot = (lists: Readonly<Record<string, string>>) =>
  new Map(Object.entries(lists).flatMap(([concept, words]) => words.split(' ').map((word) => [stem(word), `#${concept}`] as const)))
const plain = byRoot(concepts)
const negated = byRoot(negatedConcepts)

/** The complaint that a root stands for, with or without a negation before it; it is counted like a root. */
export function conceptOf(root: string, isNegated: boolean): string | undefined {
  return (isNegated ? negated : plain).get(root)
}
