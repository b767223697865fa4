import { createSearchIndex } from '#models/language/search-index'
import { parseOptions, required } from '../options.ts'
import { readTable } from '../tables.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** Share of queries whose first hit, or one of the first ten, is a right SKU; times after a warm-up pass. */
export const task: EvaluateTask = {
  usage: 'search --catalogue products.csv --queries FILE   (queries: CSV query,skus; SKUs separated by |)',
  async run(args) {
    const { values, positionals } = parseOptions(args, { catalogue: { type: 'string' }, queries: { type: 'string' } })
    if (positionals.length > 0) throw new UsageError(`Argumen tidak dikenal: ${positionals.join(' ')}`)
    const products = await readTable(required(values.catalogue, 'catalogue'), ['sku', 'name'])
    const queries = await readTable(required(values.queries, 'queries'), ['query', 'skus'])
    const started = performance.now()
    const index = createSearchIndex(products.map(({ sku, name, category, variant, description }) => ({ sku, name, category, variant, description })))
    const buildSeconds = (performance.now() - started) / 1000
    for (const { query } of queries) index.search(query)
    const times: number[] = []
    let first = 0
    let firstTen = 0
    for (const { query, skus } of queries) {
      const right = new Set(skus.split('|').map((sku) => sku.trim()))
      const start = performance.now()
      const hits = index.search(query, { limit: 10 })
      times.push(performance.now() - start)
      if (hits.length > 0 && right.has(hits[0].sku)) first++
      if (hits.some(({ sku }) => right.has(sku))) firstTen++
    }
    const n = queries.length
    times.sort((a, b) => a - b)
    const quantile = (share: number) => (n === 0 ? null : times[Math.min(n - 1, Math.ceil(share * n) - 1)])
    return { n, hitAt1: n === 0 ? null : first / n, hitAt10: n === 0 ? null : firstTen / n, p50Ms: quantile(0.5), p99Ms: quantile(0.99), buildSeconds }
  },
}
