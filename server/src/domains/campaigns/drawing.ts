import { holdout } from './tables.ts'

export interface Arm {
  name: string
  share: number
}

/** The arms of a campaign: nobody's message, and each variant its part of the rest. */
export function armsOf(holdoutPercent: number, variants: { name: string; share?: number }[]): Arm[] {
  const whole = variants.reduce((sum, { share = 1 }) => sum + share, 0)
  const rest = 1 - holdoutPercent / 100
  return [{ name: holdout, share: holdoutPercent / 100 }, ...variants.map(({ name, share = 1 }) => ({ name, share: (rest * share) / whole }))].filter((arm) => arm.share > 0)
}

/**
 * Divides `count` places over the arms as evenly as whole people allow (largest remainders), in random order: complete
 * randomisation, so that arms differ by chance alone and never by more than one from their share.
 */
export function drawArms(count: number, arms: readonly Arm[], random: () => number): string[] {
  const exact = arms.map(({ share }) => share * count)
  const sizes = exact.map(Math.floor)
  const order = exact.map((value, arm) => ({ arm, rest: value - Math.floor(value), tie: random() })).sort((a, b) => b.rest - a.rest || a.tie - b.tie)
  for (let left = count - sizes.reduce((sum, size) => sum + size, 0), at = 0; left > 0; left--, at++) sizes[order[at % order.length].arm]++
  const places = arms.flatMap(({ name }, arm) => Array.from({ length: sizes[arm] }, () => name))
  for (let i = places.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[places[i], places[j]] = [places[j], places[i]]
  }
  return places
}

/** One arm by its chance, for people who come one at a time. */
export function pickArm(arms: readonly Arm[], random: () => number): Arm {
  let left = random() * arms.reduce((sum, { share }) => sum + share, 0)
  return arms.find(({ share }) => (left -= share) < 0) ?? arms[arms.length - 1]
}
