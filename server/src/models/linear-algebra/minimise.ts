import { backwardSolve, cholesky, forwardSolve, NotPositiveDefiniteError } from './cholesky.ts'

/** Value at `x`; writes the derivative by each coordinate into `gradient`. A value that is not finite is a refusal. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number

export interface MinimiseOptions {
  /** Smallest and largest value of each coordinate. */
  lower: ArrayLike<number>
  upper: ArrayLike<number>
  /** Ends when no free coordinate has a steeper slope; in units of the objective. Default 1e-8. */
  tolerance?: number
  /** Default 500. */
  maxIterations?: number
  /** Row-major n × n guess of the second derivatives, such as those of a sample. Default: the identity, scaled by the first step. */
  hessian?: Float64Array
}

export interface Minimum {
  x: Float64Array
  value: number
  gradient: Float64Array
  iterations: number
  /** False when the iterations ran out: `x` is then the best point seen. */
  converged: boolean
}

/**
 * Minimises a smooth function of a few variables inside a box: projected BFGS with a backtracking line search. Variables
 * at the edge that would leave the box rest, and the step is the quasi-Newton step of the others alone.
 *
 * The Hessian is dense (n² numbers, n³ / 3 work an iteration), which suits up to some tens of variables. It finds a local
 * minimum and never leaves the box.
 *
 * Source: Nocedal & Wright, Numerical Optimization, 2nd ed., eq. 6.19 (update), §3.1 (line search), §16.7 (projection).
 * @throws RangeError when the start is outside the box or its value is not finite.
 */
export function minimise(objective: Objective, start: ArrayLike<number>, options: MinimiseOptions): Minimum {
  const { lower, upper, tolerance = 1e-8, maxIterations = 500, hessian: guess } = options
  const n = start.length
  let x = Float64Array.from(start)
  if (x.some((value, i) => !(value >= lower[i] && value <= upper[i]))) throw new RangeError('The start is outside the box')
  let gradient = new Float64Array(n)
  let value = objective(x, gradient)
  if (!Number.isFinite(value)) throw new RangeError('The objective is not finite at the start')

  let hessian = guess ? Float64Array.from(guess) : identity(n)
  let isFresh = guess === undefined
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const isFree = Array.from(x, (xi, i) => !((xi <= lower[i] && gradient[i] > 0) || (xi >= upper[i] && gradient[i] < 0)))
    if (isFree.every((free, i) => !free || Math.abs(gradient[i]) <= tolerance)) {
      return { x, value, gradient, iterations: iteration, converged: true }
    }
    const step = searchAlong(objective, { x, value, gradient }, direction(hessian, gradient, isFree), lower, upper)
    if (step) {
      hessian = update(hessian, x, gradient, step, isFresh)
      isFresh = false
      const gain = value - step.value
      ;({ x, value, gradient } = step)
      if (gain <= 1e-15 * Math.abs(value) && gradient.every((g, i) => !isFree[i] || Math.abs(g) <= 1e3 * tolerance)) {
        return { x, value, gradient, iterations: iteration + 1, converged: true }
      }
    } else if (isFresh) {
      // Steepest descent finds nothing lower: rounding hides any further gain.
      return { x, value, gradient, iterations: iteration, converged: true }
    } else {
      hessian = identity(n)
      isFresh = true
    }
  }
  return { x, value, gradient, iterations: maxIterations, converged: false }
}

interface Point {
  x: Float64Array<ArrayBuffer>
  value: number
  gradient: Float64Array<ArrayBuffer>
}

/** −B⁻¹·g over the free coordinates, or −g where that is no descent. */
function direction(hessian: Float64Array, gradient: Float64Array, isFree: boolean[]): Float64Array {
  const n = gradient.length
  const free = [...isFree.keys()].filter((i) => isFree[i])
  const result = new Float64Array(n)
  try {
    const block = Float64Array.from(free.flatMap((i) => free.map((j) => hessian[i * n + j])))
    const factor = cholesky(block, free.length)
    const step = backwardSolve(factor, free.length, forwardSolve(factor, free.length, Float64Array.from(free, (i) => -gradient[i])))
    free.forEach((i, at) => (result[i] = step[at]))
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError)) throw error
    for (const i of free) result[i] = -gradient[i]
  }
  return result
}

/** The first point on the projected path with a sufficient decrease (Armijo), or undefined. */
function searchAlong(
  objective: Objective, from: Point, path: Float64Array, lower: ArrayLike<number>, upper: ArrayLike<number>,
): Point | undefined {
  for (let length = 1; length > 1e-20; length *= 0.4) {
    const x = from.x.map((xi, i) => Math.min(upper[i], Math.max(lower[i], xi + length * path[i])))
    const expected = x.reduce((sum, xi, i) => sum + from.gradient[i] * (xi - from.x[i]), 0)
    if (expected === 0) return undefined
    const gradient = new Float64Array(x.length)
    const value = objective(x, gradient)
    if (value <= from.value + 1e-4 * expected && value < from.value && gradient.every(Number.isFinite)) {
      return { x, value, gradient }
    }
  }
  return undefined
}

/** Left as it is where the slope did not rise along the step, as the curvature must be positive. */
function update(
  hessian: Float64Array<ArrayBuffer>, x: Float64Array, gradient: Float64Array, to: Point, isFirst: boolean,
): Float64Array<ArrayBuffer> {
  const n = x.length
  const s = to.x.map((value, i) => value - x[i])
  const y = to.gradient.map((value, i) => value - gradient[i])
  const sy = dot(s, y)
  if (!(sy > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y)))) return hessian
  const before = isFirst ? identity(n, dot(y, y) / sy) : hessian
  const bs = s.map((_, i) => s.reduce((sum, value, j) => sum + before[i * n + j] * value, 0))
  const sbs = dot(s, bs)
  return before.map((value, at) => {
    const i = Math.floor(at / n)
    const j = at % n
    return value + (y[i] * y[j]) / sy - (bs[i] * bs[j]) / sbs
  })
}

function identity(n: number, scale = 1): Float64Array<ArrayBuffer> {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) matrix[i * n + i] = scale
  return matrix
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0)
