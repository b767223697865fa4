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
  displayUsername: string | null
  twoFactorEnabled: boolean | null
  createdAt: Date
}

/** A login of an account; its token is the sign-in library's alone. */
export interface SessionRow {
  id: string
  userId: string
  expiresAt: Date
  ipAddress: string | null
  userAgent: string | null
  createdAt: Date
  updatedAt: Date
}

export interface InvitationRow {
  /** SHA-256 of the link's token; the token itself is shown once and stored nowhere. */
  tokenHash: string
  id: string
  businessId: string
  role: string
  name: string
  invitedBy: string
  createdAt: Date
  expiresAt: Date
  acceptedAt: Date | null
}

export interface ApiKeyRow {
  businessId: string
  id: string
  name: string
  /** The first characters, to tell keys apart. */
  hint: string
  scopes: string[]
  createdBy: string
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
}

export interface GlobalTables {
  businesses: BusinessRow
  memberships: MembershipRow
  accounts: AccountRow
  accountSessions: SessionRow
  accountCredentials: { userId: string; providerId: string; password: string | null }
  invitations: InvitationRow
  installation: { key: string; value: unknown }
  apiKeyRoutes: { keyHash: string; businessId: string; apiKeyId: string }
}

export interface TenantTables {
  auditEntries: AuditEntryRow
  shopFacts: ShopFactsRow
  settings: SettingRow
  apiKeys: ApiKeyRow
}
