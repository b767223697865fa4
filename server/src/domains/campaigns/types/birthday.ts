import { localTime } from '#platform/clock'
import { listBirthdays } from '#domains/customers'
import { zoneOf } from '../settings.ts'
import { dayMs } from './purchases.ts'
import type { Trigger } from './trigger.ts'

/** A wish on the day that the customer told; one that is more than a day late is not said any more. */
export const birthday: Trigger = {
  type: 'birthday',
  days: 0,
  async findEntries(tx, days) {
    const { date } = localTime(new Date(tx.now().getTime() - days * dayMs), await zoneOf(tx))
    return (await listBirthdays(tx, date)).map((customerId) => ({ customerId, occasion: date }))
  },
  async findOver(tx, occasions) {
    const { date } = localTime(new Date(tx.now().getTime() - dayMs), await zoneOf(tx))
    return new Set(occasions.filter((occasion) => occasion < date))
  },
}
