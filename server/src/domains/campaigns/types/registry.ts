import { abandonedOrder } from './abandoned-order.ts'
import { afterDelivery } from './after-delivery.ts'
import { anniversary } from './anniversary.ts'
import { backInStock } from './back-in-stock.ts'
import { birthday } from './birthday.ts'
import { careReminder } from './care-reminder.ts'
import { reorderDue } from './reorder-due.ts'
import { reviewRequest } from './review-request.ts'
import type { Trigger } from './trigger.ts'
import { welcome } from './welcome.ts'
import { winBack } from './win-back.ts'

/** The open list of journeys. */
export const triggers: readonly Trigger[] = [welcome, abandonedOrder, afterDelivery, reorderDue, winBack, reviewRequest, backInStock, birthday, anniversary, careReminder]

export function findTrigger(type: string): Trigger | undefined {
  return triggers.find((one) => one.type === type)
}
