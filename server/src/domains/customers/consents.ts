import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import type { Tables } from './tables.ts'

export interface ConsentChange {
  customerId: string
  purpose: 'marketing' | 'service'
  /** One channel type, or every channel when left out. */
  channelType?: string
  isGranted: boolean
  /** Where it came from: `chat`, `staff`, `provider`, `form`, `import`. */
  source: string
  textVersion?: string
  proof?: object
}

/** Adds a row to the consent ledger and cancels what a withdrawal forbids, all in the caller's transaction (I8). */
export async function recordConsent(tx: Transaction, change: ConsentChange): Promise<void> {
  await tenant<Tables>(tx)
    .insert('consents')
    .values({
      businessId: tx.businessId,
      id: newId(),
      customerId: change.customerId,
      purpose: change.purpose,
      channelType: change.channelType ?? null,
      isGranted: change.isGranted,
      source: change.source,
      textVersion: change.textVersion ?? null,
      proof: change.proof ? JSON.stringify(change.proof) : null,
      at: tx.now(),
    })
    .execute()
  const action = change.isGranted ? 'consent.grant' : 'consent.withdraw'
  await recordAudit(tx, { action, subjectType: 'customer', subjectId: change.customerId, after: { purpose: change.purpose, channelType: change.channelType ?? null } })
  await tx.emit({ type: change.isGranted ? 'consent.granted' : 'consent.withdrawn', key: change.customerId, payload: { customerId: change.customerId, purpose: change.purpose } })
  await tx.notify({ topic: 'customer', id: change.customerId })
}

/** Whether the customer may be written to for this purpose on this channel: the newest word counts, silence is a no. */
export async function hasConsent(tx: Transaction, customerId: string, purpose: ConsentChange['purpose'], channelType: string): Promise<boolean> {
  const row = await tenant<Tables>(tx)
    .select('consents')
    .select('isGranted')
    .where('customerId', '=', customerId)
    .where('purpose', '=', purpose)
    .where((where) => where.or([where('channelType', 'is', null), where('channelType', '=', channelType)]))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.isGranted ?? false
}
