/** An inverted index: for each term the products that have it and how strongly (BM25F). */
export interface Postings {
  /** Counts a term in a field of a product; fields of a product are added together and ended with `endField`. */
  addTerm(product: number, field: string, key: string): void
  /** As `addTerm`, for a word as it stands in the catalogue: spelling corrections lead to these. */
  addWord(product: number, field: string, word: string): void
  endField(product: number, field: string, length: number): void
  /** Computes strengths; nothing may be added afterwards. */
  finish(): void
  term(key: string): number | undefined
  /** Inverse document frequency: ln(1 + (N − n + ½)/(n + ½)). */
  rarity(term: number): number
  highestRarity: number
  /** Whether some product has it outside the description. */
  isInTitle(term: number): boolean
  /** 0 when the product does not have the term. */
  strength(term: number, product: number): number
  highestStrength(term: number): number
  count(term: number): number
  forEach(term: number, visit: (product: number, strength: number) => void): void
  wordCounts(): ReadonlyMap<string, number>
}

const saturation = 1.2

/**
 * Postings over `size` products. `boosts` names the fields and their weights; a field's length counts against its
 * average with `lengthShare` (BM25's b), less in names than in descriptions.
 */
export function createPostings(size: number, boosts: Readonly<Record<string, number>>): Postings {
  const terms = new Map<string, number>()
  const words = new Map<string, number>()
  const builders: { products: number[]; weights: number[]; inTitle: boolean }[] = []
  const pending: number[] = []
  const lengths = new Map<string, { total: number; count: number }>()
  const ended: { product: number; field: string; length: number; terms: number[] }[] = []
  let lists: { products: Int32Array; strengths: Float32Array; highest: number; rarity: number; inTitle: boolean }[] = []

  const idOf = (key: string): number => {
    let id = terms.get(key)
    if (id === undefined) {
      id = builders.length
      terms.set(key, id)
      builders.push({ products: [], weights: [], inTitle: false })
    }
    return id
  }
  const postings: Postings = {
    highestRarity: Math.log(1 + (size + 0.5) / 0.5),
    addTerm: (_product, _field, key) => {
      pending.push(idOf(key))
    },
    addWord: (product, field, word) => {
      postings.addTerm(product, field, word)
      words.set(word, (words.get(word) ?? 0) + (field === 'description' ? 0.1 : 1))
    },
    endField: (product, field, length) => {
      const known = lengths.get(field) ?? { total: 0, count: 0 }
      lengths.set(field, { total: known.total + length, count: known.count + (length > 0 ? 1 : 0) })
      ended.push({ product, field, length, terms: pending.splice(0) })
    },
    finish: () => {
      for (const { product, field, length, terms: fieldTerms } of ended) {
        const { total, count } = lengths.get(field) ?? { total: 0, count: 0 }
        const average = count > 0 ? total / count : 1
        const share = field === 'description' ? 0.75 : 0.3
        const weight = boosts[field] / (1 - share + (share * length) / average)
        for (const term of fieldTerms) {
          const builder = builders[term]
          builder.inTitle ||= field !== 'description'
          if (builder.products.at(-1) === product) builder.weights[builder.weights.length - 1] += weight
          else {
            builder.products.push(product)
            builder.weights.push(weight)
          }
        }
      }
      lists = builders.map(({ products, weights, inTitle }) => ({
        products: Int32Array.from(products),
        strengths: Float32Array.from(weights, (weight) => weight / (weight + saturation)),
        highest: weights.reduce((most, weight) => Math.max(most, Math.fround(weight / (weight + saturation))), 0),
        rarity: Math.log(1 + (size - products.length + 0.5) / (products.length + 0.5)),
        inTitle,
      }))
      builders.length = 0
      ended.length = 0
    },
    term: (key) => terms.get(key),
    rarity: (term) => lists[term].rarity,
    isInTitle: (term) => lists[term].inTitle,
    count: (term) => lists[term].products.length,
    highestStrength: (term) => lists[term].highest,
    strength: (term, product) => {
      const { products, strengths } = lists[term]
      let [low, high] = [0, products.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (products[middle] < product) low = middle + 1
        else high = middle
      }
      return products[low] === product ? strengths[low] : 0
    },
    forEach: (term, visit) => {
      const { products, strengths } = lists[term]
      for (let i = 0; i < products.length; i++) visit(products[i], strengths[i])
    },
    wordCounts: () => words,
  }
  return postings
}
