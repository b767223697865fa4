import { ModelInputError } from '../input-error.ts'

/** Too little to forecast from: a value for the screen, with its reason, not an exception. */
export interface NotEnoughData {
  status: 'not-enough-data'
  reason: 'no-demand' | 'fewer-than-four-periods'
}

/** Sales of one period beyond this would lose precision when squared and summed. */
const largestDemand = 1e12

/** A copy as typed array; throws unless every period is a number of units from 0 to 1e12. */
export function parseDemand(demand: ArrayLike<number>): Float64Array {
  const units = Float64Array.from(demand)
  const wrong = units.findIndex((value) => !(value >= 0 && value <= largestDemand))
  if (wrong >= 0) throw new ModelInputError('forecasting.invalid_demand', `demand[${wrong}] is not within 0–1e12: ${units[wrong]}`)
  return units
}

/** Throws unless `value` is a whole number within the bounds. */
export function assertWhole(value: number, name: string, smallest: number, largest: number): void {
  if (Number.isInteger(value) && value >= smallest && value <= largest) return
  throw new ModelInputError('forecasting.invalid_option', `${name} must be a whole number from ${smallest} to ${largest}, got ${value}`)
}

/** Throws unless `value` is a finite number within the bounds. */
export function assertNumber(value: number, name: string, smallest: number, largest: number): void {
  if (value >= smallest && value <= largest) return
  throw new ModelInputError('forecasting.invalid_option', `${name} must lie within ${smallest}–${largest}, got ${value}`)
}
