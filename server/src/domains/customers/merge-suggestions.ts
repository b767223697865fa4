import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { cutPage, fromCursor, type PageInput } from '#platform/http/paging'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { alreadyMerged } from './errors.ts'
import { findCustomers, getCustomer, type Customer } from './customers.ts'
import { familyOf, rootsOf } from './family.ts'
import { compare, isEnough, readTraits, type Evidence } from './merge-evidence.ts'
import type { Tables } from './tables.ts'

export interface MergeSuggestion {
  customer: Customer
  other: Customer
  evidence: Evidence[]
  /** Only the names are alike: shown as a hint, and not enough for a merge. */
  isWeak: boolean
}

const mostCandidates = 20

/** Who else may be this person, with the reasons; strong ones first, refused pairs left out. */
export async function suggestMerges(tx: Transaction, customerId: string): Promise<MergeSuggestion[]> {
  const customer = await getCustomer(tx, customerId)
  const family = await familyOf(tx, customerId)
  const traits = await readTraits(tx, family)
  const candidates = await findCandidates(tx, family, { phones: [...traits.phones.keys(), ...traits.cardPhones.keys()], emails: [...traits.emails], links: [...traits.cardLinks.keys()], names: traits.names })
  const others = await findCustomers(tx, candidates)
  const suggestions: MergeSuggestion[] = []
  for (const other of others.values()) {
    const otherFamily = await familyOf(tx, other.customerId)
    const otherTraits = await readTraits(tx, otherFamily)
    const evidence = compare(traits, otherTraits, { a: family, b: otherFamily })
    const isHidden = (traits.isMasked || otherTraits.isMasked) && !evidence.some(({ kind }) => kind === 'parcel-card')
    if (evidence.length > 0 && !isHidden) suggestions.push({ customer, other, evidence, isWeak: !isEnough(evidence) })
  }
  const refused = await findRefusals(tx, family)
  return suggestions.filter(({ other }) => !refused.has(other.customerId)).sort((a, b) => Number(a.isWeak) - Number(b.isWeak) || (a.other.customerId < b.other.customerId ? -1 : 1))
}

/** Pairs of the whole shop that share a phone number or e-mail address; a page is a run of shared values. */
export async function listMergeSuggestions(tx: Transaction, input: PageInput): Promise<{ items: MergeSuggestion[]; nextCursor: string | null }> {
  const after = input.cursor ? String(fromCursor(input.cursor)[0]) : ''
  const { rows } = await sql<{ value: string; ids: string[] }>`
    select value, (array_agg(distinct root order by root))[1:${mostCandidates}] as ids from (
      select c.phone as value, coalesce(c.merged_into_id, c.id) as root from customers c where c.business_id = ${tx.businessId} and c.phone is not null and not c.is_masked
      union all
      select i.phone, coalesce(c.merged_into_id, c.id) from customer_identities i join customers c on c.business_id = i.business_id and c.id = i.customer_id
      where i.business_id = ${tx.businessId} and i.phone is not null and not c.is_masked
      union all
      select lower(c.email), coalesce(c.merged_into_id, c.id) from customers c where c.business_id = ${tx.businessId} and c.email is not null and not c.is_masked
    ) as known
    where value collate "C" > ${after} group by value having count(distinct root) > 1 order by value collate "C" limit ${input.limit + 1}`.execute(tx.db)
  const { page, nextCursor } = cutPage(rows, input.limit, (row) => [row.value])
  const seen = new Set<string>()
  const items: MergeSuggestion[] = []
  for (const { ids } of page) {
    for (const suggestion of await suggestMerges(tx, ids[0])) {
      const key = [suggestion.customer.customerId, suggestion.other.customerId].sort().join()
      if (suggestion.isWeak || seen.has(key)) continue
      seen.add(key)
      items.push(suggestion)
    }
  }
  return { items, nextCursor }
}

/** How many values are shared by several customers: what the data quality page counts. */
export async function countSharedContacts(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from customers where business_id = ${tx.businessId} and phone is not null and not is_masked group by phone having count(distinct coalesce(merged_into_id, id)) > 1
    ) as shared`.execute(tx.db)
  return rows[0]?.count ?? 0
}

/** These two are not one person, says the shop: not suggested again. */
export async function refuseMerge(tx: Transaction, customerId: string, otherId: string): Promise<void> {
  const pair = await pairOf(tx, customerId, otherId)
  if (!pair) throw alreadyMerged()
  await tenant<Tables>(tx).insert('mergeRefusals').values({ businessId: tx.businessId, id: newId(), ...pair, at: tx.now() }).onConflict((on) => on.columns(['businessId', 'lowId', 'highId']).doNothing()).execute()
  await recordAudit(tx, { action: 'customer.refuse-merge', subjectType: 'customer', subjectId: customerId, after: { otherId } })
  await tx.notify({ topic: 'customer', id: customerId })
}

export async function allowMerge(tx: Transaction, customerId: string, otherId: string): Promise<void> {
  const pair = await pairOf(tx, customerId, otherId)
  if (!pair) return
  await tenant<Tables>(tx).delete('mergeRefusals').where('lowId', '=', pair.lowId).where('highId', '=', pair.highId).execute()
  await recordAudit(tx, { action: 'customer.allow-merge', subjectType: 'customer', subjectId: customerId, after: { otherId } })
  await tx.notify({ topic: 'customer', id: customerId })
}

async function pairOf(tx: Transaction, customerId: string, otherId: string): Promise<{ lowId: string; highId: string } | undefined> {
  const [own, other] = [await getCustomer(tx, customerId), await getCustomer(tx, otherId)]
  const [lowId, highId] = [own.customerId, other.customerId].sort()
  return lowId === highId ? undefined : { lowId, highId }
}

async function findRefusals(tx: Transaction, family: string[]): Promise<Set<string>> {
  const rows = await tenant<Tables>(tx).select('mergeRefusals').select(['lowId', 'highId']).where((where) => where.or([where('lowId', 'in', family), where('highId', 'in', family)])).execute()
  return new Set((await rootsOf(tx, rows.flatMap((row) => [row.lowId, row.highId]))).values())
}

async function findCandidates(tx: Transaction, family: string[], traits: { phones: string[]; emails: string[]; links: string[]; names: string[] }): Promise<string[]> {
  const { phones, emails, links, names } = traits
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(c.merged_into_id, c.id) as id from customers c
    where c.business_id = ${tx.businessId} and not (c.id = any(${family}::uuid[])) and not (coalesce(c.merged_into_id, c.id) = any(${family}::uuid[])) and (
      c.phone = any(${phones}::text[]) or lower(c.email) = any(${emails}::text[]) or c.id = any(${links}::uuid[])
      or c.id in (select i.customer_id from customer_identities i where i.business_id = ${tx.businessId} and (i.phone = any(${phones}::text[]) or i.external_id = any(${emails}::text[])))
      or c.id in (select p.customer_id from parcel_cards p where p.business_id = ${tx.businessId} and p.status = 'agreed' and (p.phone = any(${phones}::text[]) or p.linked_customer_id = any(${family}::uuid[])))
      or c.name % any(${names}::text[]))
    limit ${mostCandidates}`.execute(tx.db)
  return rows.map((row) => row.id)
}
