import { cholesky } from '../linear-algebra/cholesky.ts'
import { drawNormal } from '../randomness/distributions.ts'
import type { Random } from '../randomness/seeded-random.ts'
import type { BgNbdFit, BgNbdParameters } from './bg-nbd.ts'

/**
 * Parameters as they might be, given how well the data pin them down: normal in the logarithms around the fit. Where
 * the likelihood is flat there is no covariance, and every draw is the fit itself: the interval is then too narrow.
 */
export function drawParameters({ parameters, covariance }: BgNbdFit, count: number, random: Random): BgNbdParameters[] {
  const { r, alpha, a, b } = parameters
  if (!covariance) return Array.from({ length: count }, () => parameters)
  const factor = cholesky(covariance, 4)
  return Array.from({ length: count }, () => {
    const normal = Array.from({ length: 4 }, () => drawNormal(random))
    const [byR, byAlpha, byA, byB] = normal.map((_, i) => {
      const shift = normal.slice(0, i + 1).reduce((sum, z, k) => sum + factor[i * 4 + k] * z, 0)
      return Math.exp(Math.max(-3, Math.min(3, shift)))
    })
    return { r: r * byR, alpha: alpha * byAlpha, a: a * byA, b: b * byB }
  })
}
