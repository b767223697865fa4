import type { Sparse, Vocabulary } from './vectors.ts'

/**
 * Terms that set a cluster apart from the other texts, most distinctive first: z-scores of log-odds ratios of text counts
 * with an informative Dirichlet prior (B. L. Monroe, M. P. Colaresi & K. M. Quinn, "Fightin' Words", Political Analysis
 * 16, 2008, eq. 16–22), among terms that at least a tenth of the cluster uses.
 */
export function distinctiveTerms(vectors: readonly Sparse[], membership: Int32Array, cluster: number, { documentFrequency }: Vocabulary): number[] {
  const inside = new Int32Array(documentFrequency.length)
  let texts = 0
  vectors.forEach(({ terms }, i) => {
    if (membership[i] !== cluster) return
    texts++
    for (const term of terms) inside[term]++
  })
  const total = documentFrequency.reduce((sum, df) => sum + df, 0)
  const insideTotal = inside.reduce((sum, df) => sum + df, 0)
  const scored: { term: number; z: number }[] = []
  inside.forEach((count, term) => {
    if (count < Math.max(2, texts / 10)) return
    const prior = (priorTexts * documentFrequency[term]) / total
    const outside = documentFrequency[term] - count
    const logOdds = (y: number, n: number) => Math.log((y + prior) / (n + priorTexts - y - prior))
    const difference = logOdds(count, insideTotal) - logOdds(outside, total - insideTotal)
    const variance = 1 / (count + prior) + 1 / (outside + prior)
    scored.push({ term, z: difference / Math.sqrt(variance) })
  })
  return scored.sort((a, b) => b.z - a.z || a.term - b.term).map(({ term }) => term)
}

const priorTexts = 100
