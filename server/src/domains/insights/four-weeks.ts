import type { Transaction } from '#platform/context'
import { countBuyers, countChats, readShopDays, todayOf, type Period } from '#domains/activity'
import { summariseRatings } from '#domains/customers'
import { before, lastDays } from './days.ts'
import { chatToOrderDays } from './home.ts'
import { saveResult } from './results.ts'

interface Figures {
  orders: number
  /** Rupiah; `null` without an order. */
  basket: number | null
  /** Known people who bought, and those of them who had bought before. */
  buyers: number
  returning: number
  chats: number
  ordering: number
}

export interface FourWeeks {
  now: Figures
  before: Figures
  /** Of those asked how it was, who answered, and who of them was content (4 or 5). */
  ratings: { asked: number; answered: number; good: number }
}

const days = 28

/** Baskets, people who come back and how content they are: too slow to add up whenever somebody looks. */
export async function computeFourWeeks(tx: Transaction): Promise<void> {
  const today = await todayOf(tx)
  const period = lastDays(today, days)
  const { channels } = await summariseRatings(tx, new Date(tx.now().getTime() - days * 86_400_000))
  const sum = (of: 'asked' | 'answered' | 'good') => channels.reduce((total, row) => total + row[of], 0)
  const result: FourWeeks = { now: await figures(tx, period), before: await figures(tx, before(period)), ratings: { asked: sum('asked'), answered: sum('answered'), good: sum('good') } }
  await saveResult(tx, 'four-weeks', result)
}

async function figures(tx: Transaction, period: Period): Promise<Figures> {
  const rows = await readShopDays(tx, ['order'], period)
  const orders = rows.reduce((sum, row) => sum + row.events, 0)
  const { fresh, returning } = await countBuyers(tx, period)
  const [{ people, ordering }] = await countChats(tx, [period], chatToOrderDays)
  return { orders, basket: orders === 0 ? null : Math.round(rows.reduce((sum, row) => sum + row.amount, 0) / orders), buyers: fresh + returning, returning, chats: people, ordering }
}
