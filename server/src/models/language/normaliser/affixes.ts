import { indonesianRoots } from '../lexicon.ts'

/** A written form that a spoken one may stand for, and the rule that says so: learnt rules are known by this name. */
export interface AffixCandidate {
  text: string
  rule: string
}

/**
 * Written forms of a word in Jakarta speech: `ngebayangin` → `membayangkan`, `dibeliin` → `dibelikan`, `nyari` →
 * `mencari`, `kebawa` → `terbawa`. `toRoot` says what a rest may be a root of (`denger` → `dengar`).
 */
export function spokenAffixes(form: string, toRoot: (rest: string) => string | undefined): AffixCandidate[] {
  const found: AffixCandidate[] = []
  for (const suffix of spokenSuffixes) {
    if (!form.endsWith(suffix) || form.length - suffix.length < 3) continue
    const body = suffix === '' ? form : form.slice(0, -suffix.length)
    for (const { prefix, restores } of spokenPrefixes) {
      const rest = body.slice(prefix.length)
      if (!body.startsWith(prefix) || rest.length < 2) continue
      for (const letters of restores) {
        if (letters !== '' && !vowels.includes(rest[0])) continue
        const root = toRoot(letters + rest)
        if (root !== undefined) found.push(...rebuild(root, prefix, suffix))
      }
    }
  }
  return found
}

/** `meN-` and `peN-` before a root: `kirim` → `mengirim`, `sapu` → `menyapu`, `cek` → `mengecek`. */
export function nasalise(root: string, prefix = 'me'): string {
  const [first] = root
  if (root.length <= 3 && !vowels.includes(first)) return `${prefix}nge${root}`
  if (vowels.includes(first) || 'gh'.includes(first)) return `${prefix}ng${root}`
  if (first === 'k') return /^k[^aiueo]/.test(root) ? `${prefix}ng${root}` : `${prefix}ng${root.slice(1)}`
  if (first === 'p') return /^p[^aiueo]/.test(root) ? `${prefix}m${root}` : `${prefix}m${root.slice(1)}`
  if (first === 't') return /^t[^aiueo]/.test(root) ? `${prefix}n${root}` : `${prefix}n${root.slice(1)}`
  if (first === 's') return /^s[^aiueo]/.test(root) ? `${prefix}n${root}` : `${prefix}ny${root.slice(1)}`
  if ('bfv'.includes(first)) return `${prefix}m${root}`
  return 'cdjz'.includes(first) ? `${prefix}n${root}` : `${prefix}${root}`
}

/** The root of a rest when it is one, as it stands or with `e` for `a` in the last syllable. */
export function plainRoot(rest: string): string | undefined {
  if (indonesianRoots().has(rest)) return rest
  const opened = rest.replace(/e([^aiueo]+)$/, 'a$1')
  return opened !== rest && indonesianRoots().has(opened) ? opened : undefined
}

const vowels = 'aiueo'
const spokenSuffixes = ['', 'in', 'an']
const spokenPrefixes = [
  { prefix: '', restores: [''] },
  { prefix: 'di', restores: [''] },
  { prefix: 'nge', restores: ['', 'k'] },
  { prefix: 'ng', restores: ['', 'k', 'h'] },
  { prefix: 'ny', restores: ['s', 'c'] },
  { prefix: 'n', restores: ['t', ''] },
  { prefix: 'm', restores: ['p', ''] },
  { prefix: 'ke', restores: [''] },
  { prefix: 'me', restores: [''] },
]

const rebuild = (root: string, prefix: string, suffix: string): AffixCandidate[] => {
  const active = nasalise(root)
  const nasal = /^(?:nge|ng|ny|n|m)$/.test(prefix) ? 'N' : prefix
  const named = (forms: Record<string, string>): AffixCandidate[] =>
    Object.entries(forms).map(([name, text]) => ({ text, rule: `${nasal}+${suffix}:${name}` }))
  if (nasal === 'N') {
    if (suffix === 'in') return named({ mekan: `${active}kan`, mei: `${active}i`, me: active, kan: `${root}kan` })
    if (suffix === '') return named({ me: active, root, ber: `ber${root}`, mei: `${active}i`, mekan: `${active}kan`, ke: `ke ${root}` })
    return []
  }
  if (prefix === 'di') return suffix === 'in' ? named({ dikan: `di${root}kan`, dii: `di${root}i`, di: `di${root}` }) : named({ di: `di${root}` })
  if (prefix === 'ke') return suffix === '' ? named({ ter: `ter${root}`, kean: `ke${root}an` }) : suffix === 'an' ? named({ kean: `ke${root}an`, ter: `ter${root}`, terlalu: `terlalu ${root}` }) : []
  if (prefix === 'me') return named({ me: active })
  if (suffix === 'in') return named({ kan: `${root}kan`, i: `${root}i`, mekan: `${active}kan`, mei: `${active}i`, root, me: active })
  if (suffix === 'an') return named({ root, ber: `ber${root}`, pean: `${nasalise(root, 'pe')}an`, pekan: `pe${root}an`, me: active, an: `${root}an`, lebih: `lebih ${root}` })
  return named({ root, me: active })
}
