import { ModelInputError } from '../input-error.ts'

/** Throws unless `value` lies strictly between 0 and 1: a confidence, a power, a share, a rate. */
export function assertShare(value: number, name: string): void {
  if (value > 0 && value < 1) return
  throw new ModelInputError('experiments.invalid_option', `${name} must lie between 0 and 1, got ${value}`)
}

/** Numbers above this would overflow when squared and cubed. */
const largest = 1e100

/** Throws unless every number is finite, and small enough to be cubed. */
export function assertFinite(values: ArrayLike<number>, name: string): void {
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]) <= largest) continue
    throw new ModelInputError('experiments.invalid_number', `${name}[${i}] is not a number within ±1e100: ${values[i]}`)
  }
}
