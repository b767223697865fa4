import type { Transaction } from '#platform/context'
import { countChats, readFirstDay, readShopDays, todayOf, type DayFigure, type Period } from '#domains/activity'
import { listWaiting } from '#domains/conversations'
import { indonesianCalendar } from '#models/forecasting/calendar-id'
import { addDays } from '#models/language/calendar'
import { daysBetween, mondayOf } from './days.ts'

export interface PeriodFigures extends Period {
  /** Known people who wrote, and those of them who ordered within three days. */
  chats: number
  ordering: number
  orders: number
  amount: number
}

export interface Home {
  today: string
  yesterday: PeriodFigures
  week: PeriodFigures
  /** The same days of the week before. */
  weekBefore: PeriodFigures
  waiting: number
  /** Days with anything known; comparisons want eight weeks. */
  knownDays: number
  /** Dated things that move sales this week or the week before, so that a difference is not taken for the shop's own. */
  calendar: string[]
}

/** Who wrote and ordered within so many days bought because of the chat, as far as that can be seen. */
export const chatToOrderDays = 3

export async function readHome(tx: Transaction): Promise<Home> {
  const today = await todayOf(tx)
  const monday = mondayOf(today)
  const yesterday = addDays(today, -1)
  const periods: [Period, Period, Period] = [{ from: yesterday, to: yesterday }, { from: monday, to: today }, { from: addDays(monday, -7), to: addDays(today, -7) }]
  const days = await readShopDays(tx, ['order'], { from: periods[2].from, to: today })
  const chats = await countChats(tx, periods, chatToOrderDays)
  const firstDay = await readFirstDay(tx, 'order')
  const figures = (at: 0 | 1 | 2): PeriodFigures => {
    const inside = days.filter((row) => row.day >= periods[at].from && row.day <= periods[at].to)
    return { ...periods[at], chats: chats[at].people, ordering: chats[at].ordering, orders: sum(inside, 'events'), amount: sum(inside, 'amount') }
  }
  return {
    today,
    yesterday: figures(0),
    week: figures(1),
    weekBefore: figures(2),
    waiting: (await listWaiting(tx, 1_000)).length,
    knownDays: firstDay === null ? 0 : daysBetween(firstDay, today) + 1,
    calendar: [...new Set(indonesianCalendar.filter((one) => one.from <= today && one.to >= periods[2].from).map((one) => one.name))],
  }
}

function sum(rows: DayFigure[], of: 'events' | 'amount'): number {
  return rows.reduce((total, row) => total + row[of], 0)
}
