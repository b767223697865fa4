import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { countBusinessModelCalls } from '#domains/conversations'
import type { Tables } from './tables.ts'

export type CallPurpose = 'segment' | 'promotion'

/** Written before the model is asked: a call that fails may be on the bill too. */
export async function noteModelCall(tx: Transaction, purpose: CallPurpose): Promise<void> {
  await tenant<Tables>(tx).insert('modelCalls').values({ businessId: tx.businessId, id: newId(), purpose, at: tx.now() }).execute()
}

/** Calls outside chats. */
export async function countOtherCalls(tx: Transaction, since: Date): Promise<number> {
  const { calls } = await tenant<Tables>(tx).select('modelCalls').select((select) => select.fn.countAll<number>().as('calls')).where('at', '>=', since).executeTakeFirstOrThrow()
  return Number(calls)
}

/** How often the model was asked in this business, in chats and elsewhere. */
export async function countAllCalls(tx: Transaction, since: Date): Promise<number> {
  return (await countBusinessModelCalls(tx, since)) + (await countOtherCalls(tx, since))
}
