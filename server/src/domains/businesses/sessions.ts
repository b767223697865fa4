import { hashPassword } from 'better-auth/crypto'
import type { GlobalDatabase, Services } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { notFound } from '#platform/errors'
import type { OpenContext } from '#platform/http/route'
import { newSecret } from '#platform/ids'
import { countUsableApiKeys, deleteSessions, findAccountByUsername, listSessionsOfAccount, replacePasswordHash } from './access-store.ts'
import { passCookies, requireSession, toUsername } from './accounts.ts'
import { wrongCurrentPassword } from './errors.ts'
import { recordLoginChange } from './members.ts'
import { roleMay } from './rules.ts'
import { cookieHeaders, createSignIn } from './sign-in.ts'
import { listMembershipsOfAccount } from './store.ts'

export async function listSessions(ctx: OpenContext) {
  const { user, session } = await requireSession(ctx)
  const rows = await listSessionsOfAccount(ctx, user.id, ctx.now())
  return rows.map((row) => ({
    sessionId: row.id,
    device: describeDevice(row.userAgent),
    ipAddress: row.ipAddress,
    createdAt: row.createdAt,
    lastSeenAt: row.updatedAt,
    isCurrent: row.id === session.id,
  }))
}

export async function endSession(ctx: OpenContext, sessionId: string): Promise<void> {
  const { user, session } = await requireSession(ctx)
  if ((await deleteSessions(ctx, user.id, { only: sessionId })) === 0) throw notFound('Login')
  await recordLoginChange(ctx, user.id, 'session.end', session.id)
}

/** Signs every other device out, at once. */
export async function endOtherSessions(ctx: OpenContext): Promise<{ ended: number }> {
  const { user, session } = await requireSession(ctx)
  const ended = await deleteSessions(ctx, user.id, { allBut: session.id })
  if (ended > 0) await recordLoginChange(ctx, user.id, 'session.end-others', session.id)
  return { ended }
}

/**
 * Changes the password: every other login ends, this one gets a new token (S15). API keys go on working, so the answer
 * says how many there are, for the person to look at.
 */
export async function changePassword(ctx: OpenContext, input: { currentPassword: string; newPassword: string }): Promise<{ activeApiKeys: number }> {
  const { user, session } = await requireSession(ctx)
  const response = await createSignIn(ctx).api.changePassword({ body: { ...input, revokeOtherSessions: true }, headers: cookieHeaders(ctx.request), asResponse: true })
  if (!response.ok) throw wrongCurrentPassword()
  passCookies(response, ctx.reply)
  await recordLoginChange(ctx, user.id, 'password.change', session.id)
  let activeApiKeys = 0
  for (const { businessId, role } of await listMembershipsOfAccount(ctx, user.id)) {
    if (roleMay(role, 'apiKeys.write')) activeApiKeys += await ctx.forBusiness(businessId, { kind: 'system' }).transaction(countUsableApiKeys)
  }
  return { activeApiKeys }
}

/**
 * For whoever sits at the machine (`laris password`): a new random password, all logins ended. Two-factor stays as it
 * is. Returns the password, or `undefined` when nobody has that name.
 */
export async function resetPassword(installation: Services & GlobalDatabase & ContextFactory, name: string): Promise<string | undefined> {
  const account = await findAccountByUsername(installation, toUsername(name))
  if (!account) return undefined
  const password = newSecret(72)
  await replacePasswordHash(installation, account.id, await hashPassword(password))
  await deleteSessions(installation, account.id, { allBut: undefined })
  await recordLoginChange(installation, account.id, 'password.reset')
  return password
}

/** "Chrome di Android": enough for a person to recognise their phone. */
function describeDevice(userAgent: string | null): string {
  const text = userAgent ?? ''
  const browser = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['SamsungBrowser', 'Samsung Internet'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']].find(([mark]) => text.includes(mark))?.[1]
  const system = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS X', 'Mac'], ['Linux', 'Linux']].find(([mark]) => text.includes(mark))?.[1]
  if (browser && system) return `${browser} di ${system}`
  return browser ?? system ?? 'Perangkat tak dikenal'
}
