import type { Actor, Transaction } from '#platform/context'
import { insertAuditEntry } from './store.ts'

/** One mutation: what was done to what, before and after (I10). */
export interface AuditRecord {
  /** `noun.verb`, past tense is not needed: `product.update`. */
  action: string
  subjectType: string
  subjectId?: string
  before?: object | null
  after?: object | null
}

/** Writes the audit entry into the transaction of the change itself. */
export async function recordAudit(tx: Transaction, record: AuditRecord): Promise<void> {
  await insertAuditEntry(tx, {
    actorKind: tx.actor.kind,
    actorId: actorId(tx.actor),
    action: record.action,
    subjectType: record.subjectType,
    subjectId: record.subjectId ?? null,
    before: record.before ? JSON.stringify(record.before) : null,
    after: record.after ? JSON.stringify(record.after) : null,
    requestId: tx.requestId ?? null,
  })
}

function actorId(actor: Actor): string | null {
  if (actor.kind === 'member') return actor.memberId
  if (actor.kind === 'api-key') return actor.apiKeyId
  if (actor.kind === 'customer') return actor.customerId
  return null
}
