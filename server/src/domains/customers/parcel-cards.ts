import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { invalidInput, notFound } from '#platform/errors'
import { cutPage, fromTimeCursor, type PageInput } from '#platform/http/paging'
import { newId } from '#platform/ids'
import { findOwnBusiness, recordAudit } from '#domains/businesses'
import { recordConsent } from './consents.ts'
import { cardUsed } from './errors.ts'
import { familyOf, rootsOf } from './family.ts'
import { mergeCustomers } from './merging.ts'
import { normalisePhone } from './phone.ts'
import { createPublicLink } from './public-links.ts'
import type { ParcelCardRow, Tables } from './tables.ts'
import { addTimelineEntries } from './timeline-entries.ts'

export interface ParcelCardInput {
  orders: { orderId: string; reference: string; customerId: string | null }[]
  /** Where the shop will write: type and the name that buyers know it by. */
  channel: { type: string; label: string } | undefined
}

/** One-time cards for parcels, one an order. An order whose card still waits keeps it: printing again is the same code. */
export async function createParcelCards(tx: Transaction, input: ParcelCardInput): Promise<ParcelCardRow[]> {
  const consentText = consentTextOf((await findOwnBusiness(tx))?.name ?? '', input.channel?.label)
  const rows = tenant<Tables>(tx)
  const orderIds = input.orders.map((order) => order.orderId)
  const waiting = await rows.select('parcelCards').select('orderId').where('orderId', 'in', orderIds).where('status', '=', 'printed').execute()
  const known = new Set(waiting.map((row) => row.orderId))
  for (const order of input.orders.filter(({ orderId }) => !known.has(orderId))) {
    const id = newId()
    const { sealedToken } = await createPublicLink(tx, 'parcel-card', id)
    await rows
      .insert('parcelCards')
      .values({ businessId: tx.businessId, id, sealedToken, ...order, channelType: input.channel?.type ?? null, consentText, status: 'printed', phone: null, linkedCustomerId: null, decidedAt: null, createdAt: tx.now() })
      .onConflict((on) => on.columns(['businessId', 'orderId']).where('status', '=', 'printed').doNothing())
      .execute()
  }
  await recordAudit(tx, { action: 'parcel-card.create', subjectType: 'parcel-card', after: { orders: orderIds.length } })
  return rows.select('parcelCards').selectAll().where('orderId', 'in', orderIds).where('status', '=', 'printed').orderBy('id').execute()
}

export async function listParcelCards(tx: Transaction, input: PageInput): Promise<{ items: ParcelCardRow[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx).select('parcelCards').selectAll().orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('createdAt', 'id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.createdAt, row.id])
  return { items: page, nextCursor }
}

export async function findParcelCards(tx: Transaction, cardIds: string[]): Promise<ParcelCardRow[]> {
  const rows = await tenant<Tables>(tx).select('parcelCards').selectAll().where('id', 'in', cardIds).orderBy('id').execute()
  if (rows.length !== new Set(cardIds).size) throw notFound('Kartu')
  return rows
}

/** Takes a card out of use that was lost or printed by mistake. */
export async function revokeParcelCard(tx: Transaction, cardId: string): Promise<void> {
  const card = await lockCard(tx, cardId)
  if (card.status !== 'printed') throw cardUsed()
  await settle(tx, card, { status: 'revoked' })
}

/** The buyer says no: nothing is stored but that. */
export async function declineParcelCard(tx: Transaction, cardId: string): Promise<void> {
  const card = await lockCard(tx, cardId)
  if (card.status !== 'printed') throw cardUsed()
  await settle(tx, card, { status: 'declined' })
}

/**
 * The buyer says yes and names the number they chat from: the buyer whom the marketplace hides and the person of that
 * number become one, with one consent row that holds the exact text. A number whose owner once said stop is not joined by
 * a typed word; the shop gets a suggestion instead.
 */
export async function agreeToParcelCard(tx: Transaction, cardId: string, typedPhone: string): Promise<{ customerId: string }> {
  const phone = normalisePhone(typedPhone)
  if (phone === undefined) throw invalidInput('Nomor ini belum lengkap. Periksa lagi.')
  const card = await lockCard(tx, cardId)
  if (card.status !== 'printed') throw cardUsed()
  const known = await findByProvenPhone(tx, phone)
  const mayJoin = known !== undefined && !(await hasSaidStop(tx, known))
  const buyerId = card.customerId ?? (mayJoin ? known : await addBuyer(tx, phone))
  await settle(tx, card, { status: 'agreed', phone, customerId: buyerId, linkedCustomerId: mayJoin ? known : buyerId })
  await tenant<Tables>(tx).update('customers').set((row) => ({ phone: row.fn.coalesce('phone', row.val(phone)), isMasked: false, updatedAt: tx.now() })).where('id', '=', buyerId).execute()
  if (mayJoin && (await familyOf(tx, known))[0] !== (await familyOf(tx, buyerId))[0]) await mergeCustomers(tx, { survivorId: known, absorbedId: buyerId })
  await recordConsent(tx, {
    customerId: buyerId,
    purpose: 'marketing',
    ...(card.channelType ? { channelType: card.channelType } : {}),
    isGranted: true,
    source: 'parcel-card',
    textVersion: card.consentText,
    proof: { cardId, reference: card.reference },
  })
  await addTimelineEntries(tx, [{ customerId: buyerId, eventKey: `parcel-card:${cardId}`, kind: 'parcel-card-agreed', at: tx.now(), subject: { type: 'parcel-card', id: cardId }, details: { reference: card.reference } }])
  await tx.emit({ type: 'parcel-card.agreed', key: card.orderId, payload: { cardId, orderId: card.orderId, customerId: buyerId } })
  return { customerId: buyerId }
}

export function consentTextOf(shopName: string, channelLabel: string | undefined): string {
  return `Saya setuju ${shopName} menyimpan nomor ini dan menghubungi saya lewat ${channelLabel ?? 'chat'} untuk kabar pesanan dan promosi. Saya bisa berhenti kapan saja dengan membalas STOP.`
}

async function lockCard(tx: Transaction, cardId: string): Promise<ParcelCardRow> {
  const card = await tenant<Tables>(tx).select('parcelCards').selectAll().where('id', '=', cardId).forUpdate().executeTakeFirst()
  if (!card) throw notFound('Kartu')
  return card
}

async function settle(tx: Transaction, card: ParcelCardRow, set: Pick<ParcelCardRow, 'status'> & Partial<ParcelCardRow>): Promise<void> {
  await tenant<Tables>(tx).update('parcelCards').set({ ...set, decidedAt: tx.now() }).where('id', '=', card.id).execute()
  await recordAudit(tx, { action: `parcel-card.${set.status}`, subjectType: 'parcel-card', subjectId: card.id, before: { status: card.status }, after: { status: set.status } })
  await tx.notify({ topic: 'parcel-card', id: card.id })
}

/** Whoever a channel vouches for under this number; what somebody typed into a profile is no proof. */
async function findByProvenPhone(tx: Transaction, phone: string): Promise<string | undefined> {
  const row = await tenant<Tables>(tx).select('customerIdentities').select('customerId').where('phone', '=', phone).orderBy('createdAt', 'desc').limit(1).executeTakeFirst()
  return row && (await rootsOf(tx, [row.customerId])).get(row.customerId)
}

async function hasSaidStop(tx: Transaction, customerId: string): Promise<boolean> {
  const row = await tenant<Tables>(tx).select('consents').select('isGranted').where('customerId', 'in', await familyOf(tx, customerId)).where('purpose', '=', 'marketing').orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.isGranted === false
}

async function addBuyer(tx: Transaction, phone: string): Promise<string> {
  const id = newId()
  const now = tx.now()
  await tenant<Tables>(tx).insert('customers').values({ businessId: tx.businessId, id, name: '', phone, email: null, note: '', labels: [], isSample: false, firstSeenAt: now, lastSeenAt: now, createdAt: now, updatedAt: now }).execute()
  await tx.emit({ type: 'customer.created', key: id, payload: { customerId: id } })
  return id
}
