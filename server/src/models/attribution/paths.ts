import { ModelInputError } from '../input-error.ts'

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
  let [touched, total] = [0, 0]
  for (const { channels } of paths) {
    if (channels.length > 0) touched++
    total += channels.length
  }
  const numbers = new Map<string, number>()
  const touches = new Int32Array(total)
  const starts = new Int32Array(touched + 1)
  const [conversions, values, nulls] = [new Float64Array(touched), new Float64Array(touched), new Float64Array(touched)]
  let [path, touch] = [0, 0]
  for (let i = 0; i < paths.length; i++) {
    const { channels } = paths[i]
    if (channels.length === 0) continue
    for (let step = 0; step < channels.length; step++) {
      let number = numbers.get(channels[step])
      if (number === undefined) {
        number = numbers.size
        numbers.set(channels[step], number)
      }
      touches[touch++] = number
    }
    conversions[path] = count(paths[i].conversions, 'conversions', i)
    values[path] = count(paths[i].value, 'value', i)
    nulls[path] = count(paths[i].nulls, 'nulls', i)
    starts[++path] = touch
  }
  return { channels: [...numbers.keys()], touches, starts, conversions, values, nulls }
}

/** Counts and values above this could not be summed. */
const largest = 1e100

function count(value: number, name: string, path: number): number {
  if (value >= 0 && value <= largest) return value
  throw new ModelInputError('attribution.invalid_count', `${name} of path ${path} must be a number from 0 to 1e100, got ${value}`)
}
