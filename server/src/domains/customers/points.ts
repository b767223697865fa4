import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { invalidInput, notFound } from '#platform/errors'
import { cutPage, fromTimeCursor, type PageInput } from '#platform/http/paging'
import { newId } from '#platform/ids'
import { readSetting, recordAudit, writeSetting } from '#domains/businesses'
import { notEnoughPoints, pointsAreOff } from './errors.ts'
import { familyOf } from './family.ts'
import { discountFor, earnedFor, expired, loyaltySettings, type LoyaltySettings } from './points-rules.ts'
import type { PointEntryRow, Tables } from './tables.ts'
import { addTimelineEntries } from './timeline-entries.ts'

/** Where points are earned and used: at the counter, in a chat, by hand. */
export type PointPlace = 'counter' | 'chat' | 'order' | 'staff'

const settingsKey = 'loyalty'

export async function getLoyaltySettings(tx: Transaction): Promise<LoyaltySettings> {
  return loyaltySettings.parse((await readSetting(tx, settingsKey)) ?? {})
}

export async function saveLoyaltySettings(tx: Transaction, settings: LoyaltySettings): Promise<LoyaltySettings> {
  await writeSetting(tx, settingsKey, settings)
  return settings
}

/** Points for a purchase of `amount` rupiah. The same reference earns once; nothing happens while the programme is off. */
export async function earnPoints(tx: Transaction, input: { customerId: string; amount: number; reference: string; place: PointPlace }): Promise<{ points: number; balance: number }> {
  const settings = await getLoyaltySettings(tx)
  const points = settings.isActive ? earnedFor(settings, input.amount) : 0
  const account = await lockAccount(tx, input.customerId)
  if (points > 0) {
    const expiresAt = settings.expiresAfterDays === null ? null : new Date(tx.now().getTime() + settings.expiresAfterDays * 86_400_000)
    await addEntry(tx, account, { kind: 'earn', points, reference: input.reference, place: input.place, expiresAt })
  }
  return { points, balance: await balanceOf(tx, account) }
}

/** Uses points, never more than there are, however many ask at once. Returns the rupiah off; stamps go by full cards. */
export async function redeemPoints(tx: Transaction, input: { customerId: string; points: number; reference: string; place: PointPlace }): Promise<{ discount: number; reward: string; balance: number }> {
  const account = await lockAccount(tx, input.customerId)
  const settings = await getLoyaltySettings(tx)
  if (!settings.isActive) throw pointsAreOff()
  if (input.points <= 0 || (settings.kind === 'stamps' && input.points % settings.stampGoal !== 0)) throw invalidInput(settings.kind === 'stamps' ? `Stempel dipakai per kartu penuh: kelipatan ${settings.stampGoal}.` : 'Jumlah poin harus lebih dari nol.')
  const isRepeat = (await findEntry(tx, 'redeem', input.reference)) !== undefined
  const balance = await balanceOf(tx, account)
  if (!isRepeat && balance < input.points) throw notEnoughPoints(balance)
  await addEntry(tx, account, { kind: 'redeem', points: -input.points, reference: input.reference, place: input.place, expiresAt: null })
  return { discount: discountFor(settings, input.points), reward: settings.kind === 'stamps' ? settings.reward : '', balance: await balanceOf(tx, account) }
}

/** A sale is taken back: what it earned and what it used are taken back too, once. */
export async function reversePoints(tx: Transaction, reference: string): Promise<void> {
  for (const kind of ['earn', 'redeem'] as const) {
    const entry = await findEntry(tx, kind, reference)
    if (!entry) continue
    await lockAccount(tx, entry.customerId)
    await addEntry(tx, entry.customerId, { kind: 'reverse', points: -entry.points, reference: `${kind}:${reference}`, place: 'order', expiresAt: entry.kind === 'earn' ? null : entry.expiresAt })
  }
}

/** What a person has, over merged customers, without what is past its time. */
export async function readPoints(tx: Transaction, customerId: string, input: PageInput): Promise<{ balance: number; settings: LoyaltySettings; items: PointEntryRow[]; nextCursor: string | null }> {
  const family = await familyOf(tx, customerId)
  let query = tenant<Tables>(tx).select('pointEntries').selectAll().where('customerId', 'in', family).orderBy('at', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('at', 'id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.at, row.id])
  return { balance: await balanceOf(tx, customerId), settings: await getLoyaltySettings(tx), items: page, nextCursor }
}

async function balanceOf(tx: Transaction, customerId: string): Promise<number> {
  const entries = await tenant<Tables>(tx).select('pointEntries').select(['points', 'expiresAt']).where('customerId', 'in', await familyOf(tx, customerId)).execute()
  return entries.reduce((sum, entry) => sum + entry.points, 0) - expired(entries, tx.now())
}

/** One at a time for one person: two tills must not use the same points. */
async function lockAccount(tx: Transaction, customerId: string): Promise<string> {
  const [rootId] = await familyOf(tx, customerId)
  const row = await tenant<Tables>(tx).select('customers').select('id').where('id', '=', rootId).forUpdate().executeTakeFirst()
  if (!row) throw notFound('Pelanggan')
  return rootId
}

function findEntry(tx: Transaction, kind: PointEntryRow['kind'], reference: string): Promise<PointEntryRow | undefined> {
  return tenant<Tables>(tx).select('pointEntries').selectAll().where('kind', '=', kind).where('reference', '=', reference).executeTakeFirst()
}

async function addEntry(tx: Transaction, customerId: string, entry: Pick<PointEntryRow, 'kind' | 'points' | 'reference' | 'place' | 'expiresAt'>): Promise<void> {
  const inserted = await tenant<Tables>(tx)
    .insert('pointEntries')
    .values({ businessId: tx.businessId, id: newId(), customerId, note: '', at: tx.now(), ...entry })
    .onConflict((on) => on.columns(['businessId', 'kind', 'reference']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return
  await recordAudit(tx, { action: `points.${entry.kind}`, subjectType: 'customer', subjectId: customerId, after: { points: entry.points, place: entry.place } })
  await addTimelineEntries(tx, [{ customerId, eventKey: `points:${inserted.id}`, kind: `points-${entry.kind}`, at: tx.now(), details: { points: entry.points, place: entry.place } }])
  await tx.notify({ topic: 'customer', id: customerId })
}
