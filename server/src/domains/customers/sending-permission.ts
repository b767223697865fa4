import type { Transaction } from '#platform/context'
import { hasConsent } from './consents.ts'
import { readFamily } from './family.ts'

/** `restricted`: the person asked that their data rest. `minor`: a child whose guardian has not agreed. */
export type SendObjection = 'no_consent' | 'restricted' | 'minor'

export const ageOfMajority = 18

/**
 * Whether this customer may be written to, asked in the transaction that writes the attempt (I8). The one place that
 * decides it, for every send: answers pass unless the person's data are restricted, promotions also need their consent.
 */
export async function maySend(tx: Transaction, customerId: string, purpose: 'marketing' | 'service', channelType: string): Promise<{ isAllowed: true } | { isAllowed: false; reason: SendObjection }> {
  const rows = await readFamily(tx, customerId)
  if (rows.some((row) => row.restrictedAt !== null)) return { isAllowed: false, reason: 'restricted' }
  if (purpose === 'service') return { isAllowed: true }
  if (!(await hasConsent(tx, customerId, 'marketing', channelType))) return { isAllowed: false, reason: 'no_consent' }
  // Only the year is known: until it is past, the birthday may still come.
  const isMinor = rows.some((row) => row.birthYear !== null && tx.now().getUTCFullYear() - row.birthYear <= ageOfMajority)
  if (isMinor && !(await hasConsent(tx, customerId, 'guardian', channelType))) return { isAllowed: false, reason: 'minor' }
  return { isAllowed: true }
}

/** Whether the assistant may answer this customer: not while their data rest, nor when they asked for people. */
export async function mayAnswerByItself(tx: Transaction, customerId: string): Promise<boolean> {
  const rows = await readFamily(tx, customerId)
  return rows.every((row) => row.restrictedAt === null && !row.isAssistantOff)
}
