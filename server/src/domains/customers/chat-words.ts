import { sql } from 'kysely'
import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { findConsent, recordConsent } from './consents.ts'
import { asksToStart } from './start-words.ts'
import { asksToStop } from './stop-words.ts'
import type { ConsentRow, Tables } from './tables.ts'

/** What a customer wrote, at the channel's own time. */
export interface ChatWord {
  customerId: string
  channelType: string
  messageId: string
  text: string
  at: Date
}

/** What the ledger keeps as agreed to; the answer says the same in the customer's language. */
const agreed = 'Saya mau menerima promosi lagi lewat chat ini. Saya bisa berhenti kapan saja dengan membalas STOP.'

/** A plain word ends promotions everywhere from the commit that stores it, also while a person has the conversation (I8). */
export async function heedStop(tx: Transaction, word: ChatWord): Promise<void> {
  if (asksToStop(word.text) && !(await isInLedger(tx, word))) await recordConsent(tx, { customerId: word.customerId, purpose: 'marketing', isGranted: false, source: 'chat', proof: proofOf(word) })
}

/** A plain word brings promotions back on the channel that it came by. Returns whether it did. */
export async function heedStart(tx: Transaction, word: ChatWord): Promise<boolean> {
  const asked = asksToStart(word.text)
  if (!asked) return false
  const standing = await findConsent(tx, word.customerId, 'marketing', word.channelType)
  if (standing?.isGranted || (!standing && asked === 'again')) return false
  if (standing && saidAt(standing) > word.at) return false
  await recordConsent(tx, { customerId: word.customerId, purpose: 'marketing', channelType: word.channelType, isGranted: true, source: 'chat', textVersion: agreed, proof: proofOf(word) })
  return true
}

/** An edit may be told twice, and a start may have come between. */
async function isInLedger(tx: Transaction, word: ChatWord): Promise<boolean> {
  const row = await tenant<Tables>(tx).select('consents').select('id').where('customerId', '=', word.customerId).where(sql<boolean>`proof @> ${JSON.stringify(proofOf(word))}::jsonb`).limit(1).executeTakeFirst()
  return row !== undefined
}

const proofOf = ({ messageId, at }: ChatWord) => ({ messageId, at: at.toISOString() })

/** Messages come in any order: a start that was written before the stop takes nothing back. Providers tell whole seconds. */
function saidAt({ proof, at }: ConsentRow): Date {
  const told = z.object({ at: z.iso.datetime() }).safeParse(proof)
  return new Date(Math.floor((told.success ? new Date(told.data.at) : at).getTime() / 1_000) * 1_000)
}
