import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { normalisePhone } from './phone.ts'
import type { Tables } from './tables.ts'

/** Why two customers may be one person. A name alone never is enough. */
export type Evidence =
  /** `isProven`: both sides have the number from a channel that vouches for it, not from what somebody typed. */
  | { kind: 'phone'; value: string; isProven: boolean }
  | { kind: 'email'; value: string }
  | { kind: 'parcel-card'; value: string }
  | { kind: 'name'; value: string }

/** What is known of one person, over all customers that are merged into one. */
export interface Traits {
  names: string[]
  /** E.164 → whether a channel vouches for it. */
  phones: Map<string, boolean>
  emails: Set<string>
  /** Numbers that buyers gave on parcel cards of this customer. */
  cardPhones: Map<string, string>
  cardLinks: Map<string, string>
  isMasked: boolean
}

export async function readTraits(tx: Transaction, family: string[]): Promise<Traits> {
  const rows = tenant<Tables>(tx)
  const customers = await rows.select('customers').select(['name', 'phone', 'email', 'isMasked']).where('id', 'in', family).execute()
  const identities = await rows.select('customerIdentities').select(['externalId', 'phone']).where('customerId', 'in', family).execute()
  const cards = await rows.select('parcelCards').select(['reference', 'phone', 'linkedCustomerId']).where('customerId', 'in', family).where('status', '=', 'agreed').execute()
  const phones = new Map<string, boolean>()
  for (const { phone } of customers) if (phone) phones.set(normalisePhone(phone) ?? phone, false)
  for (const { phone } of identities) if (phone) phones.set(phone, true)
  return {
    names: customers.flatMap(({ name }) => (name.trim().length >= 4 && !name.includes('*') ? [name.trim()] : [])),
    phones,
    emails: new Set([...customers.map((row) => row.email ?? ''), ...identities.map((row) => row.externalId)].filter(isEmail).map((email) => email.toLowerCase())),
    cardPhones: new Map(cards.flatMap((card) => (card.phone ? [[card.phone, card.reference]] : []))),
    cardLinks: new Map(cards.flatMap((card) => (card.linkedCustomerId ? [[card.linkedCustomerId, card.reference]] : []))),
    isMasked: customers.every((row) => row.isMasked),
  }
}

/** What two people have in common, strongest first. `similarity` compares names, 0 to 1. */
export function compare(a: Traits, b: Traits, families: { a: string[]; b: string[] }): Evidence[] {
  const evidence: Evidence[] = []
  const card = cardBetween(a, b, families.b) ?? cardBetween(b, a, families.a)
  if (card !== undefined) evidence.push({ kind: 'parcel-card', value: card })
  for (const [phone, isProven] of a.phones) if (b.phones.has(phone)) evidence.push({ kind: 'phone', value: phone, isProven: isProven && b.phones.get(phone) === true })
  for (const email of a.emails) if (b.emails.has(email)) evidence.push({ kind: 'email', value: email })
  const name = a.names.find((one) => b.names.some((other) => isAlike(nameKey(one), nameKey(other))))
  if (name !== undefined) evidence.push({ kind: 'name', value: name })
  return evidence
}

export function isEnough(evidence: Evidence[]): boolean {
  return evidence.some(({ kind }) => kind !== 'name')
}

function cardBetween(owner: Traits, other: Traits, otherFamily: string[]): string | undefined {
  for (const id of otherFamily) if (owner.cardLinks.has(id)) return owner.cardLinks.get(id)
  for (const [phone, reference] of owner.cardPhones) if (other.phones.get(phone) === true) return reference
  return undefined
}

/** Forms of address say nothing about who somebody is. */
const address = /^(kak|kakak|mbak|mba|mas|bu|ibu|pak|bapak|bang|abang|om|tante|sis|gan)\s+/

export function nameKey(name: string): string {
  return name.toLowerCase().replace(address, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

function isAlike(one: string, other: string): boolean {
  return one !== '' && other !== '' && (one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `))
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
}
