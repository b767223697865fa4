/** A distinct customer path and what came of it. */
export interface Path {
  /** Touches in order of time; the same channel may come more than once. */
  channels: readonly string[]
  /** How often the path ended in a conversion, ≥ 0. */
  conversions: number
  /** Total value of those conversions, ≥ 0, in any one unit (rupiah). */
  value: number
  /** How often the path ended without one, ≥ 0. */
  nulls: number
}

/** Input that cannot be attributed; `path` is the index of the offending path, from 0. */
export class AttributionInputError extends Error {
  override name = 'AttributionInputError'
  readonly code: 'attribution.invalid_count' | 'attribution.too_many_channels'
  readonly path: number | undefined
  constructor(code: AttributionInputError['code'], message: string, path?: number) {
    super(message)
    this.code = code
    this.path = path
  }
}

/** Paths with channels as numbers, in flat arrays: path `i` has the touches `starts[i]` to `starts[i + 1]`. */
export interface IndexedPaths {
  channels: string[]
  touches: Int32Array
  starts: Int32Array
  conversions: Float64Array
  values: Float64Array
  nulls: Float64Array
}

/** Numbers the channels in order of first appearance and checks the counts. Paths without a touch are left out. */
export function indexPaths(paths: readonly Path[]): IndexedPaths {
  const touched = paths.filter((path) => path.channels.length > 0)
  const total = touched.reduce((sum, path) => sum + path.channels.length, 0)
  const numbers = new Map<string, number>()
  const indexed: IndexedPaths = {
    channels: [],
    touches: new Int32Array(total),
    starts: new Int32Array(touched.length + 1),
    conversions: new Float64Array(touched.length),
    values: new Float64Array(touched.length),
    nulls: new Float64Array(touched.length),
  }
  let touch = 0
  for (const [i, path] of touched.entries()) {
    for (const channel of path.channels) {
      let number = numbers.get(channel)
      if (number === undefined) {
        number = numbers.size
        numbers.set(channel, number)
      }
      indexed.touches[touch++] = number
    }
    indexed.starts[i + 1] = touch
    indexed.conversions[i] = count(path.conversions, 'conversions', i)
    indexed.values[i] = count(path.value, 'value', i)
    indexed.nulls[i] = count(path.nulls, 'nulls', i)
  }
  indexed.channels = [...numbers.keys()]
  return indexed
}

function count(value: number, name: string, path: number): number {
  if (value >= 0 && value < Infinity) return value
  throw new AttributionInputError('attribution.invalid_count', `${name} must be a number ≥ 0, got ${value}`, path)
}
