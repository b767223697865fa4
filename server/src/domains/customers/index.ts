/**
 * Customers: the people a shop sells to, under every name that a channel gives them.
 * Knows identities per channel (a phone number is never required), profiles, and the consent ledger.
 * Identities are never joined by guess; a withdrawal of consent counts from its commit.
 */
export { hasConsent, recordConsent, type ConsentChange } from './consents.ts'
export { noteContact } from './contact.ts'
export { findCustomers, getCustomer, listCustomers, type Customer } from './customers.ts'
export { moveIdentity, provenPhone, resolveCustomers } from './identities.ts'
export type { IncomingIdentity } from './identity-rows.ts'
export { normalisePhone } from './phone.ts'
