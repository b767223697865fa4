import { startOfDay } from '#platform/clock'
import type { Transaction } from '#platform/context'
import { readOrderDays, zoneOf, type Period } from '#domains/activity'
import { answerers, readWriters, type Writer } from '#domains/conversations'
import { addDays } from '#models/language/calendar'
import { chatToOrderDays } from '../home.ts'

export interface Share {
  /** A channel, or who answered. */
  key: string
  people: number
  ordering: number
}

export interface Conversion {
  channels: Share[]
  answerers: Share[]
}

export type WriterWithOrder = Writer & { hasOrdered: boolean }

/** Of everybody who wrote, by where and by who answered, those who ordered on a day that they wrote or up to three days later. Whoever wrote in two places counts in both. */
export async function computeConversion(tx: Transaction, period: Period): Promise<Conversion> {
  const writers = await listWriters(tx, period)
  const channels = [...new Set(writers.map((one) => one.channelType))].map((key) => count(key, writers.filter((one) => one.channelType === key)))
  return {
    channels: channels.sort((a, b) => b.people - a.people),
    answerers: answerers.map((key) => count(key, writers.filter((one) => one.answeredBy === key))).filter(({ people }) => people > 0),
  }
}

/** The people behind the shares, the last to write first. */
export async function listWriters(tx: Transaction, period: Period): Promise<WriterWithOrder[]> {
  const zone = await zoneOf(tx)
  const writers = await readWriters(tx, { from: startOfDay(period.from, zone), to: startOfDay(addDays(period.to, 1), zone) })
  const last = addDays(period.to, chatToOrderDays)
  const days = Map.groupBy(await readOrderDays(tx, { from: period.from, to: last }), (row) => row.customerId)
  return writers.map((writer) => ({ ...writer, hasOrdered: (days.get(writer.customerId) ?? []).some(({ day }) => writer.wroteOn.some((wrote) => day >= wrote && day <= addDays(wrote, chatToOrderDays))) }))
}

function count(key: string, writers: WriterWithOrder[]): Share {
  const of = (list: WriterWithOrder[]) => new Set(list.map((one) => one.customerId)).size
  return { key, people: of(writers), ordering: of(writers.filter((one) => one.hasOrdered)) }
}
