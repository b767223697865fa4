import { dot, type Clusters } from './cluster.ts'
import { distinctiveTerms } from './distinctive-terms.ts'
import type { Theme, ThemeText } from './theme.ts'
import { cosine, type Sparse, type Vocabulary } from './vectors.ts'

/** An earlier theme is still there when its direction is this close. */
const sameTheme = 0.4
const keptTerms = 40
const quotesPerTheme = 3
/** Quotes closer to each other than this say the same thing. */
const alike = 0.8

interface Collection {
  texts: readonly ThemeText[]
  vectors: readonly Sparse[]
  vocabulary: Vocabulary
}

/** Clusters as themes with key, name, terms and quotes, largest first. */
export function nameThemes({ texts, vectors, vocabulary }: Collection, clusters: Clusters, previous: readonly { theme: Theme; direction: Float64Array }[]): Theme[] {
  const kept = matchPrevious(clusters.centroids, previous)
  const used = new Set([...kept.values()].map(({ key }) => key))
  const themes = clusters.centroids.map((centroid, c) => {
    const members = vectors.map((_, i) => i).filter((i) => clusters.membership[i] === c)
    members.sort((a, b) => clusters.similarity[b] - clusters.similarity[a] || a - b)
    const distinctive = distinctiveTerms(vectors, clusters.membership, c, vocabulary)
    const earlier = kept.get(c)
    return {
      key: earlier?.key ?? freshKey(distinctive, vocabulary, used),
      name: earlier?.name ?? nameOf(distinctive, vocabulary),
      terms: heaviest(centroid, vocabulary),
      textIds: members.map((i) => texts[i].id),
      share: members.length / texts.length,
      quotes: chooseQuotes(members, { texts, vectors, vocabulary }),
    }
  })
  return themes.filter(({ textIds }) => textIds.length > 0).sort((a, b) => b.textIds.length - a.textIds.length || (a.key < b.key ? -1 : 1))
}

/** Each earlier theme goes to the nearest cluster, the closest pairs first. */
function matchPrevious(centroids: readonly Float64Array[], previous: readonly { theme: Theme; direction: Float64Array }[]): Map<number, Theme> {
  const pairs = centroids.flatMap((centroid, c) => previous.map(({ theme, direction }) => ({ c, theme, closeness: dot(centroid, direction) })))
  const kept = new Map<number, Theme>()
  const taken = new Set<Theme>()
  for (const { c, theme, closeness } of pairs.sort((a, b) => b.closeness - a.closeness || a.c - b.c)) {
    if (closeness < sameTheme || kept.has(c) || taken.has(theme)) continue
    kept.set(c, theme)
    taken.add(theme)
  }
  return kept
}

/** The two most distinctive terms that do not repeat each other's words. */
function nameOf(distinctive: readonly number[], { roots, labels }: Vocabulary): string {
  const [first, ...others] = distinctive
  if (first === undefined) return ''
  const wordsOf = (term: number) => `${roots[term]} ${labels[term]}`.split(' ')
  const words = new Set(wordsOf(first))
  const second = others.find((term) => !wordsOf(term).some((word) => words.has(word)))
  return second === undefined ? labels[first] : `${labels[first]}, ${labels[second]}`
}

function freshKey([first]: readonly number[], { roots }: Vocabulary, used: Set<string>): string {
  const base = first === undefined ? 'tema' : roots[first].replace('#', '').replaceAll(' ', '-')
  let key = base
  for (let n = 2; used.has(key); n++) key = `${base}-${n}`
  used.add(key)
  return key
}

function heaviest(centroid: Float64Array, { roots, labels }: Vocabulary): Theme['terms'] {
  return [...centroid.keys()]
    .filter((term) => centroid[term] > 0)
    .sort((a, b) => centroid[b] - centroid[a] || a - b)
    .slice(0, keptTerms)
    .map((term) => ({ root: roots[term], label: labels[term], weight: centroid[term] }))
}

/** Typical texts of readable length, each unlike the ones before it; shorter or longer ones only when there are no others. */
function chooseQuotes(members: readonly number[], { texts, vectors, vocabulary }: Collection): ThemeText[] {
  const isReadable = (i: number) => texts[i].text.trim().length >= 20 && texts[i].text.length <= 280
  const chosen: number[] = []
  for (const i of [...members.filter(isReadable), ...members.filter((one) => !isReadable(one))]) {
    if (chosen.length === quotesPerTheme) break
    const direction = new Float64Array(vocabulary.roots.length)
    vectors[i].terms.forEach((term, k) => (direction[term] = vectors[i].weights[k]))
    if (chosen.every((other) => cosine(vectors[other], direction) < alike)) chosen.push(i)
  }
  return chosen.map((i) => texts[i])
}
