import { assertNumber, assertWhole } from './errors.ts'
import type { DemandForecast } from './forecast.ts'
import { demandQuantile, totalDemand } from './total-demand.ts'

export interface ReorderInput {
  /** A forecast with a horizon of at least lead time + review periods (+ shelf life). */
  forecast: DemandForecast
  /** Units on the shelf, minus those promised to customers; may be negative. */
  onHand: number
  /** Units ordered from the supplier and not here yet. */
  onOrder: number
  /** Whole periods from ordering to the goods being on the shelf; 0 for the same period. */
  leadTimePeriods: number
  /** Whole periods between two looks at this item, at least 1. */
  reviewPeriods: number
  /** Wanted probability of not running out before the next delivery, 0.5–0.999. */
  serviceLevel: number
  /** The supplier sells whole packs of this many units. */
  packSize?: number
  /** Periods that a unit can be sold after delivery. */
  shelfLifePeriods?: number
}

export interface ReorderAdvice {
  /** Between two looks: at this many units, open orders included, order at once instead of waiting. */
  reorderPoint: number
  /** Fill up to this many units at every look. */
  orderUpTo: number
  /** Units to order now, in whole packs; 0 for nothing. */
  quantity: number
  /** Units expected to be sold until goods ordered at the next look would be here. */
  expectedDemand: number
  /** What kept the quantity below the order-up-to level. */
  limitedBy: 'shelf-life' | undefined
}

/**
 * Reorder point and quantity under periodic review, (R, S): at every look order what is missing to a level that covers
 * lead time and review period at the service level, since what is ordered at the next look only comes after both (E. A.
 * Silver, D. F. Pyke & D. J. Thomas, Inventory and Production Management in Supply Chains, 2017, ch. 6). For those who
 * look in between, the reorder point covers the lead time alone. With a shelf life no more is ordered than is
 * expected to be sold before it spoils; that can mean less than one pack, and then nothing.
 *
 * @throws ModelInputError for a number out of its range or a forecast that is too short.
 */
export function reorderAdvice(input: ReorderInput): ReorderAdvice {
  const { forecast, onHand, onOrder, leadTimePeriods, reviewPeriods, serviceLevel, packSize = 1, shelfLifePeriods } = input
  assertWhole(leadTimePeriods, 'leadTimePeriods', 0, 1000)
  assertWhole(reviewPeriods, 'reviewPeriods', 1, 1000)
  assertNumber(serviceLevel, 'serviceLevel', 0.5, 0.999)
  assertNumber(onHand, 'onHand', -1e12, 1e12)
  assertNumber(onOrder, 'onOrder', 0, 1e12)
  assertWhole(packSize, 'packSize', 1, 1e9)
  const covered = totalDemand(forecast, leadTimePeriods + reviewPeriods)
  const orderUpTo = Math.ceil(demandQuantile(covered, serviceLevel))
  const leadDemand = leadTimePeriods === 0 ? 0 : Math.ceil(demandQuantile(totalDemand(forecast, leadTimePeriods), serviceLevel))
  const reorderPoint = Math.min(leadDemand, orderUpTo)
  const position = onHand + onOrder
  const packs = Math.ceil(Math.max(0, orderUpTo - position) / packSize)
  const sellable = shelfLifePeriods === undefined ? Infinity : Math.max(0, soldBeforeSpoiling(forecast, leadTimePeriods, shelfLifePeriods) - position)
  const isLimited = packs * packSize > sellable
  return {
    reorderPoint,
    orderUpTo,
    quantity: packSize * (isLimited ? Math.floor(sellable / packSize) : packs),
    expectedDemand: covered.mean,
    limitedBy: isLimited ? 'shelf-life' : undefined,
  }
}

/** Units expected to be sold from now until goods ordered now would spoil. */
function soldBeforeSpoiling(forecast: DemandForecast, leadTimePeriods: number, shelfLifePeriods: number): number {
  assertWhole(shelfLifePeriods, 'shelfLifePeriods', 1, 1000)
  return totalDemand(forecast, leadTimePeriods + shelfLifePeriods).mean
}

/**
 * Service level that earns most for goods made or bought for one period, such as today's cakes: (price − cost) /
 * (price − salvage), the newsvendor's critical ratio (K. J. Arrow, T. Harris & J. Marschak, Econometrica 19, 1951).
 * Money in any one unit; `salvage` is what an unsold piece still brings. Held within 0.01–0.999.
 */
export function newsvendorServiceLevel({ price, cost, salvage = 0 }: { price: number; cost: number; salvage?: number }): number {
  assertNumber(price, 'price', 0, 1e12)
  assertNumber(cost, 'cost', 0, 1e12)
  assertNumber(salvage, 'salvage', 0, 1e12)
  // Nothing is lost by a piece that sells for what it cost.
  if (salvage >= cost) return 0.999
  if (price <= cost) return 0.01
  return Math.min(0.999, Math.max(0.01, (price - cost) / (price - salvage)))
}
