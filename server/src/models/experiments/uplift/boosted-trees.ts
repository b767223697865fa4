import type { Matrix } from './features.ts'

/** A split on one column, or the values on its two sides. */
interface Node {
  column: number
  /** Rows with a value ≤ `threshold` go to `low`. */
  threshold: number
  low: Node | number
  high: Node | number
}

export interface BoostedTrees {
  base: number
  trees: (Node | number)[]
}

export interface BoostingOptions {
  rounds: number
  depth: number
  learningRate: number
  /** Smallest number of rows on a side of a split. */
  leastRows: number
}

/** Candidate thresholds per column. */
const mostBins = 32

/**
 * Least-squares boosting of small regression trees on binned columns: finds thresholds and interactions that a linear
 * model misses. Work: rounds × depth × rows × columns.
 *
 * Source: Friedman (2001), Annals of Statistics 29:1189, algorithm 2; histogram splits as in Ke et al. (2017).
 */
export function fitBoostedTrees(x: Matrix, y: ArrayLike<number>, options: BoostingOptions): BoostedTrees {
  const binned = bin(x)
  const residuals = Float64Array.from(y)
  const base = x.rows === 0 ? 0 : residuals.reduce((sum, value) => sum + value, 0) / x.rows
  for (let i = 0; i < x.rows; i++) residuals[i] -= base
  const trees: BoostedTrees['trees'] = []
  const all = Int32Array.from({ length: x.rows }, (_, i) => i)
  for (let round = 0; round < options.rounds; round++) {
    const tree = grow(binned, residuals, all, options.depth, options)
    if (typeof tree === 'number') break
    trees.push(tree)
  }
  return { base, trees }
}

/** The modelled value of each row. */
export function predictTrees({ base, trees }: BoostedTrees, { rows, columns, values }: Matrix): Float64Array {
  const predictions = new Float64Array(rows).fill(base)
  for (const tree of trees) {
    for (let i = 0; i < rows; i++) {
      let node = tree
      while (typeof node !== 'number') node = values[i * columns + node.column] <= node.threshold ? node.low : node.high
      predictions[i] += node
    }
  }
  return predictions
}

interface Binned {
  columns: { thresholds: Float64Array; bins: Uint8Array }[]
}

function bin({ rows, columns, values }: Matrix): Binned {
  return {
    columns: Array.from({ length: columns }, (_, j) => {
      const column = Float64Array.from({ length: rows }, (__, i) => values[i * columns + j])
      const sorted = column.toSorted()
      const quantiles = Array.from({ length: mostBins - 1 }, (__, k) => sorted[Math.floor(((k + 1) * rows) / mostBins)])
      const last = sorted[rows - 1]
      const thresholds = Float64Array.from(new Set(quantiles.filter((value) => value < last)))
      return { thresholds, bins: Uint8Array.from(column, (value) => firstAtLeast(thresholds, value)) }
    }),
  }
}

/** Index of the first threshold ≥ value. */
function firstAtLeast(thresholds: Float64Array, value: number): number {
  let [low, high] = [0, thresholds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (thresholds[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Grows a tree and takes its values off the residuals of its rows. A number: no split was allowed. */
function grow(binned: Binned, residuals: Float64Array, rows: Int32Array, depth: number, options: BoostingOptions): Node | number {
  const split = depth === 0 ? undefined : bestSplit(binned, residuals, rows, options.leastRows)
  if (!split) {
    let sum = 0
    for (const row of rows) sum += residuals[row]
    const value = (options.learningRate * sum) / Math.max(1, rows.length)
    for (const row of rows) residuals[row] -= value
    return value
  }
  const { thresholds, bins } = binned.columns[split.column]
  const low = rows.filter((row) => bins[row] <= split.bin)
  const high = rows.filter((row) => bins[row] > split.bin)
  return {
    column: split.column,
    threshold: thresholds[split.bin],
    low: grow(binned, residuals, low, depth - 1, options),
    high: grow(binned, residuals, high, depth - 1, options),
  }
}

function bestSplit({ columns }: Binned, residuals: Float64Array, rows: Int32Array, leastRows: number) {
  let best: { column: number; bin: number } | undefined
  let total = 0
  for (const row of rows) total += residuals[row]
  let bestGain = (total * total) / rows.length + 1e-12
  const sums = new Float64Array(mostBins)
  const counts = new Int32Array(mostBins)
  for (const [column, { thresholds, bins }] of columns.entries()) {
    sums.fill(0)
    counts.fill(0)
    for (const row of rows) {
      sums[bins[row]] += residuals[row]
      counts[bins[row]]++
    }
    let [sum, count] = [0, 0]
    for (let at = 0; at < thresholds.length; at++) {
      sum += sums[at]
      count += counts[at]
      const rest = rows.length - count
      if (count < leastRows || rest < leastRows) continue
      const gain = (sum * sum) / count + ((total - sum) * (total - sum)) / rest
      if (gain > bestGain) {
        bestGain = gain
        best = { column, bin: at }
      }
    }
  }
  return best
}
