import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { rootsOf } from './family.ts'
import type { Tables } from './tables.ts'

/** `MM-DD`; the 29th of February is a day. */
export const birthdayPattern = /^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))$/

/** Whose birthday falls on this day (`YYYY-MM-DD`), under the customer whose page shows them. In years without a 29th of February it is the day before. */
export async function listBirthdays(tx: Transaction, day: string): Promise<string[]> {
  const year = Number(day.slice(0, 4))
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  const days = [day.slice(5), ...(day.endsWith('-02-28') && !isLeap ? ['02-29'] : [])]
  const rows = await tenant<Tables>(tx).select('customers').select('id').where(sql<boolean>`birthday = any(${days}::text[])`).where('isSample', '=', false).execute()
  return [...new Set((await rootsOf(tx, rows.map((row) => row.id))).values())]
}
