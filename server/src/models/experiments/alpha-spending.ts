import { normalCdf, normalPdf, normalQuantile } from '#models/special-functions/normal'
import { assertShare } from './errors.ts'
import { ModelInputError } from '../input-error.ts'

/** `obrien-fleming` asks for very strong evidence early and costs almost nothing at the end; `pocock` spends evenly. */
export type Spending = 'obrien-fleming' | 'pocock'

const mostLooks = 20
const gridHalf = 8
const gridStep = 0.02

/**
 * Bounds on |z| for a plan of looks: the experiment may stop at look k when |estimate / standard error| ≥ bound k, and
 * the chance of any false claim stays at `alpha`. The interval at look k is estimate ± bound k × standard error.
 *
 * @param fractions share of the planned customers seen at each look, increasing, last one ≤ 1; at most 20 looks.
 * @returns one bound per look; each answers the looks before it only, so a later plan may change.
 * Source: Lan & DeMets (1983), Biometrika 70:659; recursion of Armitage, McPherson & Rowe (1969), trapezoid on a grid.
 * @throws ModelInputError for fractions that do not increase within (0, 1], too many looks, or alpha outside (0, 1).
 */
export function spendingBounds(
  fractions: readonly number[],
  { alpha = 0.05, spending = 'obrien-fleming' }: { alpha?: number; spending?: Spending } = {},
): number[] {
  assertShare(alpha, 'alpha')
  if (fractions.length > mostLooks || !fractions.every((t, i) => t > (fractions[i - 1] ?? 0) && t <= 1)) {
    throw new ModelInputError('experiments.invalid_option', 'Looks are at most 20 fractions that increase to 1 at most')
  }
  const bounds: number[] = []
  let walk: Walk | undefined
  let spent = 0
  for (const [look, fraction] of fractions.entries()) {
    const allowed = spend(fraction, alpha, spending)
    const bound = boundFor(walk, fraction, allowed - spent)
    bounds.push(bound)
    if (look < fractions.length - 1) walk = survivors(walk, fraction, bound)
    spent = allowed
  }
  return bounds
}

function spend(fraction: number, alpha: number, spending: Spending): number {
  if (spending === 'pocock') return alpha * Math.log(1 + (Math.E - 1) * fraction)
  return 4 * (1 - normalCdf(normalQuantile(1 - alpha / 4) / Math.sqrt(fraction)))
}

/** Density of z at a look, of the walks that have not crossed a bound yet; symmetric about 0. */
interface Walk {
  fraction: number
  zs: Float64Array
  weights: Float64Array
}

/** The bound that spends `alpha` at this look, by bisection. */
function boundFor(walk: Walk | undefined, fraction: number, alpha: number): number {
  let [below, above] = [0, 2 * gridHalf]
  for (let step = 0; step < 60; step++) {
    const middle = (below + above) / 2
    if (chanceBeyond(walk, fraction, middle) > alpha) below = middle
    else above = middle
  }
  return above
}

function chanceBeyond(walk: Walk | undefined, fraction: number, bound: number): number {
  if (!walk) return 2 * (1 - normalCdf(bound))
  const spread = Math.sqrt(fraction - walk.fraction)
  let chance = 0
  for (let i = 0; i < walk.zs.length; i++) {
    const position = walk.zs[i] * Math.sqrt(walk.fraction)
    const reach = bound * Math.sqrt(fraction)
    chance += walk.weights[i] * (normalCdf((position - reach) / spread) + normalCdf((-reach - position) / spread))
  }
  return chance
}

function survivors(walk: Walk | undefined, fraction: number, bound: number): Walk {
  const end = Math.min(bound, gridHalf)
  const steps = 2 * Math.ceil(end / gridStep)
  const step = (2 * end) / steps
  const zs = Float64Array.from({ length: steps + 1 }, (_, i) => -end + i * step)
  const weights = zs.map((z, i) => density(walk, fraction, z) * step * (i === 0 || i === steps ? 0.5 : 1))
  return { fraction, zs, weights }
}

function density(walk: Walk | undefined, fraction: number, z: number): number {
  if (!walk) return normalPdf(z)
  const spread = Math.sqrt(fraction - walk.fraction)
  const [from, to] = [Math.sqrt(walk.fraction), Math.sqrt(fraction)]
  let sum = 0
  for (let i = 0; i < walk.zs.length; i++) sum += walk.weights[i] * normalPdf((z * to - walk.zs[i] * from) / spread)
  return (sum * to) / spread
}
