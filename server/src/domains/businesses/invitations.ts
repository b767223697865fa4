import type { Context, Transaction } from '#platform/context'
import { notFound } from '#platform/errors'
import type { OpenContext } from '#platform/http/route'
import { newId, newSecret } from '#platform/ids'
import { deleteInvitation, findOpenInvitation, insertInvitation, listOpenInvitations, takeInvitation } from './access-store.ts'
import { findSession, openAccount } from './accounts.ts'
import { recordAudit } from './audit.ts'
import { alreadyMember, invitationGone, signInFirst } from './errors.ts'
import { insertMember } from './member-store.ts'
import type { Role } from './rules.ts'
import { tokenHash } from './tokens.ts'

const lifetimeMs = 7 * 86_400_000

/** Makes a link for one person. The link is in this answer and nowhere else: only its hash is stored. */
export async function inviteMember(ctx: Context, input: { name: string; role: Role }) {
  const token = newSecret(192)
  const row = {
    tokenHash: tokenHash(token),
    id: newId(),
    businessId: ctx.businessId,
    role: input.role,
    name: input.name,
    invitedBy: ctx.actor.kind === 'member' ? ctx.actor.memberId : ctx.businessId,
    createdAt: ctx.now(),
    expiresAt: new Date(ctx.now().getTime() + lifetimeMs),
    acceptedAt: null,
  }
  await ctx.transaction(async (tx) => {
    await insertInvitation(tx, row)
    await recordAudit(tx, { action: 'invitation.create', subjectType: 'invitation', subjectId: row.id, after: { name: row.name, role: row.role } })
    await tx.notify({ topic: 'member' })
  })
  return { ...present(row), link: `${ctx.baseUrl()}/undangan/${token}`, token }
}

export async function listInvitations(ctx: Context) {
  return (await ctx.transaction(listOpenInvitations)).map(present)
}

export async function revokeInvitation(ctx: Context, invitationId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const row = await deleteInvitation(tx, invitationId)
    if (!row) throw notFound('Undangan')
    await recordAudit(tx, { action: 'invitation.revoke', subjectType: 'invitation', subjectId: invitationId, before: { name: row.name, role: row.role } })
    await tx.notify({ topic: 'member' })
  })
}

/** What the invited person sees before deciding. */
export async function describeInvitation(ctx: OpenContext, token: string) {
  const invitation = await findOpenInvitation(ctx, tokenHash(token), ctx.now())
  if (!invitation) throw invitationGone()
  const session = await findSession(ctx, ctx.request)
  return { businessName: invitation.businessName, name: invitation.name, role: invitation.role, expiresAt: invitation.expiresAt, signedInAs: session?.user.name ?? null }
}

/** Joins the signed-in account, or makes an account first. The link works once, whoever is faster. */
export async function acceptInvitation(ctx: OpenContext, token: string, account: { username: string; password: string } | undefined): Promise<{ businessId: string }> {
  const hash = tokenHash(token)
  const invitation = await findOpenInvitation(ctx, hash, ctx.now())
  if (!invitation) throw invitationGone()
  const session = account ? undefined : await findSession(ctx, ctx.request)
  if (!account && !session) throw signInFirst()
  const accountId = account ? await openAccount(ctx, account) : (session?.user.id ?? '')
  const member = { accountId, businessId: invitation.businessId, memberId: newId(), role: invitation.role, name: account?.username ?? session?.user.name ?? invitation.name, createdAt: ctx.now() }
  const actor = { kind: 'member', memberId: member.memberId, accountId, role: member.role, sessionId: session?.session.id ?? '' } as const
  await ctx.forBusiness(invitation.businessId, actor, ctx.request.id).transaction(async (tx: Transaction) => {
    if (!(await takeInvitation(tx, hash))) throw invitationGone()
    if (!(await insertMember(tx, member))) throw alreadyMember()
    await recordAudit(tx, { action: 'invitation.accept', subjectType: 'member', subjectId: member.memberId, after: { name: member.name, role: member.role } })
    await tx.emit({ type: 'member.joined', payload: { memberId: member.memberId } })
    await tx.notify({ topic: 'member' })
  })
  return { businessId: invitation.businessId }
}

function present(row: { id: string; name: string; role: string; createdAt: Date; expiresAt: Date }) {
  return { invitationId: row.id, name: row.name, role: row.role, createdAt: row.createdAt, expiresAt: row.expiresAt }
}
