import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { rootsOf } from './family.ts'
import { ageOfMajority, type SendObjection } from './sending-permission.ts'
import type { CustomerRow, Tables } from './tables.ts'

/** A customer as promotions see them; merged ones are one person. */
export interface ReachablePerson {
  customerId: string
  /** Every id under which rows know this person. */
  familyIds: string[]
  name: string
  phone: string | null
  labels: string[]
  /** Why no promotion may go to them; `undefined` when it may. The same answer as `maySend` gives for one. */
  objection: SendObjection | undefined
}

/** A message that a person of the shop sends by hand, from a phone of their own. A refusal on any channel counts there too. */
export const byHand = 'by-hand'

type Read = Pick<CustomerRow, 'id' | 'name' | 'phone' | 'labels' | 'mergedIntoId' | 'restrictedAt' | 'birthYear'>
type Word = { customerId: string; purpose: string; isGranted: boolean; at: Date; id: string }

/**
 * Whom promotions on this channel may reach, and whom not and why: many people in three queries. All customers but sample
 * ones, or those of `customerIds`; absorbed ids answer under the customer whose page shows them.
 */
export async function judgeReach(tx: Transaction, channelType: string, customerIds?: string[]): Promise<Map<string, ReachablePerson>> {
  const roots = customerIds && [...new Set((await rootsOf(tx, customerIds)).values())]
  const rows = await readPeople(tx, roots)
  const words = await readWords(tx, channelType, roots && rows.map((row) => row.id))
  const families = new Map<string, Read[]>()
  for (const row of rows) {
    const rootId = row.mergedIntoId ?? row.id
    const family = families.get(rootId)
    if (!family) families.set(rootId, [row])
    else if (row.id === rootId) family.unshift(row)
    else family.push(row)
  }
  const year = tx.now().getUTCFullYear()
  return new Map([...families].map(([customerId, family]) => [customerId, judge(customerId, family, words, year)]))
}

function judge(customerId: string, family: Read[], words: Map<string, Word[]>, year: number): ReachablePerson {
  const said = family.flatMap((row) => words.get(row.id) ?? [])
  const first = <T>(read: (row: Read) => T | null) => family.map(read).find((value) => value !== null && value !== '') ?? null
  const isMinor = family.some((row) => row.birthYear !== null && year - row.birthYear <= ageOfMajority)
  const objection = family.some((row) => row.restrictedAt !== null)
    ? 'restricted'
    : !isGranted(said, 'marketing')
      ? 'no_consent'
      : isMinor && !isGranted(said, 'guardian')
        ? 'minor'
        : undefined
  return { customerId, familyIds: family.map((row) => row.id), name: first((row) => row.name) ?? '', phone: first((row) => row.phone), labels: family.flatMap((row) => row.labels), objection }
}

function isGranted(said: Word[], purpose: string): boolean {
  let newest: Word | undefined
  for (const word of said) {
    if (word.purpose !== purpose) continue
    if (!newest || word.at > newest.at || (word.at.getTime() === newest.at.getTime() && word.id > newest.id)) newest = word
  }
  return newest?.isGranted ?? false
}

async function readPeople(tx: Transaction, roots: string[] | undefined): Promise<Read[]> {
  const query = tenant<Tables>(tx).select('customers').select(['id', 'name', 'phone', 'labels', 'mergedIntoId', 'restrictedAt', 'birthYear']).orderBy('createdAt')
  return roots ? query.where(sql<boolean>`(id = any(${roots}::uuid[]) or merged_into_id = any(${roots}::uuid[]))`).execute() : query.where('isSample', '=', false).execute()
}

/** The newest word of each customer for each purpose. By their ids, which lead the index: a join would read the words of everybody. */
async function readWords(tx: Transaction, channelType: string, customerIds: string[] | undefined): Promise<Map<string, Word[]>> {
  const ofThem = customerIds ? sql`and customer_id = any(${customerIds}::uuid[])` : sql``
  const { rows } = await sql<Word>`
    select distinct on (customer_id, purpose) customer_id, purpose, is_granted, at, id from consents
    where business_id = ${tx.businessId} and purpose in ('marketing', 'guardian') and (channel_type is null or channel_type = ${channelType} or (${channelType} = ${byHand}::text and not is_granted)) ${ofThem}
    order by customer_id, purpose, at desc, id desc`.execute(tx.db)
  const words = new Map<string, Word[]>()
  for (const row of rows) words.set(row.customerId, [...(words.get(row.customerId) ?? []), row])
  return words
}
