import { afterCompletion } from './purchases.ts'
import type { Trigger } from './trigger.ts'

/** Goods that last want care in their tenth month, such as oil for teak. */
export const careReminder: Trigger = { type: 'care-reminder', days: 300, findEntries: afterCompletion }
