import type { Matrix } from './features.ts'

/**
 * A complete tree: node `k` has the children 2k + 1 (value ≤ threshold) and 2k + 2. A column of −1 sends every row to
 * the first child. The leaves of depth d follow in order.
 */
interface Tree {
  columns: Int32Array
  thresholds: Float64Array
  leaves: Float64Array
}

export interface BoostedTrees {
  base: number
  trees: Tree[]
}

export interface BoostingOptions {
  rounds: number
  /** 1 to 7. */
  depth: number
  learningRate: number
  /** Smallest number of rows on a side of a split. */
  leastRows: number
}

/** Candidate thresholds per column, and the rows that they are read from: sorting all would not be linear. */
const mostBins = 32
const mostSampled = 5_000

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
  const trees: Tree[] = []
  for (let round = 0; round < options.rounds; round++) {
    const tree = grow(binned, residuals, options)
    if (tree.columns[0] < 0) break
    trees.push(tree)
  }
  return { base, trees }
}

/** The modelled value of each row. */
export function predictTrees({ base, trees }: BoostedTrees, { rows, columns, values }: Matrix): Float64Array {
  const predictions = new Float64Array(rows).fill(base)
  for (const tree of trees) {
    const inner = tree.columns.length
    for (let i = 0; i < rows; i++) {
      let node = 0
      while (node < inner) {
        const column = tree.columns[node]
        node = 2 * node + (column < 0 || values[i * columns + column] <= tree.thresholds[node] ? 1 : 2)
      }
      predictions[i] += tree.leaves[node - inner]
    }
  }
  return predictions
}

interface Binned {
  /** Ascending, for each column. */
  thresholds: Float64Array[]
  /** Row-major: for each row and column the index of the first threshold ≥ the value. */
  bins: Uint8Array
}

function bin({ rows, columns, values }: Matrix): Binned {
  const step = Math.max(1, Math.floor(rows / mostSampled))
  const thresholds = Array.from({ length: columns }, (_, column) => {
    const sorted = Float64Array.from({ length: Math.ceil(rows / step) }, (__, i) => values[i * step * columns + column]).sort()
    const quantiles = Array.from({ length: mostBins - 1 }, (__, k) => sorted[Math.floor(((k + 1) * sorted.length) / mostBins)])
    return Float64Array.from(new Set(quantiles.filter((value) => value < sorted[sorted.length - 1])))
  })
  return { thresholds, bins: Uint8Array.from(values, (value, cell) => firstAtLeast(thresholds[cell % columns], value)) }
}

function firstAtLeast(thresholds: Float64Array, value: number): number {
  let [low, high] = [0, thresholds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (thresholds[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Grows a tree level by level, and takes its values off the residuals. */
function grow(binned: Binned, residuals: Float64Array, { depth, learningRate, leastRows }: BoostingOptions): Tree {
  const inner = 2 ** depth - 1
  const columns = binned.thresholds.length
  const tree = { columns: new Int32Array(inner).fill(-1), thresholds: new Float64Array(inner), leaves: new Float64Array(inner + 1) }
  // The node of each row, counted within its level.
  const place = new Uint8Array(residuals.length)
  for (let level = 0; level < depth; level++) {
    const splits = bestSplits(binned, { residuals, place, nodes: 2 ** level, leastRows })
    for (const [node, split] of splits.entries()) {
      if (!split) continue
      const at = 2 ** level - 1 + node
      tree.columns[at] = split.column
      tree.thresholds[at] = binned.thresholds[split.column][split.bin]
    }
    for (let i = 0; i < place.length; i++) {
      const split = splits[place[i]]
      place[i] = 2 * place[i] + (split && binned.bins[i * columns + split.column] > split.bin ? 1 : 0)
    }
  }
  const counts = new Int32Array(inner + 1)
  for (let i = 0; i < place.length; i++) {
    tree.leaves[place[i]] += residuals[i]
    counts[place[i]]++
  }
  for (let leaf = 0; leaf <= inner; leaf++) tree.leaves[leaf] *= learningRate / Math.max(1, counts[leaf])
  for (let i = 0; i < place.length; i++) residuals[i] -= tree.leaves[place[i]]
  return tree
}

interface Level {
  residuals: Float64Array
  place: Uint8Array
  nodes: number
  leastRows: number
}

/** For each node of a level the split that lowers the squared error most, if any is allowed. */
function bestSplits({ thresholds, bins }: Binned, { residuals, place, nodes, leastRows }: Level) {
  const best = Array.from({ length: nodes }, (): { column: number; bin: number; gain: number } | undefined => undefined)
  const columns = thresholds.length
  const sums = new Float64Array(nodes * columns * mostBins)
  const counts = new Int32Array(sums.length)
  for (let i = 0, at = 0; i < place.length; i++) {
    const residual = residuals[i]
    let start = place[i] * columns * mostBins
    for (let column = 0; column < columns; column++, at++, start += mostBins) {
      sums[start + bins[at]] += residual
      counts[start + bins[at]]++
    }
  }
  for (let node = 0; node < nodes; node++) {
    for (let column = 0; column < columns; column++) {
      const start = (node * columns + column) * mostBins
      const total = { sum: 0, count: 0 }
      for (let cell = start; cell < start + mostBins; cell++) {
        total.sum += sums[cell]
        total.count += counts[cell]
      }
      let [sum, count] = [0, 0]
      for (let bin = 0; bin < thresholds[column].length; bin++) {
        sum += sums[start + bin]
        count += counts[start + bin]
        const rest = total.count - count
        if (count < leastRows || rest < leastRows) continue
        const gain = sum ** 2 / count + (total.sum - sum) ** 2 / rest - total.sum ** 2 / total.count
        if (gain > (best[node]?.gain ?? 1e-12)) best[node] = { column, bin, gain }
      }
    }
  }
  return best
}
