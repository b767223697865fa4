import { backwardSolve, cholesky, forwardSolve } from '#models/linear-algebra/cholesky'
import type { Matrix } from './features.ts'

/** Intercept first, then one coefficient per column. */
export type LogisticModel = Float64Array

const mostIterations = 30

/**
 * Ridge logistic regression by Newton's method (iteratively reweighted least squares), at most 30 steps.
 *
 * @param y 0 or 1 per row. @param ridge penalty ½·ridge·Σβ² on standardised columns, > 0, not on the intercept.
 * With one class only, or no rows, the answer is a constant chance. Work: rows × columns² a step.
 * Source: le Cessie & van Houwelingen (1992), Applied Statistics 41:191.
 */
export function fitLogistic(x: Matrix, y: ArrayLike<number>, ridge: number): LogisticModel {
  const size = x.columns + 1
  const model = new Float64Array(size)
  let positives = 0
  for (let i = 0; i < x.rows; i++) positives += y[i]
  model[0] = Math.log((positives + 0.5) / (x.rows - positives + 0.5))
  if (positives === 0 || positives === x.rows) return model
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const { gradient, hessian } = derivatives(x, y, ridge, model)
    const factor = cholesky(hessian, size)
    const step = backwardSolve(factor, size, forwardSolve(factor, size, gradient))
    // A step of more than two units of log-odds is cut: far from the solution the quadratic misleads.
    const scale = Math.min(1, 2 / step.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0))
    for (let j = 0; j < size; j++) model[j] += scale * step[j]
    if (step.every((value) => Math.abs(value) < 1e-7)) break
  }
  return model
}

/** The modelled chance of each row. */
export function predictLogistic(model: LogisticModel, x: Matrix): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, i) => chance(model, x, i))
}

function chance(model: LogisticModel, { columns, values }: Matrix, row: number): number {
  let logOdds = model[0]
  for (let j = 0; j < columns; j++) logOdds += model[j + 1] * values[row * columns + j]
  return 1 / (1 + Math.exp(-logOdds))
}

/** Gradient of the penalised log-likelihood and its negative Hessian (lower triangle). */
function derivatives(x: Matrix, y: ArrayLike<number>, ridge: number, model: LogisticModel) {
  const size = x.columns + 1
  const gradient = new Float64Array(size)
  const hessian = new Float64Array(size * size)
  for (let i = 0; i < x.rows; i++) {
    const p = chance(model, x, i)
    const weight = p * (1 - p)
    const residual = y[i] - p
    const start = i * x.columns - 1
    gradient[0] += residual
    hessian[0] += weight
    for (let j = 1; j < size; j++) {
      const value = x.values[start + j]
      const weighted = weight * value
      gradient[j] += residual * value
      hessian[j * size] += weighted
      for (let k = 1; k <= j; k++) hessian[j * size + k] += weighted * x.values[start + k]
    }
  }
  for (let j = 1; j < size; j++) {
    gradient[j] -= ridge * model[j]
    hessian[j * size + j] += ridge
  }
  // All chances may be rounded to 0 or 1; the intercept alone has no penalty.
  hessian[0] += 1e-9
  return { gradient, hessian }
}
