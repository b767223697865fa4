import { backwardSolve, cholesky, forwardSolve } from './cholesky.ts'
import { createRankUpdate, panelDepth, tileSize, type RankUpdate } from './rank-update.ts'
import type { OnProgress } from '../progress.ts'

/**
 * Inverts a symmetric positive definite matrix in place, and returns it.
 *
 * One pass over block columns (sweep operator): factor the diagonal block by Cholesky, then update the whole lower
 * triangle by a symmetric product of rank 48 (`rank-update.ts`). About n³ floating-point operations, as few as Cholesky,
 * triangular inverse and product together, but with one kernel. Works on a copy: 8 · n² bytes beside the matrix.
 *
 * @param a row-major n × n; only the lower triangle is read, both are written.
 * @param onProgress called after each block with the share done, above 0 and up to 1.
 * @throws NotPositiveDefiniteError when a pivot is not above rounding error; `a` is then as it was.
 * Source: Goodnight (1979) for the sweep; Bientinesi, Gunter & van de Geijn (2008), "Families of algorithms related to
 * the inversion of a symmetric positive definite matrix", for the one-pass blocked form.
 */
export function invertPositiveDefinite(a: Float64Array, n: number, onProgress?: OnProgress): Float64Array {
  const size = Math.ceil(n / tileSize) * tileSize // Rows beyond n stay zero and are never swept.
  const update = createRankUpdate(size)
  const { matrix } = update
  for (let i = 0; i < n; i++) matrix.set(a.subarray(i * n, i * n + i + 1), i * size)
  for (let start = 0; start < n; start += panelDepth) {
    const end = Math.min(start + panelDepth, n)
    sweepBlock(update, { stride: size, n, start, end })
    onProgress?.(end / n)
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) a[j * n + i] = a[i * n + j] = -matrix[i * size + j]
  }
  return a
}

interface Block {
  /** Numbers in a row of the matrix. */
  stride: number
  n: number
  start: number
  end: number
}

/** A ← A swept on rows start … end − 1, after which the lower triangle holds minus the inverse of what was swept. */
function sweepBlock({ matrix, panel, subtract }: RankUpdate, { stride, n, start, end }: Block): void {
  const size = end - start
  const block = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) block[i * size + j] = matrix[(start + i) * stride + start + j]
  }
  const factor = cholesky(block, size)

  // Rows of the block stay zero in the panel, so that the update passes over them.
  panel.fill(0)
  const row = new Float64Array(size)
  for (let i = 0; i < n; i++) {
    if (i === start) i = end
    if (i >= n) break
    for (let k = 0; k < size; k++) row[k] = i < start ? matrix[(start + k) * stride + i] : matrix[i * stride + start + k]
    panel.set(forwardSolve(factor, size, row), i * panelDepth)
  }

  subtract()

  for (let i = 0; i < n; i++) {
    if (i === start) i = end
    if (i >= n) break
    for (let k = 0; k < size; k++) row[k] = panel[i * panelDepth + k]
    backwardSolve(factor, size, row)
    for (let k = 0; k < size; k++) matrix[i < start ? (start + k) * stride + i : i * stride + start + k] = row[k]
  }
  for (let i = 0; i < size; i++) {
    row.fill(0)
    row[i] = 1
    backwardSolve(factor, size, forwardSolve(factor, size, row))
    for (let j = 0; j <= i; j++) matrix[(start + i) * stride + start + j] = -row[j]
  }
}
