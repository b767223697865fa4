import { localTime } from '#platform/clock'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { invalidInput, notFound } from '#platform/errors'
import { cutPage, fromCursor, type PageInput } from '#platform/http/paging'
import { isId, newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { readGoods } from '#domains/catalog'
import { rootsOf } from '#domains/customers'
import { zoneOf } from '../record.ts'
import { readProfiles } from '../store.ts'
import type { CustomerProfileRow, SegmentFigureRow, Tables } from '../tables.ts'
import { explain, fits, type Reason } from './evaluate.ts'
import { isReady, readySegments } from './ready.ts'
import { ruleSchema, variantsOf, type Rule } from './rule.ts'
import { countFitting, findOwnSegment, listFitting, listFittingIds, readOwnSegments, readPeople } from './store.ts'

export interface Segment {
  /** A key such as `hampir-hilang`, or the id of the shop's own. */
  segmentId: string
  name: string
  rule: Rule
  isReady: boolean
}

export interface SegmentSummary extends Segment {
  members: number
  /** Of those who were in it 30 days before `asOf`, how many bought since. */
  figure: Pick<SegmentFigureRow, 'asOf' | 'members' | 'bought'> | null
}

export interface SegmentMember {
  customerId: string
  profile: CustomerProfileRow
  reasons: Reason[]
}

/** The ready segments and the shop's own, each with how many are in it now. */
export async function listSegments(tx: Transaction): Promise<SegmentSummary[]> {
  const today = await todayOf(tx)
  const own = (await readOwnSegments(tx)).map((row): Segment => ({ segmentId: row.id, name: row.name, rule: ruleSchema.parse(row.rule), isReady: false }))
  const figures = new Map((await tenant<Tables>(tx).select('segmentFigures').selectAll().execute()).map((row) => [row.segment, row]))
  const summaries: SegmentSummary[] = []
  for (const segment of [...allReady, ...own]) {
    const figure = figures.get(segment.segmentId)
    summaries.push({ ...segment, members: await countFitting(tx, segment.rule, today), figure: figure ? { asOf: figure.asOf, members: figure.members, bought: figure.bought } : null })
  }
  return summaries
}

export async function getSegment(tx: Transaction, segmentId: string): Promise<Segment> {
  if (isReady(segmentId)) return { segmentId, ...readySegments[segmentId], isReady: true }
  const row = isId(segmentId) ? await findOwnSegment(tx, segmentId) : undefined
  if (!row) throw notFound('Kelompok pelanggan')
  return { segmentId: row.id, name: row.name, rule: ruleSchema.parse(row.rule), isReady: false }
}

/** Everybody in a segment now, by id: the customers whose pages show them. */
export async function segmentMembers(tx: Transaction, segmentId: string): Promise<string[]> {
  return listFittingIds(tx, (await getSegment(tx, segmentId)).rule, await todayOf(tx))
}

export async function countSegment(tx: Transaction, segmentId: string): Promise<number> {
  return countRule(tx, (await getSegment(tx, segmentId)).rule)
}

export async function countRule(tx: Transaction, rule: Rule): Promise<number> {
  return countFitting(tx, rule, await todayOf(tx))
}

/** People whom a rule finds, a page at a time, each with why. */
export async function listMembers(tx: Transaction, rule: Rule, input: PageInput): Promise<{ items: SegmentMember[]; nextCursor: string | null }> {
  const today = await todayOf(tx)
  const { page, nextCursor } = cutPage(await listFitting(tx, rule, { today, after: input.cursor ? afterOf(input.cursor) : undefined, limit: input.limit + 1 }), input.limit, (row) => [row.id])
  const people = await readPeople(tx, page)
  return { items: page.map((profile, index) => ({ customerId: profile.id, profile, reasons: explain(rule, people[index], today) })), nextCursor }
}

/** The segments that one customer is in, each with why. */
export async function segmentsOf(tx: Transaction, customerId: string): Promise<(Segment & { reasons: Reason[] })[]> {
  const today = await todayOf(tx)
  const rootId = (await rootsOf(tx, [customerId])).get(customerId) ?? customerId
  const [person] = await readPeople(tx, await readProfiles(tx, [rootId]))
  if (!person) return []
  const own = (await readOwnSegments(tx)).map((row): Segment => ({ segmentId: row.id, name: row.name, rule: ruleSchema.parse(row.rule), isReady: false }))
  return [...allReady, ...own].filter(({ rule }) => fits(rule, person, today)).map((segment) => ({ ...segment, reasons: explain(segment.rule, person, today) }))
}

export async function saveSegment(tx: Transaction, input: { segmentId?: string | undefined; name: string; rule: Rule }): Promise<Segment> {
  await checkRule(tx, input.rule)
  const rule = JSON.stringify(input.rule)
  const segmentId = input.segmentId ?? newId()
  if (input.segmentId === undefined) {
    if ((await readOwnSegments(tx)).length >= mostOwnSegments) throw invalidInput(`Kelompok sudah ${mostOwnSegments}. Hapus dulu yang tidak dipakai.`)
    await tenant<Tables>(tx).insert('segments').values({ businessId: tx.businessId, id: segmentId, name: input.name, rule, createdBy: tx.actor.kind === 'member' ? tx.actor.memberId : null, createdAt: tx.now(), updatedAt: tx.now(), deletedAt: null }).execute()
  } else {
    const changed = await tenant<Tables>(tx).update('segments').set({ name: input.name, rule, updatedAt: tx.now() }).where('id', '=', segmentId).where('deletedAt', 'is', null).returning('id').executeTakeFirst()
    if (!changed) throw notFound('Kelompok pelanggan')
  }
  await recordAudit(tx, { action: 'segment.save', subjectType: 'segment', subjectId: segmentId, after: { name: input.name, rule: input.rule } })
  await tx.notify({ topic: 'segment', id: segmentId })
  return { segmentId, name: input.name, rule: input.rule, isReady: false }
}

/** Refuses goods that this shop does not have. */
export async function checkRule(tx: Transaction, rule: Rule): Promise<void> {
  await readGoods(tx, [...new Set(variantsOf(rule))])
}

/** Taken away and brought back: a deleted segment keeps its rule. */
export async function setSegmentDeleted(tx: Transaction, segmentId: string, isDeleted: boolean): Promise<void> {
  const changed = await tenant<Tables>(tx).update('segments').set({ deletedAt: isDeleted ? tx.now() : null }).where('id', '=', segmentId).returning('id').executeTakeFirst()
  if (!changed) throw notFound('Kelompok pelanggan')
  await recordAudit(tx, { action: isDeleted ? 'segment.delete' : 'segment.restore', subjectType: 'segment', subjectId: segmentId })
  await tx.notify({ topic: 'segment', id: segmentId })
}

export async function todayOf(tx: Transaction): Promise<string> {
  return localTime(tx.now(), await zoneOf(tx)).date
}

const mostOwnSegments = 50

const allReady: Segment[] = Object.entries(readySegments).map(([segmentId, { name, rule }]) => ({ segmentId, name, rule, isReady: true }))

function afterOf(cursor: string): string {
  const [id] = fromCursor(cursor)
  if (!isId(String(id))) throw invalidInput('Penanda halaman tidak dikenal. Muat ulang daftarnya.')
  return String(id)
}
