import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { compileTemplate } from '#platform/template'
import { findOwnBusiness, recordAudit } from '#domains/businesses'
import { getConversation } from './conversations.ts'
import { cannedReplyNotFound, shortcutTaken } from './errors.ts'
import type { CannedReplyRow, Tables } from './tables.ts'

/** Slots that a canned reply may have; others stand for themselves. */
export const cannedVariables = ['nama', 'toko', 'admin'] as const

export function listCannedReplies(tx: Transaction): Promise<CannedReplyRow[]> {
  return tenant<Tables>(tx).select('cannedReplies').selectAll().orderBy('shortcut').execute()
}

export async function addCannedReply(tx: Transaction, input: { shortcut: string; text: string }): Promise<CannedReplyRow> {
  const now = tx.now()
  const row = await tenant<Tables>(tx)
    .insert('cannedReplies')
    .values({ businessId: tx.businessId, id: newId(), createdAt: now, updatedAt: now, ...input })
    .onConflict((on) => on.columns(['businessId', 'shortcut']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) throw shortcutTaken(input.shortcut)
  await tell(tx, 'canned-reply.add', row.id, undefined, input)
  return row
}

export async function changeCannedReply(tx: Transaction, cannedReplyId: string, changes: { shortcut?: string | undefined; text?: string | undefined }): Promise<CannedReplyRow> {
  const before = await getCannedReply(tx, cannedReplyId)
  const after = { shortcut: changes.shortcut ?? before.shortcut, text: changes.text ?? before.text }
  const taken = await tenant<Tables>(tx).select('cannedReplies').select('id').where('shortcut', '=', after.shortcut).where('id', '!=', cannedReplyId).executeTakeFirst()
  if (taken) throw shortcutTaken(after.shortcut)
  await tenant<Tables>(tx).update('cannedReplies').set({ ...after, updatedAt: tx.now() }).where('id', '=', cannedReplyId).execute()
  await tell(tx, 'canned-reply.change', cannedReplyId, { shortcut: before.shortcut, text: before.text }, after)
  return { ...before, ...after, updatedAt: tx.now() }
}

export async function removeCannedReply(tx: Transaction, cannedReplyId: string): Promise<void> {
  const before = await getCannedReply(tx, cannedReplyId)
  await tenant<Tables>(tx).delete('cannedReplies').where('id', '=', cannedReplyId).execute()
  await tell(tx, 'canned-reply.remove', cannedReplyId, { shortcut: before.shortcut, text: before.text }, undefined)
}

/** The words for one conversation. A slot without a value prints its fallback, else "Kak" for a name and itself otherwise. */
export async function fillCannedReply(tx: Transaction, cannedReplyId: string, conversationId: string): Promise<string> {
  const reply = await getCannedReply(tx, cannedReplyId)
  const conversation = await getConversation(tx, conversationId)
  const template = compileTemplate(reply.text, cannedVariables)
  const admin = tx.actor.kind === 'member' ? await memberName(tx, tx.actor.memberId) : undefined
  return template.render({ nama: conversation.customer?.name || (template.missing({}).includes('nama') ? 'Kak' : undefined), toko: (await findOwnBusiness(tx))?.name, admin })
}

async function memberName(tx: Transaction, memberId: string): Promise<string | undefined> {
  const row = await tenant<Tables & { memberships: { businessId: string; memberId: string; name: string } }>(tx).select('memberships').select('name').where('memberId', '=', memberId).executeTakeFirst()
  return row?.name
}

async function getCannedReply(tx: Transaction, cannedReplyId: string): Promise<CannedReplyRow> {
  const row = await tenant<Tables>(tx).select('cannedReplies').selectAll().where('id', '=', cannedReplyId).executeTakeFirst()
  if (!row) throw cannedReplyNotFound()
  return row
}

async function tell(tx: Transaction, action: string, subjectId: string, before: object | undefined, after: object | undefined): Promise<void> {
  await recordAudit(tx, { action, subjectType: 'canned-reply', subjectId, before: before ?? null, after: after ?? null })
  await tx.notify({ topic: 'canned-reply', id: subjectId })
}
