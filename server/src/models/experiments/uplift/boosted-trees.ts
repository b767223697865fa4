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
  const binned = Array.from({ length: x.columns }, (_, column) => binColumn(x, column))
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

interface BinnedColumn {
  thresholds: Float64Array
  /** For each row the index of the first threshold ≥ its value. */
  bins: Uint8Array
}

function binColumn({ rows, columns, values }: Matrix, column: number): BinnedColumn {
  const all = Float64Array.from({ length: rows }, (_, i) => values[i * columns + column])
  const step = Math.max(1, Math.floor(rows / mostSampled))
  const sorted = all.filter((_, i) => i % step === 0).sort()
  const quantiles = Array.from({ length: mostBins - 1 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / mostBins)])
  const thresholds = Float64Array.from(new Set(quantiles.filter((value) => value < sorted[sorted.length - 1])))
  return { thresholds, bins: Uint8Array.from(all, (value) => firstAtLeast(thresholds, value)) }
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
function grow(binned: BinnedColumn[], residuals: Float64Array, { depth, learningRate, leastRows }: BoostingOptions): Tree {
  const inner = 2 ** depth - 1
  const tree = { columns: new Int32Array(inner).fill(-1), thresholds: new Float64Array(inner), leaves: new Float64Array(inner + 1) }
  // The node of each row, counted within its level.
  const place = new Uint8Array(residuals.length)
  for (let level = 0; level < depth; level++) {
    const splits = bestSplits(binned, { residuals, place, nodes: 2 ** level, leastRows })
    for (const [node, split] of splits.entries()) {
      if (!split) continue
      const at = 2 ** level - 1 + node
      tree.columns[at] = split.column
      tree.thresholds[at] = binned[split.column].thresholds[split.bin]
    }
    for (let i = 0; i < place.length; i++) {
      const split = splits[place[i]]
      place[i] = 2 * place[i] + (split && binned[split.column].bins[i] > split.bin ? 1 : 0)
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
function bestSplits(binned: BinnedColumn[], { residuals, place, nodes, leastRows }: Level) {
  const best = Array.from({ length: nodes }, (): { column: number; bin: number; gain: number } | undefined => undefined)
  const sums = new Float64Array(nodes * mostBins)
  const counts = new Int32Array(nodes * mostBins)
  for (const [column, { thresholds, bins }] of binned.entries()) {
    if (thresholds.length === 0) continue
    sums.fill(0)
    counts.fill(0)
    for (let i = 0; i < bins.length; i++) {
      const cell = place[i] * mostBins + bins[i]
      sums[cell] += residuals[i]
      counts[cell]++
    }
    for (let node = 0; node < nodes; node++) {
      const total = { sum: 0, count: 0 }
      for (let bin = 0; bin < mostBins; bin++) {
        total.sum += sums[node * mostBins + bin]
        total.count += counts[node * mostBins + bin]
      }
      let [sum, count] = [0, 0]
      for (let bin = 0; bin < thresholds.length; bin++) {
        sum += sums[node * mostBins + bin]
        count += counts[node * mostBins + bin]
        const rest = total.count - count
        if (count < leastRows || rest < leastRows) continue
        const gain = sum ** 2 / count + (total.sum - sum) ** 2 / rest - total.sum ** 2 / total.count
        if (gain > (best[node]?.gain ?? 1e-12)) best[node] = { column, bin, gain }
      }
    }
  }
  return best
}
