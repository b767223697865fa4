import { indonesianRoots, javaneseForms } from './lexicon.ts'
import { foldText } from './tokenise.ts'

/**
 * The root of an Indonesian word: `pembelian` → `beli`, `mengirimkannya` → `kirim`, `buku-buku` → `buku`.
 *
 * Confix stripping against a root list (Nazief & Adriani 1996; the precedence rules and the forbidden confixes are
 * those of Asian, Williams & Tahaghoghi 2005), done as a search: every legal analysis whose root is known is found and
 * the one with the longest root wins, then the one that changes fewest letters. Spoken forms (`ngirimin`, `dibeliin`)
 * and light Javanese (`regane`, `dikirimke`) are tried when the written language gives nothing.
 * A word without a known root comes back as it is, without `-nya`.
 *
 * Limits: infixes (`gemetar`) are looked up, not derived; a root that is missing from the list is not found; of two
 * real roots the longer one is taken (`berawan` → `rawan`).
 */
export function stem(word: string): string {
  const form = foldText(word.trim())
  const known = indonesianRoots()
  const exception = exceptions.get(form)
  if (exception) return exception
  if (known.has(form) || form.length < 4) return form
  const hyphen = form.indexOf('-')
  if (hyphen > 0) return stemRepeated(form, hyphen)
  return analyse(form, written)?.root ?? analyse(form, spoken)?.root ?? stemJavanese(form) ?? withoutNya(form)
}

/** How a word is built, or `undefined` when no known root explains it. */
export interface Analysis {
  root: string
  /** Outermost first: `mem`, `per`. */
  prefixes: string[]
  /** Innermost first: `kan`, `nya`. */
  suffixes: string[]
}

/** The best analysis of a word in the written language. */
export function analyseWord(form: string): Analysis | undefined {
  if (indonesianRoots().has(form)) return { root: form, prefixes: [], suffixes: [] }
  return form.length < 4 || form.length > longestWord ? undefined : analyse(form, written)
}

interface Prefix {
  text: string
  /** Letters put back before the rest: `meny|apu` → `sapu`. */
  restores: readonly string[]
  /** What the rest, before restoring, must begin with. */
  before: RegExp
  /** What may stand outside it: its family, for the order of prefixes. */
  family: 'di' | 'me' | 'pe' | 'ber' | 'ter' | 'ke' | 'se' | 'per'
}

interface Grammar {
  prefixes: readonly Prefix[]
  suffixes: readonly string[]
  clitics: readonly string[]
}

const longestWord = 32

const analyse = (form: string, grammar: Grammar): Analysis | undefined => {
  if (form.length > longestWord) return undefined
  let best: (Analysis & { cost: number }) | undefined
  for (const ending of endingsOf(form, grammar)) {
    for (const beginning of beginningsOf(ending.rest, grammar, [], 0)) {
      const { rest: root, prefixes, restored } = beginning
      if (root.length < 2 || !indonesianRoots().has(root) || isForbidden(prefixes, ending.suffixes)) continue
      if (root.endsWith('i') && ending.suffixes[0] === 'i') continue
      if (functionWords.has(root) && prefixes.length > 0) continue
      // Letters that were put back do not count: mengaku is aku, not kaku.
      const cost = restored + ending.suffixes.length / 10 - (root.length - restored) * 10
      if (!best || cost < best.cost) best = { root, prefixes: prefixes.map((prefix) => prefix.text), suffixes: ending.suffixes, cost }
    }
  }
  return best
}

/** Every way to take off particles, possessives and one derivational suffix, from the end inwards. */
const endingsOf = (form: string, grammar: Grammar): { rest: string; suffixes: string[] }[] => {
  let found = [{ rest: form, suffixes: [] as string[] }]
  for (const layer of [particles, grammar.clitics, grammar.suffixes]) {
    found = found.flatMap((ending) => [
      ending,
      ...layer
        .filter((suffix) => ending.rest.endsWith(suffix) && ending.rest.length - suffix.length >= 2)
        .map((suffix) => ({ rest: ending.rest.slice(0, -suffix.length), suffixes: [suffix, ...ending.suffixes] })),
    ])
  }
  return found
}

interface Beginning {
  rest: string
  prefixes: Prefix[]
  restored: number
}

/** Every way to take off up to three prefixes, from the outside inwards. */
const beginningsOf = (form: string, grammar: Grammar, outer: Prefix[], restored: number): Beginning[] => {
  const found: Beginning[] = [{ rest: form, prefixes: outer, restored }]
  if (outer.length === 3) return found
  for (const prefix of grammar.prefixes) {
    const rest = form.slice(prefix.text.length)
    if (rest.length < 2 || !form.startsWith(prefix.text) || !prefix.before.test(rest) || !mayFollow(prefix, outer)) continue
    for (const letters of prefix.restores) {
      found.push(...beginningsOf(letters + rest, grammar, [...outer, prefix], restored + (letters === '' ? 0 : 1)))
    }
  }
  return found
}

const mayFollow = (prefix: Prefix, outer: Prefix[]): boolean => {
  const last = outer.at(-1)
  return last === undefined || innerOf[last.family].includes(prefix.family)
}

const innerOf: Record<Prefix['family'], Prefix['family'][]> = {
  di: ['per', 'ber', 'ke'],
  me: ['per', 'ber', 'ke', 'ter'],
  pe: ['ber', 'per', 'ke', 'ter'],
  ber: ['ke', 'pe', 'per'],
  ter: ['per', 'ke'],
  ke: ['ber', 'ter', 'se', 'pe'],
  se: ['ber', 'pe', 'ke', 'per'],
  per: ['ke'],
}

/** Confixes that the language does not have (`be-…-i`, `di-…-an`, `ke-…-kan`, `me-…-an`, `se-…-i`, `te-…-an`). */
const isForbidden = (prefixes: readonly Prefix[], suffixes: readonly string[]): boolean => {
  const outer = prefixes[0]?.family
  const derivation = suffixes.find((suffix) => suffix === 'i' || suffix === 'kan' || suffix === 'an')
  if (outer === undefined || derivation === undefined) return false
  return forbidden.has(`${outer} ${derivation}`)
}
const forbidden = new Set(['ber i', 'di an', 'ke kan', 'me an', 'se i', 'se kan', 'ter an', 'pe i', 'pe kan'])

/** `buku-buku`, `berlari-lari`, `tarik-menarik`: the common root; `sayur-mayur` and other pairs stay a pair. */
const stemRepeated = (form: string, hyphen: number): string => {
  const first = stem(form.slice(0, hyphen))
  const second = stem(form.slice(hyphen + 1))
  if (first === second) return first
  const joined = analyse(form.replaceAll('-', ''), written)
  if (joined) return joined.root
  if (first.length > 2 && second.startsWith(first)) return first
  return first.length > 2 && first.endsWith(second) ? second : `${first}-${second}`
}

const withoutNya = (form: string): string => (form.length > 6 && form.endsWith('nya') ? form.slice(0, -3) : form)

/** Javanese clitics and voice affixes over Javanese or Indonesian roots. */
const stemJavanese = (form: string): string | undefined => {
  const isRoot = (rest: string) => rest.length > 2 && (indonesianRoots().has(rest) || javaneseForms().has(rest))
  for (const suffix of ['nipun', 'ipun', 'aken', 'ake', 'ono', 'ke', 'no', 'ne', 'ku', 'mu', 'e', '']) {
    if (!form.endsWith(suffix)) continue
    const body = suffix === '' ? form : form.slice(0, -suffix.length)
    for (const prefix of ['', 'di', 'dipun', 'tak', 'tek']) {
      const rest = body.startsWith(prefix) ? body.slice(prefix.length) : ''
      if (rest !== form && isRoot(rest)) return rest
    }
  }
  return undefined
}

const any = /^/
const vowel = /^[aiueo]/
const nasal = (stem: string, family: 'me' | 'pe'): Prefix[] => [
  { text: `${stem}`, restores: [''], before: /^[lrwymn]/, family },
  { text: `${stem}m`, restores: [''], before: /^[bfpv]/, family },
  { text: `${stem}m`, restores: ['p'], before: vowel, family },
  { text: `${stem}n`, restores: [''], before: /^[cdjstz]/, family },
  { text: `${stem}n`, restores: ['t'], before: vowel, family },
  { text: `${stem}ny`, restores: ['s'], before: vowel, family },
  { text: `${stem}ng`, restores: ['', 'k'], before: vowel, family },
  { text: `${stem}ng`, restores: [''], before: /^[ghkq]/, family },
  // One-syllable roots: mengecek, pengecatan.
  { text: `${stem}nge`, restores: [''], before: /^[^aiueo]{1,2}[aiueo][^aiueo]{1,2}$/, family },
]

const written: Grammar = {
  prefixes: [
    { text: 'di', restores: [''], before: any, family: 'di' },
    { text: 'ku', restores: [''], before: any, family: 'di' },
    { text: 'kau', restores: [''], before: any, family: 'di' },
    ...nasal('me', 'me'),
    ...nasal('pe', 'pe'),
    { text: 'pe', restores: [''], before: /^[^aiueo]/, family: 'pe' },
    { text: 'ber', restores: [''], before: any, family: 'ber' },
    { text: 'be', restores: [''], before: /^(?:r|[^aiueo]er)/, family: 'ber' },
    { text: 'bel', restores: [''], before: /^ajar/, family: 'ber' },
    { text: 'ter', restores: [''], before: any, family: 'ter' },
    { text: 'te', restores: [''], before: /^(?:r|[^aiueo]er)/, family: 'ter' },
    { text: 'per', restores: [''], before: any, family: 'per' },
    { text: 'pel', restores: [''], before: /^ajar/, family: 'per' },
    { text: 'ke', restores: [''], before: any, family: 'ke' },
    { text: 'se', restores: [''], before: any, family: 'se' },
  ],
  suffixes: ['kan', 'an', 'i'],
  clitics: ['nya', 'ku', 'mu'],
}

/** Jakarta and chat forms: nasal prefixes without `me`, `-in` for `-kan` and `-i`, `ke-` for `ter-`. */
const spoken: Grammar = {
  prefixes: [
    ...written.prefixes,
    { text: 'ng', restores: ['', 'k'], before: vowel, family: 'me' },
    { text: 'nge', restores: [''], before: any, family: 'me' },
    { text: 'ny', restores: ['c', 's'], before: vowel, family: 'me' },
    { text: 'n', restores: ['t'], before: vowel, family: 'me' },
    { text: 'm', restores: ['p'], before: vowel, family: 'me' },
  ],
  suffixes: ['kan', 'an', 'i', 'in', 'en'],
  clitics: ['nya', 'ny', 'nye', 'ku', 'mu'],
}

const particles = ['lah', 'kah', 'tah', 'pun']

const functionWords = new Set('maka dan di ke si dari yang itu ini atau jika kan sih dong deh nih ya'.split(' '))

/** Words whose longest analysis is not their root. */
const exceptions = new Map(
  Object.entries({
    alam: 'mengalami dialami pengalaman',
    karang: 'mengarang pengarang dikarang',
    nikah: 'menikah pernikahan menikahi dinikahi',
    beri: 'berikan memberikan diberikan',
    tani: 'petani pertanian',
    kerja: 'pekerja pekerjaan bekerja',
    ajar: 'pelajaran pelajar mempelajari pembelajaran',
    ikan: 'perikanan',
    kemas: 'mengemas pengemasan pengemas mengemasnya',
  }).flatMap(([root, words]) => words.split(' ').map((word): [string, string] => [word, root])),
)
