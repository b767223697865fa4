import { sql } from 'kysely'
import type { Context, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { AppError, notFound } from '#platform/errors'
import { formatRupiah } from '#platform/money'
import { recordAudit } from '#domains/businesses'
import { onlyMembers } from '../errors.ts'
import { listRefunds, settleRefund } from '../refunds.ts'
import { returnOrder } from '../returns.ts'
import { getOrder } from '../store.ts'
import { recordSale } from './sale.ts'
import type { CounterEntry, ReturnEntry } from './schemas.ts'
import { refundLimit } from './settings.ts'
import { countCash, recordShiftEntry } from './shifts.ts'
import type { CounterTables, EntryOutcome } from './tables.ts'

export interface EntryResult {
  entryId: string
  outcome: EntryOutcome
  /** One sentence each, for people. */
  notices: string[]
  /** It had arrived before; nothing was added. */
  isReplay: boolean
}

/** Older times are a wrong clock rather than a sale. */
const longestOfflineMs = 60 * 86_400_000

/**
 * Takes what a device did while it was away, in its order. Each entry is its own transaction under the id that the device
 * made: sent twice, cut in the middle, from two devices at once, it counts once. What cannot be written (a return of an
 * unknown sale) is set aside for people, with its content; nothing is lost.
 */
export async function syncCounter(ctx: Context, batch: { deviceId: string; entries: CounterEntry[] }): Promise<EntryResult[]> {
  if (ctx.actor.kind !== 'member') throw onlyMembers()
  const results: EntryResult[] = []
  for (const entry of batch.entries) results.push(await takeEntry(ctx, batch.deviceId, entry))
  return results
}

async function takeEntry(ctx: Context, deviceId: string, entry: CounterEntry): Promise<EntryResult> {
  try {
    return await ctx.transaction(async (tx) => {
      const known = await claim(tx, deviceId, entry)
      if (known) return known
      const { conflicts, notices } = await record(tx, deviceId, entry)
      const outcome = conflicts.length > 0 ? 'conflict' : 'accepted'
      await tenant<CounterTables>(tx).update('counterEntries').set({ outcome, notices: JSON.stringify([...conflicts, ...notices]) }).where('id', '=', entry.entryId).execute()
      return { entryId: entry.entryId, outcome, notices: [...conflicts, ...notices], isReplay: false }
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return ctx.transaction(async (tx) => {
      const known = await claim(tx, deviceId, entry)
      if (known) return known
      // Without who it was: this row is found by nobody's name.
      const payload = entry.kind === 'sale' ? { ...entry, customerName: '', phone: '' } : entry
      await tenant<CounterTables>(tx).update('counterEntries').set({ outcome: 'set_aside', notices: JSON.stringify([error.message]), payload: JSON.stringify(payload) }).where('id', '=', entry.entryId).execute()
      return { entryId: entry.entryId, outcome: 'set_aside' as const, notices: [error.message], isReplay: false }
    })
  }
}

/** Takes the entry's id; waits for another attempt that holds it, and then answers with what that one did. */
async function claim(tx: Transaction, deviceId: string, entry: CounterEntry): Promise<EntryResult | undefined> {
  const inserted = await tenant<CounterTables>(tx)
    .insert('counterEntries')
    .values({ businessId: tx.businessId, id: entry.entryId, deviceId, kind: entry.kind, outcome: 'accepted', notices: '[]', payload: null, seenAt: null, memberId: tx.actor.kind === 'member' ? tx.actor.memberId : null, happenedAt: timeOf(tx, entry), receivedAt: tx.now() })
    .onConflict((on) => on.columns(['businessId', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) return undefined
  const row = await tenant<CounterTables>(tx).select('counterEntries').select(['outcome', 'notices']).where('id', '=', entry.entryId).executeTakeFirstOrThrow()
  return { entryId: entry.entryId, ...row, isReplay: true }
}

async function record(tx: Transaction, deviceId: string, entry: CounterEntry): Promise<{ conflicts: string[]; notices: string[] }> {
  const at = timeOf(tx, entry)
  if (entry.kind === 'sale') return recordSale(tx, deviceId, entry, at)
  if (entry.kind === 'return') return { conflicts: [], notices: await recordReturn(tx, deviceId, entry, at) }
  await recordShiftEntry(tx, deviceId, entry, at)
  return { conflicts: [], notices: [] }
}

/** Goods came back over the counter and the money went out of the drawer at once: more than allowed is told, never undone. */
async function recordReturn(tx: Transaction, deviceId: string, entry: ReturnEntry, at: Date): Promise<string[]> {
  const { lines } = await getOrder(tx, entry.saleId)
  await returnOrder(tx, entry.saleId, {
    lines: entry.lines.map(({ position, quantity }) => ({ lineId: lines.find((line) => line.position === position)?.id ?? '', quantity })),
    isRestocked: entry.isRestocked,
    reason: entry.reason,
    refund: entry.refund,
  })
  const limit = await refundLimit(tx)
  const notices = limit !== null && entry.refund > limit ? [`Uang kembali ${formatRupiah(entry.refund)} di kasir melebihi batas ${formatRupiah(limit)}.`] : []
  if (!entry.isCash || entry.refund === 0) return notices
  const needed = (await listRefunds(tx, entry.saleId)).findLast(({ status, reason, amount }) => status === 'needed' && reason === 'returned' && amount === entry.refund)
  if (needed) await settleRefund(tx, needed.id, 'Kasir')
  if (entry.shiftId) await countCash(tx, deviceId, { shiftId: entry.shiftId, entryId: entry.entryId, kind: 'return', amount: -entry.refund, at })
  return notices
}

/** When it happened by the device's clock, as far as that can be true. */
function timeOf(tx: Transaction, entry: CounterEntry): Date {
  const at = Date.parse(entry.at)
  const now = tx.now().getTime()
  return new Date(at > now || at < now - longestOfflineMs ? now : at)
}

/** Entries that people should look at, newest first. */
export async function listNotices(tx: Transaction) {
  const rows = await tenant<CounterTables>(tx).select('counterEntries').selectAll().where(sql<boolean>`notices <> '[]'::jsonb`).where('seenAt', 'is', null).where('outcome', '!=', 'conflict').orderBy('receivedAt', 'desc').limit(100).execute()
  return rows.map(({ id, kind, outcome, notices, happenedAt }) => ({ entryId: id, kind, outcome, notices, happenedAt }))
}

/** Somebody has looked at an entry; it stays in the books. */
export async function markSeen(tx: Transaction, entryId: string): Promise<void> {
  const row = await tenant<CounterTables>(tx).update('counterEntries').set({ seenAt: tx.now() }).where('id', '=', entryId).returning(['kind', 'outcome']).executeTakeFirst()
  if (!row) throw notFound('Catatan kasir')
  await recordAudit(tx, { action: 'counter-entry.seen', subjectType: 'counter-entry', subjectId: entryId, after: row })
  await tx.notify({ topic: 'stock' })
}
