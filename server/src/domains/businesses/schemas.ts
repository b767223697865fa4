import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { timestamp } from '#platform/http/timestamp'
import { apiKeyScopes, roles } from './rules.ts'
import { shopFactsSchema } from './shop-facts.ts'

export const sectors = ['kuliner', 'fashion', 'furnitur', 'lainnya'] as const

export const businessSchema = z.object({
  businessId: z.string(),
  name: z.string(),
  sector: z.string(),
  isDemo: z.boolean(),
  role: z.string(),
  memberId: z.string(),
})

export const meSchema = z.object({
  accountName: z.string(),
  accountId: z.string(),
  twoFactorEnabled: z.boolean(),
  /** Set this Laris up: may add businesses and load the examples. */
  isOperator: z.boolean(),
  businesses: z.array(businessSchema),
  /** Permissions in the business that requests are about. */
  permissions: z.array(z.string()),
  activeBusinessId: z.string().nullable(),
})

export const newBusiness = z.strictObject({
  name: z.string().trim().min(1, 'Nama usaha belum diisi').max(120),
  sector: z.enum(sectors),
  city: z.string().trim().max(80).default('Semarang'),
})

export const setupInput = z.strictObject({
  token: z.string().max(100).optional(),
  username: z.string().trim().min(2, 'Nama minimal 2 huruf').max(40),
  password: z.string().min(8, 'Kata sandi minimal 8 huruf').max(128),
  business: newBusiness.optional(),
})

export const signInInput = z.strictObject({
  username: z.string().trim().min(1).max(80),
  password: z.string().min(1).max(128),
})

export const shopFactsAnswer = z.object({ facts: shopFactsSchema, version: z.number().int() })

export const memberRole = z.enum(roles)
export const nothing = z.object({})

const password = z.string().min(1).max(128)
const newPassword = z.string().min(8, 'Kata sandi minimal 8 huruf').max(128)
const code = z.string().trim().min(6, 'Kode 6 angka').max(40)

export const currentPasswordInput = z.strictObject({ password })
export const changePasswordInput = z.strictObject({ currentPassword: password, newPassword })
export const signInCodeInput = z.strictObject({ code, isBackupCode: z.boolean().default(false) })
export const codeInput = z.strictObject({ code })
export const twoFactorAnswer = z.object({
  /** For the app on a phone, and as a picture (data URL) and plain secret for the same. */
  uri: z.string(),
  qrCode: z.string(),
  secret: z.string(),
  backupCodes: z.array(z.string()),
})
export const backupCodesAnswer = z.object({ backupCodes: z.array(z.string()) })

export const sessionsAnswer = z.object({
  items: z.array(
    z.object({ sessionId: z.string(), device: z.string(), ipAddress: z.string().nullable(), createdAt: timestamp, lastSeenAt: timestamp, isCurrent: z.boolean() }),
  ),
})

export const memberParams = z.object({ memberId: z.uuid() })
export const memberRoleInput = z.strictObject({ role: memberRole })
export const membersAnswer = z.object({
  items: z.array(
    z.object({ memberId: z.string(), name: z.string(), username: z.string().nullable(), role: memberRole, twoFactorEnabled: z.boolean(), joinedAt: timestamp, isYou: z.boolean() }),
  ),
})

const invitation = z.object({ invitationId: z.string(), name: z.string(), role: memberRole, createdAt: timestamp, expiresAt: timestamp })
export const invitationParams = z.object({ invitationId: z.uuid() })
export const invitationTokenParams = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{20,64}$/) })
export const newInvitation = z.strictObject({ name: z.string().trim().min(1, 'Nama belum diisi').max(40), role: memberRole })
/** The link is shown once: only its hash is stored. */
export const newInvitationAnswer = invitation.extend({ link: z.string(), token: z.string() })
export const invitationsAnswer = z.object({ items: z.array(invitation) })
export const openInvitationAnswer = z.object({ businessName: z.string(), name: z.string(), role: memberRole, expiresAt: timestamp, signedInAs: z.string().nullable() })
/** Without `account` the signed-in account joins. */
export const acceptInvitationInput = z.strictObject({
  account: z.strictObject({ username: z.string().trim().min(2, 'Nama minimal 2 huruf').max(40), password: newPassword }).optional(),
})

const apiKey = z.object({
  apiKeyId: z.string(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(z.string()),
  createdAt: timestamp,
  expiresAt: timestamp.nullable(),
  lastUsedAt: timestamp.nullable(),
  revokedAt: timestamp.nullable(),
})
export const apiKeyParams = z.object({ apiKeyId: z.uuid() })
export const newApiKey = z.strictObject({
  name: z.string().trim().min(1, 'Nama belum diisi').max(80),
  scopes: z.array(z.enum(apiKeyScopes)).min(1, 'Pilih minimal satu izin').max(apiKeyScopes.length),
  expiresInDays: z.number().int().min(1).max(3_650).nullable().default(365),
  password,
})
export const newApiKeyAnswer = apiKey.extend({ key: z.string() })
export const apiKeysAnswer = z.object({ items: z.array(apiKey), scopes: z.array(z.enum(apiKeyScopes)) })

export const auditQuery = pageQuery.extend({ subjectType: z.string().max(60).optional(), subjectId: z.string().max(80).optional() })
export const auditAnswer = pageOf(
  z.object({
    auditEntryId: z.string(),
    at: timestamp,
    actorKind: z.string(),
    actorName: z.string().nullable(),
    action: z.string(),
    subjectType: z.string(),
    subjectId: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
  }),
)

export const timeZones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const
export const profileSchema = z.object({ name: z.string(), sector: z.string(), city: z.string(), timeZone: z.string() })
export const profileInput = z.strictObject({
  name: z.string().trim().min(1, 'Nama usaha belum diisi').max(120).optional(),
  sector: z.enum(sectors).optional(),
  city: z.string().trim().max(80).optional(),
  timeZone: z.enum(timeZones).optional(),
})
