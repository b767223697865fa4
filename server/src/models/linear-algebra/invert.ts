import { backwardSolve, cholesky, forwardSolve } from './cholesky.ts'

const blockSize = 48 // Three packed rows of it, and the tile they update, stay in the first-level cache.

/**
 * Inverts a symmetric positive definite matrix in place, and returns it.
 *
 * One pass over block columns (sweep operator): factor the diagonal block by Cholesky, then update the whole lower
 * triangle by a symmetric product of rank 48, whose 3 × 3 tiles keep nine sums in registers. About n³ floating-point
 * operations, as few as Cholesky, triangular inverse and product together, but with one kernel and no second matrix.
 *
 * @param a row-major n × n; only the lower triangle is read, both are written.
 * @param onProgress called after each block with the share done, above 0 and up to 1.
 * @throws NotPositiveDefiniteError when a pivot is not above rounding error; `a` is then spoilt.
 * Source: Goodnight (1979) for the sweep; Bientinesi, Gunter & van de Geijn (2008), "Families of algorithms related to
 * the inversion of a symmetric positive definite matrix", for the one-pass blocked form.
 */
export function invertPositiveDefinite(a: Float64Array, n: number, onProgress?: (share: number) => void): Float64Array {
  const panel = new Float64Array(n * blockSize)
  for (let start = 0; start < n; start += blockSize) {
    const end = Math.min(start + blockSize, n)
    sweepBlock(a, n, start, end, panel)
    onProgress?.(end / n)
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) a[j * n + i] = a[i * n + j] = -a[i * n + j]
  }
  return a
}

/** A ← A swept on rows start … end − 1, after which the lower triangle holds minus the inverse of what was swept. */
function sweepBlock(a: Float64Array, n: number, start: number, end: number, panel: Float64Array): void {
  const size = end - start
  const block = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) block[i * size + j] = a[(start + i) * n + start + j]
  }
  const factor = cholesky(block, size)

  // Rows of the block stay zero in the panel, so that the update passes over them.
  panel.fill(0)
  const row = new Float64Array(size)
  for (let i = 0; i < n; i++) {
    if (i === start) i = end
    if (i >= n) break
    for (let k = 0; k < size; k++) row[k] = i < start ? a[(start + k) * n + i] : a[i * n + start + k]
    panel.set(forwardSolve(factor, size, row), i * size)
  }

  subtractSymmetricProduct(a, n, panel, size)

  for (let i = 0; i < n; i++) {
    if (i === start) i = end
    if (i >= n) break
    row.set(panel.subarray(i * size, (i + 1) * size))
    backwardSolve(factor, size, row)
    for (let k = 0; k < size; k++) a[i < start ? (start + k) * n + i : i * n + start + k] = row[k]
  }
  for (let i = 0; i < size; i++) {
    row.fill(0)
    row[i] = 1
    backwardSolve(factor, size, forwardSolve(factor, size, row))
    for (let j = 0; j <= i; j++) a[(start + i) * n + start + j] = -row[j]
  }
}

/** Lower triangle of A −= W·Wᵀ for an n × depth panel W. Tiles on the diagonal also write above it, where nobody reads. */
function subtractSymmetricProduct(a: Float64Array, n: number, w: Float64Array, depth: number): void {
  const tiled = n - (n % 3)
  for (let i = 0; i < tiled; i += 3) {
    const p0 = i * depth
    const p1 = p0 + depth
    const p2 = p1 + depth
    for (let j = 0; j <= i; j += 3) {
      const q0 = j * depth
      const q1 = q0 + depth
      const q2 = q1 + depth
      let c00 = 0
      let c01 = 0
      let c02 = 0
      let c10 = 0
      let c11 = 0
      let c12 = 0
      let c20 = 0
      let c21 = 0
      let c22 = 0
      for (let k = 0; k < depth; k++) {
        const y0 = w[q0 + k]
        const y1 = w[q1 + k]
        const y2 = w[q2 + k]
        let x = w[p0 + k]
        c00 += x * y0
        c01 += x * y1
        c02 += x * y2
        x = w[p1 + k]
        c10 += x * y0
        c11 += x * y1
        c12 += x * y2
        x = w[p2 + k]
        c20 += x * y0
        c21 += x * y1
        c22 += x * y2
      }
      let at = i * n + j
      a[at] -= c00
      a[at + 1] -= c01
      a[at + 2] -= c02
      at += n
      a[at] -= c10
      a[at + 1] -= c11
      a[at + 2] -= c12
      at += n
      a[at] -= c20
      a[at + 1] -= c21
      a[at + 2] -= c22
    }
  }
  for (let i = tiled; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < depth; k++) sum += w[i * depth + k] * w[j * depth + k]
      a[i * n + j] -= sum
    }
  }
}
