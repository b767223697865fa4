import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { rootsOf } from './family.ts'

/** Customers whose first word for promotions fell into this period; whether it still stands is asked before anything is sent. */
export async function listNewlyAgreed(tx: Transaction, period: { from: Date; to: Date }): Promise<string[]> {
  const { rows } = await sql<{ customerId: string }>`
    select customer_id from consents where business_id = ${tx.businessId} and purpose = 'marketing' and is_granted
    group by customer_id having min(at) > ${period.from} and min(at) <= ${period.to}`.execute(tx.db)
  return [...new Set((await rootsOf(tx, rows.map((row) => row.customerId))).values())]
}
