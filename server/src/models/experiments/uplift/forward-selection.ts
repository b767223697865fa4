import { backwardSolve, cholesky, forwardSolve } from '#models/linear-algebra/cholesky'
import type { Matrix } from './features.ts'

export interface LinearModel {
  intercept: number
  /** One per column; 0 for a column that was not selected. */
  coefficients: Float64Array
}

/**
 * Least squares on few columns: adds the column that explains most of what is left, as long as the extended Bayesian
 * information criterion falls, that is, while n·ln(error before / error after) > ln n + 2 ln(columns). Often one or
 * none is worth it.
 *
 * Work: rows × columns² once, then columns² for each column added.
 * Source: Chen & Chen (2008), Biometrika 95:759, with γ = 1; forward selection by orthogonal residuals.
 */
export function fitForwardSelection(x: Matrix, y: ArrayLike<number>): LinearModel {
  const { gram, products, means, meanY, error } = centredProducts(x, y)
  const selected = select({ gram: gram.slice(), products: products.slice(), error, rows: x.rows })
  const coefficients = new Float64Array(x.columns)
  if (selected.length === 0) return { intercept: meanY, coefficients }
  const size = selected.length
  const part = Float64Array.from({ length: size * size }, (_, k) => gram[selected[Math.floor(k / size)] * x.columns + selected[k % size]])
  const factor = cholesky(part, size)
  const solution = backwardSolve(factor, size, forwardSolve(factor, size, Float64Array.from(selected, (column) => products[column])))
  let intercept = meanY
  for (const [i, column] of selected.entries()) {
    coefficients[column] = solution[i]
    intercept -= solution[i] * means[column]
  }
  return { intercept, coefficients }
}

/** The modelled value of each row. */
export function predictLinear({ intercept, coefficients }: LinearModel, { rows, columns, values }: Matrix): Float64Array {
  const predictions = new Float64Array(rows).fill(intercept)
  for (let j = 0; j < columns; j++) {
    if (coefficients[j] === 0) continue
    for (let i = 0; i < rows; i++) predictions[i] += coefficients[j] * values[i * columns + j]
  }
  return predictions
}

interface Selection {
  /** Products of columns with each other, and with what is to be explained; both are used up. */
  gram: Float64Array
  products: Float64Array
  error: number
  rows: number
}

/** After each choice its column is taken out of all others, so that only what is new in them counts. */
function select({ gram, products, error, rows }: Selection): number[] {
  const columns = products.length
  const whole = Float64Array.from({ length: columns }, (_, j) => gram[j * columns + j])
  const price = Math.log(rows) + 2 * Math.log(columns)
  const selected: number[] = []
  for (;;) {
    let best = -1
    let explained = 0
    for (let j = 0; j < columns; j++) {
      const left = gram[j * columns + j]
      if (selected.includes(j) || !(left > 1e-6 * whole[j]) || products[j] ** 2 / left <= explained) continue
      explained = products[j] ** 2 / left
      best = j
    }
    if (best < 0 || !(rows * Math.log(error / (error - explained)) > price)) return selected
    selected.push(best)
    error -= explained
    const pivot = gram[best * columns + best]
    const row = Float64Array.from({ length: columns }, (_, j) => gram[best * columns + j])
    const product = products[best]
    for (let i = 0; i < columns; i++) {
      products[i] -= (row[i] * product) / pivot
      for (let j = 0; j < columns; j++) gram[i * columns + j] -= (row[i] * row[j]) / pivot
    }
  }
}

function centredProducts({ rows, columns, values }: Matrix, y: ArrayLike<number>) {
  const means = new Float64Array(columns)
  let meanY = 0
  for (let i = 0; i < rows; i++) {
    meanY += y[i] / rows
    for (let j = 0; j < columns; j++) means[j] += values[i * columns + j] / rows
  }
  const gram = new Float64Array(columns * columns)
  const products = new Float64Array(columns)
  let error = 0
  for (let i = 0; i < rows; i++) {
    const rest = y[i] - meanY
    error += rest * rest
    for (let j = 0; j < columns; j++) {
      const value = values[i * columns + j] - means[j]
      products[j] += value * rest
      for (let k = 0; k <= j; k++) gram[j * columns + k] += value * (values[i * columns + k] - means[k])
    }
  }
  for (let j = 0; j < columns; j++) for (let k = 0; k < j; k++) gram[k * columns + j] = gram[j * columns + k]
  return { gram, products, means, meanY, error }
}
