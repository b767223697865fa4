import { afterCompletion } from './purchases.ts'
import type { Trigger } from './trigger.ts'

/** A question a few days after an order has arrived. */
export const afterDelivery: Trigger = { type: 'after-delivery', days: 3, findEntries: afterCompletion }
