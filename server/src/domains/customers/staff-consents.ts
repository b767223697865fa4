import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { conflict, invalidInput } from '#platform/errors'
import { recordConsent, type ConsentChange } from './consents.ts'
import { getCustomer } from './customers.ts'
import { familyOf } from './family.ts'
import type { ConsentRow, Tables } from './tables.ts'

export interface ConsentState {
  purpose: string
  /** `null`: every channel. */
  channelType: string | null
  isGranted: boolean
  /** `null` where nothing was ever recorded; silence is a no. */
  source: string | null
  at: Date | null
}

/** The word that counts for each purpose, and for a channel where it was said later than the one for all. */
export async function listConsentStates(tx: Transaction, customerId: string): Promise<ConsentState[]> {
  await getCustomer(tx, customerId)
  const counted = new Map<string, ConsentState>()
  for (const row of await listRows(tx, customerId)) {
    const isOutdated = counted.has(`${row.purpose} `) || counted.has(`${row.purpose} ${row.channelType ?? ''}`)
    if (!isOutdated) counted.set(`${row.purpose} ${row.channelType ?? ''}`, { purpose: row.purpose, channelType: row.channelType, isGranted: row.isGranted, source: row.source, at: row.at })
  }
  const states = [...counted.values()]
  if (!states.some((state) => state.purpose === 'marketing')) states.unshift({ purpose: 'marketing', channelType: null, isGranted: false, source: null, at: null })
  return states
}

/** What a member heard from the customer. A customer's own "stop" can only be taken back by the customer. */
export async function recordStaffConsent(tx: Transaction, customerId: string, input: Pick<ConsentChange, 'purpose' | 'isGranted'> & { channelType: string | null; note: string }): Promise<ConsentState[]> {
  const { purpose, isGranted, channelType, note } = input
  await getCustomer(tx, customerId)
  if (isGranted) {
    if (note === '') throw invalidInput('Tulis bagaimana pelanggan setuju. Belum ada yang diubah.', [{ pointer: '/note', message: 'Belum diisi' }])
    const isAbout = (row: ConsentRow) => row.purpose === purpose && (channelType === null || row.channelType === null || row.channelType === channelType)
    const ownWord = (await listRows(tx, customerId)).find((row) => row.source !== 'staff' && isAbout(row))
    if (ownWord && !ownWord.isGranted) throw conflict('customers.stopped_by_customer', 'Pelanggan sendiri yang meminta berhenti. Hanya pelanggan yang bisa mengizinkan lagi.')
  }
  await recordConsent(tx, { customerId, purpose, isGranted, source: 'staff', ...(channelType ? { channelType } : {}), ...(note ? { proof: { note } } : {}) })
  return listConsentStates(tx, customerId)
}

/** Newest first. */
async function listRows(tx: Transaction, customerId: string): Promise<ConsentRow[]> {
  return tenant<Tables>(tx)
    .select('consents')
    .selectAll()
    .where('customerId', 'in', await familyOf(tx, customerId))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
}
