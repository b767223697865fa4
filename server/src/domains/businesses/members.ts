import type { Context, GlobalDatabase, Services, Transaction } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { notFound } from '#platform/errors'
import { recordAudit } from './audit.ts'
import { lastOwner, memberMayNot } from './errors.ts'
import { deleteMember, findMemberRole, listMemberRows, lockMember, updateMemberRole } from './member-store.ts'
import { roleMay, type Permission, type Role } from './rules.ts'
import { listMembershipsOfAccount } from './store.ts'

export async function listMembers(ctx: Context) {
  const rows = await ctx.transaction(listMemberRows)
  const own = ctx.actor.kind === 'member' ? ctx.actor.memberId : undefined
  return rows.map((row) => ({
    memberId: row.memberId,
    name: row.name,
    username: row.username,
    role: row.role,
    twoFactorEnabled: row.twoFactorEnabled === true,
    joinedAt: row.createdAt,
    isYou: row.memberId === own,
  }))
}

/** Refuses people of other businesses, as memberships are global and no foreign key does, and those who may not do what it is about. */
export async function checkMember(tx: Transaction, memberId: string, permission: Permission): Promise<void> {
  const role = await findMemberRole(tx, memberId)
  if (!role) throw notFound('Anggota')
  if (!roleMay(role, permission)) throw memberMayNot()
}

/** Acts at once: roles are read on every request, and open streams are asked again. The last owner stays owner. */
export async function changeMemberRole(ctx: Context, memberId: string, role: Role): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { member, ownerCount } = await lockMember(tx, memberId)
    if (!member) throw notFound('Anggota')
    if (member.role === role) return
    if (member.role === 'owner' && ownerCount === 1) throw lastOwner()
    await updateMemberRole(tx, memberId, role)
    await recordAudit(tx, { action: 'member.change-role', subjectType: 'member', subjectId: memberId, before: { role: member.role }, after: { role } })
    await tellAccessChanged(tx, memberId)
  })
}

export async function removeMember(ctx: Context, memberId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { member, ownerCount } = await lockMember(tx, memberId)
    if (!member) throw notFound('Anggota')
    if (member.role === 'owner' && ownerCount === 1) throw lastOwner()
    await deleteMember(tx, memberId)
    await recordAudit(tx, { action: 'member.remove', subjectType: 'member', subjectId: memberId, before: { name: member.name, role: member.role } })
    await tx.emit({ type: 'member.removed', payload: { memberId } })
    await tellAccessChanged(tx, memberId)
  })
}

/** Writes a change of someone's login into the audit log of each of their businesses, and asks their open streams again. */
export async function recordLoginChange(installation: Services & GlobalDatabase & ContextFactory, accountId: string, action: string, sessionId = ''): Promise<void> {
  for (const { businessId, memberId, role } of await listMembershipsOfAccount(installation, accountId)) {
    await installation.forBusiness(businessId, { kind: 'member', memberId, accountId, role, sessionId }).transaction(async (tx) => {
      await recordAudit(tx, { action, subjectType: 'member', subjectId: memberId })
      await tellAccessChanged(tx, memberId)
    })
  }
}

async function tellAccessChanged(tx: Transaction, memberId: string): Promise<void> {
  await tx.notify({ topic: 'access', id: memberId })
}
