import { removalEffects } from './markov.ts'
import { indexPaths, type Path } from './paths.ts'
import { shapleyValues } from './shapley.ts'
import { firstTouch, lastTouch, linearTouch } from './touch-rules.ts'

/** What five rules credit to one channel, in the unit of the table it stands in. */
export interface ChannelCredit {
  channel: string
  first: number
  last: number
  linear: number
  markov: number
  shapley: number
}

export interface Attribution {
  /** Totals over the paths that have at least one touch; each column of the two tables sums to them. */
  conversions: number
  value: number
  /** Credit in conversions, channels in order of first appearance. */
  channels: ChannelCredit[]
  /** Credit in value. */
  valueChannels: ChannelCredit[]
  /** Paths left out because they have no touch. */
  withoutTouch: number
}

/**
 * Divides conversions and value over the channels on the way there: first touch, last touch, linear (by touches),
 * Markov (first-order removal effects, scaled to the total) and Shapley (equally over distinct channels).
 *
 * **None of these is causal.** They divide what happened; they cannot say what would have happened without a channel,
 * because the customers who were reached differ from those who were not. Only a random hold-out tells that: see
 * `models/experiments`. Show them as "orders that passed this channel", never as orders it brought about.
 *
 * Linear in the number of touches, cubic in the number of channels (at most 2,000).
 * @throws ModelInputError for counts that are negative or not finite, and above 2,000 channels.
 */
export function attributePaths(paths: readonly Path[]): Attribution {
  const indexed = indexPaths(paths)
  const effects = removalEffects(indexed)
  const credit = (amounts: Float64Array): ChannelCredit[] => {
    const first = firstTouch(indexed, amounts)
    const last = lastTouch(indexed, amounts)
    const linear = linearTouch(indexed, amounts)
    const markov = proportional(effects, sum(amounts))
    const shapley = shapleyValues(indexed, amounts)
    return indexed.channels.map((channel, i) => ({
      channel,
      first: first[i],
      last: last[i],
      linear: linear[i],
      markov: markov[i],
      shapley: shapley[i],
    }))
  }
  return {
    conversions: sum(indexed.conversions),
    value: sum(indexed.values),
    channels: credit(indexed.conversions),
    valueChannels: credit(indexed.values),
    withoutTouch: paths.length - indexed.conversions.length,
  }
}

/** Without a conversion there is no effect to divide a value by, and then it is split equally. */
function proportional(weights: Float64Array, total: number): Float64Array {
  const weight = sum(weights)
  return weights.map((w) => (weight > 0 ? (w / weight) * total : total / weights.length))
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
