/**
 * Businesses: the tenants of an installation, the people who work in them, and what a shop says about itself.
 * Knows sign-in, roles and permissions, the audit log, settings and shop facts (hours, shipping, policies, promotions).
 * Every other domain stands on this one.
 */
export { recordAudit, type AuditRecord } from './audit.ts'
export { createAuthentication, isAllowed, type Authentication } from './authentication.ts'
export { addMember, createBusiness, forEachBusiness, removeBusiness, setupToken, type NewBusiness } from './businesses.ts'
export { listFile, sendSheet } from './list-file.ts'
export { checkMember } from './members.ts'
export { isOperator, requireOperator } from './operator.ts'
export { permissions, roles, type Permission, type Role } from './rules.ts'
export { getShopFacts, saveShopFacts, shopFactsFromFile, shopFactsSchema, type ShopFacts } from './shop-facts.ts'
export { checkPasswordOfActor } from './api-keys.ts'
export { resetPassword } from './sessions.ts'
export { writeSetting } from './settings.ts'
export { endAllSessions, resealSignIn } from './sign-in-secret.ts'
export { countAccounts, countsSamples, findOwnBusiness, listAccounts, listBusinesses, readInstallationFact, readSetting, writeInstallationFact } from './store.ts'
