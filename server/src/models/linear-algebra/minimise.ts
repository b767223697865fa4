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
 * Minimises a smooth function of a few variables inside a box: projected BFGS with a backtracking line search.
 *
 * The inverse Hessian is dense (n² numbers, n² work an iteration), which suits up to some tens of variables. It finds a
 * local minimum and never leaves the box.
 *
 * Source: Nocedal & Wright, Numerical Optimization, 2nd ed., eq. 6.17 (update), §3.1 (line search), §16.7 (projection).
 * @throws RangeError when the start is outside the box or its value is not finite.
 */
export function minimise(objective: Objective, start: ArrayLike<number>, options: MinimiseOptions): Minimum {
  const { lower, upper, tolerance = 1e-8, maxIterations = 500 } = options
  const n = start.length
  let x = Float64Array.from(start)
  if (x.some((value, i) => !(value >= lower[i] && value <= upper[i]))) throw new RangeError('The start is outside the box')
  let gradient = new Float64Array(n)
  let value = objective(x, gradient)
  if (!Number.isFinite(value)) throw new RangeError('The objective is not finite at the start')

  let inverse = identity(n)
  let isFresh = true
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const isFree = Array.from(x, (xi, i) => !((xi <= lower[i] && gradient[i] > 0) || (xi >= upper[i] && gradient[i] < 0)))
    if (isFree.every((free, i) => !free || Math.abs(gradient[i]) <= tolerance)) {
      return { x, value, gradient, iterations: iteration, converged: true }
    }
    const step = searchAlong(objective, { x, value, gradient }, direction(inverse, gradient, isFree), lower, upper)
    if (step) {
      inverse = update(inverse, x, gradient, step, isFresh)
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
      inverse = identity(n)
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

/** −H·g over the free coordinates, or −g where that would not descend. */
function direction(inverse: Float64Array, gradient: Float64Array, isFree: boolean[]): Float64Array {
  const n = gradient.length
  const result = new Float64Array(n)
  let slope = 0
  for (let i = 0; i < n; i++) {
    if (!isFree[i]) continue
    for (let j = 0; j < n; j++) if (isFree[j]) result[i] -= inverse[i * n + j] * gradient[j]
    slope += result[i] * gradient[i]
  }
  if (slope < 0) return result
  return result.map((_, i) => (isFree[i] ? -gradient[i] : 0))
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

function update(
  inverse: Float64Array, x: Float64Array, gradient: Float64Array, to: Point, isFirst: boolean,
): Float64Array<ArrayBuffer> {
  const n = x.length
  const s = to.x.map((value, i) => value - x[i])
  const y = to.gradient.map((value, i) => value - gradient[i])
  const sy = dot(s, y)
  if (!(sy > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y)))) return Float64Array.from(inverse)
  const h = isFirst ? identity(n, sy / dot(y, y)) : inverse
  const hy = new Float64Array(n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) hy[i] += h[i * n + j] * y[j]
  const scale = (1 + dot(y, hy) / sy) / sy
  const result = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      result[i * n + j] = h[i * n + j] + scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy
    }
  }
  return result
}

function identity(n: number, scale = 1): Float64Array<ArrayBuffer> {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) matrix[i * n + i] = scale
  return matrix
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0)
