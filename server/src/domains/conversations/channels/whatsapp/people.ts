import type { InboundCustomer } from '../inbound-item.ts'
import type { Contact } from './schemas.ts'

/** A business-scoped user id: country, dot, up to 128 letters and digits; of a parent account with `ENT.` between. */
const userIdPattern = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/
const numberPattern = /^\d{6,15}$/

export interface Person {
  customer: InboundCustomer
  threadId: string
  threadAliases?: string[]
}

/**
 * Who a webhook is about. Since 2026 a person with a username may come without a phone number, and a person who
 * changes numbers gets a new user id: the user id is the identity, the number an alias. Answers go to the number while
 * there is one.
 */
export function readPerson(ids: { number?: string | undefined; userId?: string | undefined }, contacts: Contact[]): Person | undefined {
  const contact = contacts.find((one) => (ids.userId !== undefined && one.user_id === ids.userId) || (ids.number !== undefined && one.wa_id === ids.number)) ?? (contacts.length === 1 ? contacts[0] : undefined)
  const candidates = [ids.userId, ids.number, contact?.user_id, contact?.wa_id].filter((id) => id !== undefined)
  const userId = candidates.find((id) => userIdPattern.test(id))
  const number = candidates.map((id) => id.replace(/^\+/, '')).find((id) => numberPattern.test(id))
  const externalId = userId ?? number
  if (!externalId) return undefined
  const name = contact?.profile?.name || contact?.profile?.username
  return {
    customer: { externalId, ...(userId && number ? { aliases: [number] } : {}), ...(name ? { name } : {}), ...(number ? { phone: `+${number}` } : {}) },
    threadId: number ?? externalId,
    ...(userId && number ? { threadAliases: [userId] } : {}),
  }
}

/** The field of a sent message that names its recipient. */
export function recipientOf(threadId: string): { to: string } | { recipient: string } {
  return userIdPattern.test(threadId) ? { recipient: threadId } : { to: threadId }
}
