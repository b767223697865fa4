export interface BusinessRow {
  id: string
  name: string
  sector: string
  city: string
  timeZone: string
  isDemo: boolean
  createdAt: Date
}

export interface MembershipRow {
  accountId: string
  businessId: string
  memberId: string
  role: string
  name: string
  createdAt: Date
}

export interface AuditEntryRow {
  businessId: string
  id: string
  at: Date
  actorKind: string
  actorId: string | null
  action: string
  subjectType: string
  subjectId: string | null
  before: unknown
  after: unknown
  requestId: string | null
}

export interface ShopFactsRow {
  businessId: string
  id: string
  facts: unknown
  version: number
  updatedAt: Date
}

export interface SettingRow {
  businessId: string
  id: string
  key: string
  value: unknown
  updatedAt: Date
}

export interface AccountRow {
  id: string
  name: string
  username: string | null
}

export interface GlobalTables {
  businesses: BusinessRow
  memberships: MembershipRow
  accounts: AccountRow
}

export interface TenantTables {
  auditEntries: AuditEntryRow
  shopFacts: ShopFactsRow
  settings: SettingRow
}
