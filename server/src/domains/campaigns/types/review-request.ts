import { afterCompletion } from './purchases.ts'
import type { Trigger } from './trigger.ts'

/** Asks for an opinion once the goods have been used. */
export const reviewRequest: Trigger = { type: 'review-request', days: 7, findEntries: afterCompletion }
