import { assertNumber } from './errors.ts'
import type { DemandForecast } from './forecast.ts'
import { demandQuantile, totalDemand } from './total-demand.ts'

export interface MadeToOrderInput {
  forecast: DemandForecast
  /** Units that can be made in one period. */
  capacityPerPeriod: number
  /** Units ordered and not yet made. */
  backlog: number
  /** Probability that the plan must hold, 0.5–0.999. */
  serviceLevel: number
}

export interface MadeToOrderPlan {
  /** Periods until an order of one unit, taken now, is done: first come, first served. */
  promisePeriods: number
  /** Expected new orders / capacity over the forecast's horizon; from 1 on the queue only grows. */
  utilisation: number
  /** First coming period (1 = the next) by whose end the queue may be longer than the capacity so far; none within the horizon. */
  firstShortPeriod: number | undefined
  /** Units of extra orders that fit into the horizon at the service level; 0 when it is already full. */
  spareUnits: number
}

/**
 * Load of a workshop that makes what is ordered: furniture, catering, tailoring. Demand is the quantile of the total up to
 * each period at the service level; capacity is taken as certain, so give what was reached in bad weeks.
 *
 * @throws ModelInputError for a capacity that is not above 0, a negative backlog or a service level out of range.
 */
export function madeToOrderPlan({ forecast, capacityPerPeriod, backlog, serviceLevel }: MadeToOrderInput): MadeToOrderPlan {
  assertNumber(capacityPerPeriod, 'capacityPerPeriod', 1e-9, 1e12)
  assertNumber(backlog, 'backlog', 0, 1e12)
  assertNumber(serviceLevel, 'serviceLevel', 0.5, 0.999)
  const horizon = forecast.mean.length
  const queued = Array.from({ length: horizon }, (_, h) => backlog + demandQuantile(totalDemand(forecast, h + 1), serviceLevel))
  const short = queued.findIndex((units, h) => units > capacityPerPeriod * (h + 1))
  const expected = forecast.mean.reduce((sum, units) => sum + units, 0)
  return {
    promisePeriods: Math.ceil((backlog + 1) / capacityPerPeriod),
    utilisation: expected / (capacityPerPeriod * horizon),
    firstShortPeriod: short < 0 ? undefined : short + 1,
    spareUnits: Math.max(0, Math.floor(capacityPerPeriod * horizon - queued[horizon - 1])),
  }
}
