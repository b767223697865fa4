import { localTime, startOfDay } from '#platform/clock'
import type { Context, Transaction } from '#platform/context'
import { addSampleCampaign } from '#domains/campaigns'
import { addSamplePast } from '#domains/conversations'
import { askForRating, explainRating, rate, recordConsent, resolveCustomers } from '#domains/customers'
import { recordImportedOrders, type ImportedOrder } from '#domains/orders'
import { campaignWords } from './past-words.ts'
import { simulatePast, type Past, type PastChat, type PastOrder, type PastVariant } from './past.ts'

const zone = 'Asia/Jakarta'
const perPart = 500
const channelType = 'webchat'

/**
 * Gives an example shop a year: people, orders, chats, scores. Everything is a row like any other, marked as an example.
 * All of it or nothing, and a second time changes nothing.
 */
export async function addPast(ctx: Context, shop: { sector: string; seed: number; variants: PastVariant[]; channelId: string }): Promise<void> {
  const past = simulatePast({ ...shop, today: localTime(ctx.now(), zone).date })
  await ctx.transaction(async (tx) => {
    const people = await addPeople(tx, past)
    const numbered = past.orders.map((order, index) => toOrder(order, `L${shop.seed}-${String(index + 1).padStart(5, '0')}`, past, people, shop.variants))
    const orderIds: string[] = []
    for (const some of inParts(numbered)) {
      const { changes } = await recordImportedOrders(tx, some, { reference: 'contoh' })
      if (changes.length === 0) return
      orderIds.push(...changes.map((change) => change.subjectId))
    }
    await addSamplePast(tx, shop.channelId, toChats(past.chats, people))
    await addRatings(tx, past, people, orderIds)
    await addSampleCampaign(at(tx, momentOf(past.campaign)), { ...campaignWords, people: past.campaign.people.map(({ person, isHeldOut }) => ({ customerId: people[person], isHeldOut })) })
    // What is said about the year is worked out at once, and not when somebody first looks.
    await tx.enqueue({ name: 'refresh-insights', payload: {}, key: 'refresh-insights', onceKey: 'refresh-insights' })
  })
}

async function addPeople(tx: Transaction, past: Past): Promise<string[]> {
  const met = past.people.map((_, person) => firstMet(past, person))
  const seen = (person: number, seenAt: Date) => ({ channelType, externalId: threadOf(person), name: past.people[person].name, phone: past.people[person].phone, seenAt, isSample: true })
  // Everybody first, in their order; each chat afterwards moves when its writer was last seen.
  const ids = await resolveCustomers(tx, [...met.map((first, person) => seen(person, first)), ...past.chats.map((chat) => seen(chat.person, momentOf(chat)))])
  for (const [person, { agrees }] of past.people.entries()) {
    if (agrees) await recordConsent(at(tx, met[person]), { customerId: ids[person], purpose: 'marketing', isGranted: true, source: 'import', textVersion: 'contoh' })
  }
  return ids
}

function firstMet({ orders, chats }: Past, person: number): Date {
  return new Date(Math.min(...[...orders, ...chats].filter((one) => one.person === person).map((one) => momentOf(one).getTime())))
}

async function addRatings(tx: Transaction, past: Past, people: string[], orderIds: string[]): Promise<void> {
  for (const { person, order, score, comment, reasons } of past.ratings) {
    const day = at(tx, new Date(momentOf(past.orders[order]).getTime() + 2 * dayMs))
    const { ratingId } = await askForRating(day, { customerId: people[person], subjectType: 'order', subjectId: orderIds[order], channelType })
    await rate(day, ratingId, score)
    await explainRating(day, ratingId, { reasons, comment })
  }
}

const dayMs = 86_400_000
const threadOf = (person: number) => `contoh-tahun-${person}`
const momentOf = ({ day, minute }: { day: string; minute: number }) => new Date(startOfDay(day, zone).getTime() + minute * 60_000)
/** The same transaction on an earlier day. */
const at = (tx: Transaction, moment: Date): Transaction => ({ ...tx, now: () => moment })

function toOrder(order: PastOrder, number: string, past: Past, people: string[], variants: PastVariant[]): ImportedOrder {
  const placedAt = momentOf(order)
  const person = order.person === null ? undefined : past.people[order.person]
  const isMarketplace = order.source === 'shopee'
  const lines = order.lines.flatMap(({ sku, quantity }) => {
    const variant = variants.find((one) => one.sku === sku)
    return variant ? [{ sku, name: `${variant.name} ${variant.variant}`.trim(), quantity, unitPrice: variant.price }] : []
  })
  const later = (hours: number) => new Date(placedAt.getTime() + hours * 3_600_000)
  const isSent = order.source !== 'kasir'
  return {
    number, source: order.source, customerName: person?.name ?? (isMarketplace ? 'p***i' : ''), customerId: order.person === null ? null : people[order.person], phone: person?.phone ?? null,
    status: order.isCancelled ? 'cancelled' : 'completed', lines, discount: 0, shippingFee: isSent && !isMarketplace ? 12_000 : 0, paymentMethod: isSent ? 'Transfer' : 'QRIS', city: isSent ? (person?.place ?? '') : '',
    fees: isMarketplace ? [{ name: 'Biaya layanan', amount: Math.round(lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0) * 0.08) }] : [],
    placedAt, isSample: true, ...(order.isCancelled ? { cancelledAt: later(2), cancelReason: 'Pembeli batal' } : { paidAt: placedAt, shippedAt: isSent ? later(5) : null, completedAt: later(isSent ? 40 : 0) }),
  }
}

function toChats(chats: PastChat[], people: string[]) {
  return [...Map.groupBy(chats, (chat) => chat.person)].map(([person, list]) => ({
    customerId: people[person], threadId: threadOf(person), channelType,
    messages: list.toSorted((a, b) => momentOf(a).getTime() - momentOf(b).getTime()).flatMap((chat) => {
      const asked = momentOf(chat)
      return [{ at: asked, by: 'customer' as const, text: chat.question }, { at: new Date(asked.getTime() + chat.answer.seconds * 1_000), by: chat.answer.by, text: chat.answer.text }]
    }),
  }))
}

function* inParts<T>(items: T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += perPart) yield items.slice(start, start + perPart)
}
