/** Thrown when a matrix that must be positive definite is not, within rounding. */
export class NotPositiveDefiniteError extends RangeError {
  override name = 'NotPositiveDefiniteError'
}

/**
 * The lower Cholesky factor of a symmetric positive definite matrix, A = L·Lᵀ.
 *
 * @param a row-major n × n; only the lower triangle is read. Meant for small n: the work is n³/3, unblocked.
 * @returns row-major n × n with zeros above the diagonal.
 * @throws NotPositiveDefiniteError when a pivot is not above rounding error.
 */
export function cholesky(a: Float64Array, n: number): Float64Array {
  const factor = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]
      for (let k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k]
      if (i > j) {
        factor[i * n + j] = sum / factor[j * n + j]
      } else {
        if (!(sum > 1e-14 * Math.abs(a[i * n + i]))) {
          throw new NotPositiveDefiniteError(`Pivot ${i} of ${n} is ${sum}: the matrix is not positive definite`)
        }
        factor[i * n + i] = Math.sqrt(sum)
      }
    }
  }
  return factor
}

/** Solves L·x = b in place for a lower triangular L. */
export function forwardSolve(factor: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    let sum = b[i]
    for (let k = 0; k < i; k++) sum -= factor[i * n + k] * b[k]
    b[i] = sum / factor[i * n + i]
  }
  return b
}

/** Solves Lᵀ·x = b in place for a lower triangular L. */
export function backwardSolve(factor: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i] * b[k]
    b[i] = sum / factor[i * n + i]
  }
  return b
}
