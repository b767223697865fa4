import type { Actor, Context, GlobalDatabase } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { notFound } from '#platform/errors'
import { newId, newSecret } from '#platform/ids'
import { findApiKeyRoute, findPasswordHash, findUsableApiKey, insertApiKey, listApiKeyRows, revokeApiKeyRow } from './access-store.ts'
import { checkCurrentPassword } from './accounts.ts'
import { recordAudit } from './audit.ts'
import type { ApiKeyScope } from './rules.ts'
import type { ApiKeyRow } from './tables.ts'
import { tokenHash } from './tokens.ts'

const prefix = 'laris_'

export interface NewApiKey {
  name: string
  scopes: ApiKeyScope[]
  expiresInDays: number | null
  /** The current password of the person who makes it (S22). */
  password: string
}

/** Makes a key for programs. It is in this answer and nowhere else: only its SHA-256 is stored (S16). */
export async function createApiKey(ctx: Context, input: NewApiKey) {
  await checkPasswordOfActor(ctx, input.password)
  const key = `${prefix}${newSecret(240)}`
  const now = ctx.now()
  const row: ApiKeyRow = {
    businessId: ctx.businessId,
    id: newId(),
    name: input.name,
    hint: key.slice(0, prefix.length + 4),
    scopes: [...new Set(input.scopes)],
    createdBy: ctx.actor.kind === 'member' ? ctx.actor.memberId : ctx.businessId,
    createdAt: now,
    expiresAt: input.expiresInDays === null ? null : new Date(now.getTime() + input.expiresInDays * 86_400_000),
    lastUsedAt: null,
    revokedAt: null,
  }
  await ctx.transaction(async (tx) => {
    await insertApiKey(tx, row, tokenHash(key))
    await recordAudit(tx, { action: 'api-key.create', subjectType: 'api-key', subjectId: row.id, after: { name: row.name, scopes: row.scopes } })
  })
  return { ...present(row), key }
}

export async function listApiKeys(ctx: Context) {
  return (await ctx.transaction(listApiKeyRows)).map(present)
}

/** Acts on the very next request. */
export async function revokeApiKey(ctx: Context, apiKeyId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const row = await revokeApiKeyRow(tx, apiKeyId)
    if (!row) throw notFound('Kunci')
    if (row.revokedAt) return
    await recordAudit(tx, { action: 'api-key.revoke', subjectType: 'api-key', subjectId: apiKeyId, before: { name: row.name, scopes: row.scopes } })
    await tx.notify({ topic: 'access', id: apiKeyId })
  })
}

/** Who a bearer key speaks for; `undefined` for one that is unknown, expired or revoked. */
export async function authenticateApiKey(installation: GlobalDatabase & ContextFactory, key: string): Promise<{ businessId: string; actor: Actor } | undefined> {
  if (!key.startsWith(prefix) || key.length > 100) return undefined
  const route = await findApiKeyRoute(installation, tokenHash(key))
  if (!route) return undefined
  const { businessId, apiKeyId } = route
  const found = await installation.forBusiness(businessId, { kind: 'system' }).transaction((tx) => findUsableApiKey(tx, apiKeyId))
  return found && { businessId, actor: { kind: 'api-key', apiKeyId, scopes: found.scopes } }
}

/** Hashing takes a tenth of a second on purpose, so it happens outside the transaction. */
export async function checkPasswordOfActor(ctx: Context, password: string): Promise<void> {
  const accountId = ctx.actor.kind === 'member' ? ctx.actor.accountId : ''
  const hash = await ctx.transaction(async (tx) => (accountId ? findPasswordHash({ db: tx.db }, accountId) : undefined))
  await checkCurrentPassword(hash, password)
}

function present(row: ApiKeyRow) {
  const { id, name, hint, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = row
  return { apiKeyId: id, name, hint, scopes, createdAt, expiresAt, lastUsedAt, revokedAt }
}
