import type { Actor, GlobalDatabase } from '#platform/context'
import type { OpenContext } from '#platform/http/route'
import { findFirstAccountId } from './access-store.ts'
import { requireSession } from './accounts.ts'
import { operatorOnly } from './errors.ts'

/** Whether the actor set this installation up: the owner of the machine, beside owners of single businesses. */
export async function isOperator(installation: GlobalDatabase, actor: Actor): Promise<boolean> {
  return actor.kind === 'member' && isOperatorAccount(installation, actor.accountId)
}

export async function isOperatorAccount(installation: GlobalDatabase, accountId: string): Promise<boolean> {
  return (await findFirstAccountId(installation)) === accountId
}

/** The signed-in person if they set this installation up; 403 for everyone else, owners of single businesses included. */
export async function requireOperator(ctx: OpenContext): Promise<{ accountId: string; name: string }> {
  const { user } = await requireSession(ctx)
  if (!(await isOperatorAccount(ctx, user.id))) throw operatorOnly()
  return { accountId: user.id, name: user.name }
}
