import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { familyOf } from './family.ts'
import type { ConsentRow, Tables } from './tables.ts'
import { addTimelineEntries } from './timeline-entries.ts'

export interface ConsentChange {
  customerId: string
  /** `guardian`: a parent agrees to promotions for a child. */
  purpose: 'marketing' | 'service' | 'guardian'
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
  const consentId = newId()
  await tenant<Tables>(tx)
    .insert('consents')
    .values({
      businessId: tx.businessId,
      id: consentId,
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
  await addTimelineEntries(tx, [
    { customerId: change.customerId, eventKey: `consent:${consentId}`, kind: change.isGranted ? 'consent-granted' : 'consent-withdrawn', at: tx.now(), channelType: change.channelType, details: { purpose: change.purpose, source: change.source } },
  ])
  await tx.emit({ type: change.isGranted ? 'consent.granted' : 'consent.withdrawn', key: change.customerId, payload: { customerId: change.customerId, purpose: change.purpose } })
  await tx.notify({ topic: 'customer', id: change.customerId })
}

/** Whether the customer may be written to for this purpose on this channel: the newest word counts, silence is a no. Merged customers speak as one. */
export async function hasConsent(tx: Transaction, customerId: string, purpose: ConsentChange['purpose'], channelType: string): Promise<boolean> {
  return (await findConsent(tx, customerId, purpose, channelType))?.isGranted ?? false
}

/** The word that stands. */
export async function findConsent(tx: Transaction, customerId: string, purpose: ConsentChange['purpose'], channelType: string): Promise<ConsentRow | undefined> {
  return tenant<Tables>(tx)
    .select('consents')
    .selectAll()
    .where('customerId', 'in', await familyOf(tx, customerId))
    .where('purpose', '=', purpose)
    .where((where) => where.or([where('channelType', 'is', null), where('channelType', '=', channelType)]))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
