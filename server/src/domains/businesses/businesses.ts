import { timingSafeEqual } from 'node:crypto'
import type { Context, GlobalDatabase, Services } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import type { OpenContext } from '#platform/http/route'
import { newId } from '#platform/ids'
import { openAccount } from './accounts.ts'
import { recordAudit } from './audit.ts'
import { signUpClosed, wrongSetupLink } from './errors.ts'
import { countAccounts, deleteGlobalRows, deleteTenantRows, insertBusiness, insertMembership, listBusinesses } from './store.ts'

export interface NewBusiness {
  name: string
  sector: string
  city: string
  isDemo?: boolean
}

/**
 * The first owner of an installation: account, business, session. Allowed while no account exists, from this machine
 * or with the link that the start printed; closed for good afterwards.
 */
export async function setUpInstallation(
  ctx: OpenContext,
  input: { token?: string | undefined; username: string; password: string; business?: NewBusiness | undefined },
): Promise<{ accountId: string; businessId: string | undefined }> {
  if ((await countAccounts(ctx)) > 0) throw signUpClosed()
  if (!mayStart(ctx, input.token)) throw wrongSetupLink()
  const accountId = await openAccount(ctx, input)
  const businessId = input.business ? await createBusiness(ctx, input.business, { accountId, name: input.username }) : undefined
  for (const demo of await listBusinesses(ctx)) {
    if (demo.isDemo) await addMember(ctx, demo.id, accountId, input.username, 'owner')
  }
  return { accountId, businessId }
}

/** Makes a business with its owner, and tells who listens. */
export async function createBusiness(
  installation: Services & GlobalDatabase & ContextFactory,
  input: NewBusiness,
  owner: { accountId: string; name: string } | undefined,
): Promise<string> {
  const now = installation.clock.now()
  const businessId = newId()
  const member = owner && { accountId: owner.accountId, businessId, memberId: newId(), role: 'owner', name: owner.name, createdAt: now }
  await insertBusiness(
    installation,
    { id: businessId, name: input.name, sector: input.sector, city: input.city, timeZone: 'Asia/Jakarta', isDemo: input.isDemo ?? false, createdAt: now },
    member,
  )
  const ctx = installation.forBusiness(businessId, { kind: 'system' })
  await ctx.transaction(async (tx) => {
    await recordAudit(tx, { action: 'business.create', subjectType: 'business', subjectId: businessId, after: { name: input.name, sector: input.sector } })
    await tx.emit({ type: 'business.created', payload: { sector: input.sector } })
  })
  return businessId
}

export async function addMember(installation: GlobalDatabase & Services, businessId: string, accountId: string, name: string, role: string): Promise<void> {
  await insertMembership(installation, { accountId, businessId, memberId: newId(), role, name, createdAt: installation.clock.now() })
}

/** The token of the link that the first start prints; the same until the first owner exists. */
export function setupToken(installation: Pick<Services, 'secrets'>): string {
  return installation.secrets.sign('setup', 'first-owner').slice(0, 32)
}

function mayStart(ctx: OpenContext, token: string | undefined): boolean {
  // The host as well: a page elsewhere whose name is made to point here ("DNS rebinding") also comes from this machine.
  const isLocal =
    ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(ctx.request.ip) &&
    ['localhost', '127.0.0.1', '[::1]'].includes(ctx.request.hostname.toLowerCase()) &&
    !ctx.request.headers['x-forwarded-for']
  if (isLocal) return true
  const expected = Buffer.from(setupToken(ctx))
  const given = Buffer.from(token ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Runs the work once for each business, one after the other; a failing one does not stop the others. */
export async function forEachBusiness(installation: Services & GlobalDatabase & ContextFactory, work: (ctx: Context) => Promise<void>): Promise<void> {
  for (const business of await listBusinesses(installation)) {
    const ctx = installation.forBusiness(business.id, { kind: 'system' })
    await work(ctx).catch((error: unknown) => installation.log.error({ error, businessId: business.id }, 'work for one business failed'))
  }
}

/** Removes a business with everything that it holds; the audit entries stay, as they must. */
export async function removeBusiness(installation: Services & GlobalDatabase & ContextFactory, businessId: string): Promise<void> {
  const ctx = installation.forBusiness(businessId, { kind: 'system' })
  await ctx.transaction((tx) => deleteTenantRows(tx))
  await deleteGlobalRows(installation, businessId)
}
