import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { recordAudit } from '#domains/businesses'
import { getCustomer, type Customer } from './customers.ts'
import { familyOf } from './family.ts'
import type { Tables } from './tables.ts'
import { addTimelineEntries } from './timeline-entries.ts'

/** Lets a person's data rest, or wakes them: nothing is sent, the assistant does not read. Holds for merged customers, apart again too. */
export async function setRestricted(tx: Transaction, customerId: string, isRestricted: boolean): Promise<Customer> {
  const before = await getCustomer(tx, customerId)
  if ((before.restrictedAt !== null) === isRestricted) return before
  await change(tx, before, { restrictedAt: isRestricted ? tx.now() : null }, isRestricted ? 'restricted' : 'unrestricted')
  return getCustomer(tx, customerId)
}

/** Whether people alone answer this customer, who objects to being answered by a machine. */
export async function setAssistantOff(tx: Transaction, customerId: string, isOff: boolean): Promise<Customer> {
  const before = await getCustomer(tx, customerId)
  if (before.isAssistantOff === isOff) return before
  await change(tx, before, { isAssistantOff: isOff }, isOff ? 'assistant-off' : 'assistant-on')
  return getCustomer(tx, customerId)
}

async function change(tx: Transaction, before: Customer, set: { restrictedAt: Date | null } | { isAssistantOff: boolean }, kind: string): Promise<void> {
  const { customerId } = before
  await tenant<Tables>(tx).update('customers').set({ ...set, updatedAt: tx.now() }).where('id', 'in', await familyOf(tx, customerId)).execute()
  await recordAudit(tx, { action: `customer.${kind}`, subjectType: 'customer', subjectId: customerId, before: { restrictedAt: before.restrictedAt, isAssistantOff: before.isAssistantOff }, after: set })
  await addTimelineEntries(tx, [{ customerId, eventKey: `${kind}:${customerId}:${tx.now().toISOString()}`, kind, at: tx.now() }])
  await tx.notify({ topic: 'customer', id: customerId })
}
