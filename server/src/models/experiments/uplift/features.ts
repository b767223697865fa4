import { summarise } from '../summary.ts'
import { ModelInputError } from '../../input-error.ts'

/** What is known of each customer before the message, one value per customer. A missing number is NaN, a missing category ''. */
export type Feature =
  | { name: string; kind: 'number'; values: Float64Array }
  | { name: string; kind: 'category'; values: readonly string[] }

/** Row-major: customer `i` has `columns` values from `i * columns`. */
export interface Matrix {
  rows: number
  columns: number
  values: Float64Array
}

/** How features become standardised columns; learnt from training customers only. */
export type Encoding = (NumberEncoding | CategoryEncoding)[]

interface NumberEncoding {
  name: string
  kind: 'number'
  /** Skewed amounts are compared by their logarithm. */
  isLogarithmic: boolean
  mean: number
  deviation: number
  hasMissing: boolean
}

interface CategoryEncoding {
  name: string
  kind: 'category'
  /** One column each; every other value, also one never seen in training, has none. */
  levels: { level: string; share: number }[]
}

const mostLevels = 30
const fewestCustomersPerLevel = 10
const mostColumns = 120

/**
 * Learns an encoding. A feature that does not vary, or a category too rare to learn from, gets no column; nor does what
 * comes after the first 120 columns.
 */
export function fitEncoding(features: readonly Feature[]): Encoding {
  const encoding: Encoding = []
  let columns = 0
  for (const feature of features) {
    const one = feature.kind === 'number' ? numberEncoding(feature.name, feature.values) : categoryEncoding(feature.name, feature.values)
    if (!one) continue
    columns += one.kind === 'number' ? 1 + Number(one.hasMissing) : one.levels.length
    if (columns > mostColumns) break
    encoding.push(one)
  }
  return encoding
}

/**
 * Columns with mean 0 and deviation 1 on the training customers.
 * @throws ModelInputError when a feature of the encoding is absent, or features have different lengths.
 */
export function encode(features: readonly Feature[], encoding: Encoding): Matrix {
  const rows = features[0]?.values.length ?? 0
  const columns: Float64Array[] = []
  for (const one of encoding) {
    const feature = features.find(({ name }) => name === one.name)
    if (feature?.values.length !== rows) {
      throw new ModelInputError('experiments.invalid_count', `Feature "${one.name}" is absent or has another length`)
    }
    columns.push(...(one.kind === 'number' ? numberColumns(feature, one) : categoryColumns(feature, one)))
  }
  const values = new Float64Array(rows * columns.length)
  for (const [j, column] of columns.entries()) for (let i = 0; i < rows; i++) values[i * columns.length + j] = column[i]
  return { rows, columns: columns.length, values }
}

function numberEncoding(name: string, values: Float64Array): NumberEncoding | undefined {
  const present = values.filter((value) => !Number.isNaN(value))
  if (present.length === 0) return undefined
  const plain = summarise(present)
  const isLogarithmic = plain.skewness > 1 && present.every((value) => value >= 0)
  const { mean, variance } = isLogarithmic ? summarise(present.map(Math.log1p)) : plain
  if (variance === 0) return undefined
  const hasMissing = values.length - present.length >= fewestCustomersPerLevel
  return { name, kind: 'number', isLogarithmic, mean, deviation: Math.sqrt(variance), hasMissing }
}

function numberColumns({ values }: Feature, { isLogarithmic, mean, deviation, hasMissing }: NumberEncoding): Float64Array[] {
  const numbers = Float64Array.from(values, Number)
  const scaled = numbers.map((value) => {
    if (Number.isNaN(value)) return 0
    // Far outside the training range a value says no more than the end of the range.
    return Math.max(-5, Math.min(5, ((isLogarithmic ? Math.log1p(Math.max(0, value)) : value) - mean) / deviation))
  })
  return hasMissing ? [scaled, numbers.map((value) => (Number.isNaN(value) ? 1 : 0))] : [scaled]
}

function categoryEncoding(name: string, values: readonly string[]): CategoryEncoding | undefined {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const levels = [...counts]
    .filter(([, count]) => count >= fewestCustomersPerLevel && count < values.length)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, mostLevels)
    .map(([level, count]) => ({ level, share: count / values.length }))
  // Two levels are one question: the second column would be the first one's negative.
  return levels.length === 0 ? undefined : { name, kind: 'category', levels: counts.size === 2 ? levels.slice(0, 1) : levels }
}

function categoryColumns({ values }: Feature, { levels }: CategoryEncoding): Float64Array[] {
  return levels.map(({ level, share }) => {
    const deviation = Math.sqrt(share * (1 - share))
    return Float64Array.from({ length: values.length }, (_, i) => ((values[i] === level ? 1 : 0) - share) / deviation)
  })
}

/** The rows of a matrix with these indices. */
export function takeRows({ columns, values }: Matrix, indices: ArrayLike<number>): Matrix {
  const taken = new Float64Array(indices.length * columns)
  for (let i = 0; i < indices.length; i++) {
    taken.set(values.subarray(indices[i] * columns, (indices[i] + 1) * columns), i * columns)
  }
  return { rows: indices.length, columns, values: taken }
}
