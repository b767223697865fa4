import type { Actor, GlobalDatabase } from '#platform/context'
import { findFirstAccountId } from './access-store.ts'

/** Whether the actor set this installation up: the owner of the machine, beside owners of single businesses. */
export async function isOperator(installation: GlobalDatabase, actor: Actor): Promise<boolean> {
  if (actor.kind !== 'member') return false
  return (await findFirstAccountId(installation)) === actor.accountId
}
