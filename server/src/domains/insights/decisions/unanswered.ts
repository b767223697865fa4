import { countChats, readShopDays } from '#domains/activity'
import { listWaiting } from '#domains/conversations'
import { wilsonInterval } from '#models/experiments/proportions'
import { lastDays } from '../days.ts'
import { chatToOrderDays } from '../home.ts'
import type { DecisionKind } from './decision.ts'

const fewestChats = 3
const fewestPeople = 20
const comparedDays = 56

/** Chats that wait for a person. What they bring comes from how many writers of the last eight weeks ordered: at least 20. */
export const unanswered: DecisionKind = {
  kind: 'unanswered',
  async find(tx, today) {
    const waiting = (await listWaiting(tx, 200)).filter(({ since }) => tx.now().getTime() - since.getTime() > 3_600_000)
    if (waiting.length < fewestChats) return undefined
    const period = lastDays(today, comparedDays)
    const [[{ people, ordering }], days] = [await countChats(tx, [period], chatToOrderDays), await readShopDays(tx, ['order'], period)]
    const orders = days.reduce((sum, row) => sum + row.events, 0)
    if (people < fewestPeople || orders === 0) return undefined
    const average = days.reduce((sum, row) => sum + row.amount, 0) / orders
    const [low, high] = wilsonInterval({ successes: ordering, total: people }, 0.8)
    return {
      subjects: waiting.map((chat) => chat.conversationId),
      facts: { chats: waiting.length, people, ordering, average: Math.round(average) },
      low: Math.round(waiting.length * low * average),
      high: Math.round(waiting.length * high * average),
    }
  },
}
