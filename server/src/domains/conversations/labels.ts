import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { labelExists, labelNotFound } from './errors.ts'
import type { LabelRow, Tables } from './tables.ts'

/** Words that a shop sorts its conversations by. A conversation carries names, so that a deleted label leaves no gap. */
export function listLabels(tx: Transaction): Promise<LabelRow[]> {
  return tenant<Tables>(tx).select('labels').selectAll().orderBy('name').execute()
}

export async function addLabel(tx: Transaction, input: { name: string; colour: string }): Promise<LabelRow> {
  const inserted = await tenant<Tables>(tx)
    .insert('labels')
    .values({ businessId: tx.businessId, id: newId(), createdAt: tx.now(), ...input })
    .onConflict((on) => on.columns(['businessId', 'name']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!inserted) throw labelExists(input.name)
  await tell(tx, 'label.add', inserted.id, undefined, input)
  return inserted
}

/** A new name reaches the conversations that carry the old one. */
export async function changeLabel(tx: Transaction, labelId: string, changes: { name?: string | undefined; colour?: string | undefined }): Promise<LabelRow> {
  const before = await getLabel(tx, labelId)
  const after = { name: changes.name ?? before.name, colour: changes.colour ?? before.colour }
  if (after.name !== before.name) {
    const taken = await tenant<Tables>(tx).select('labels').select('id').where('name', '=', after.name).executeTakeFirst()
    if (taken) throw labelExists(after.name)
    await sql`update conversations set labels = array_replace(labels, ${before.name}, ${after.name}) where business_id = ${tx.businessId} and ${before.name} = any(labels)`.execute(tx.db)
  }
  await tenant<Tables>(tx).update('labels').set(after).where('id', '=', labelId).execute()
  await tell(tx, 'label.change', labelId, { name: before.name, colour: before.colour }, after)
  return { ...before, ...after }
}

export async function removeLabel(tx: Transaction, labelId: string): Promise<void> {
  const before = await getLabel(tx, labelId)
  await tenant<Tables>(tx).delete('labels').where('id', '=', labelId).execute()
  await sql`update conversations set labels = array_remove(labels, ${before.name}) where business_id = ${tx.businessId} and ${before.name} = any(labels)`.execute(tx.db)
  await tell(tx, 'label.remove', labelId, { name: before.name, colour: before.colour }, undefined)
}

async function getLabel(tx: Transaction, labelId: string): Promise<LabelRow> {
  const row = await tenant<Tables>(tx).select('labels').selectAll().where('id', '=', labelId).forUpdate().executeTakeFirst()
  if (!row) throw labelNotFound()
  return row
}

async function tell(tx: Transaction, action: string, subjectId: string, before: object | undefined, after: object | undefined): Promise<void> {
  await recordAudit(tx, { action, subjectType: 'label', subjectId, before: before ?? null, after: after ?? null })
  await tx.notify({ topic: 'label', id: subjectId })
}
