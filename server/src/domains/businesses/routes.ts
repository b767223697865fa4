import { z } from 'zod'
import { openRoute, rawRoute, route, type OpenContext } from '#platform/http/route'
import { accountRoutes } from './account-routes.ts'
import { findSession, signIn, signInWithCode, signOut } from './accounts.ts'
import { createAuthentication, wantedBusiness } from './authentication.ts'
import { createBusiness, setUpInstallation } from './businesses.ts'
import { isOperatorAccount, requireOperator } from './operator.ts'
import { permissions, roleMay } from './rules.ts'
import { getProfile, updateProfile } from './profile.ts'
import { meSchema, newBusiness, nothing, profileInput, profileSchema, setupInput, shopFactsAnswer, signInCodeInput, signInInput } from './schemas.ts'
import { getShopFacts, saveShopFacts, shopFactsSchema } from './shop-facts.ts'
import { countAccounts, listMembershipsOfAccount } from './store.ts'
import { teamRoutes } from './team-routes.ts'

export const routes = {
  ...accountRoutes,
  ...teamRoutes,
  getStartState: openRoute({
    method: 'GET',
    path: '/api/start',
    summary: 'Whether this installation has its first owner yet',
    access: 'public',
    reason: 'The first screen must know what to show before anyone can sign in',
    answer: z.object({ needsOwner: z.boolean() }),
    handle: async (ctx) => ({ needsOwner: (await countAccounts(ctx)) === 0 }),
  }),
  setUp: openRoute({
    method: 'POST',
    path: '/api/start',
    summary: 'Create the first owner and business',
    access: 'public',
    reason: 'Nobody can be signed in yet; closed after the first owner',
    limitPerMinute: 10,
    body: setupInput,
    answer: z.object({ businessId: z.string().nullable() }),
    handle: async (ctx, { body }) => ({ businessId: (await setUpInstallation(ctx, body)).businessId ?? null }),
  }),
  signIn: openRoute({
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in by name and password',
    access: 'public',
    reason: 'Signing in',
    limitPerMinute: 10,
    body: signInInput,
    answer: z.object({ needsCode: z.boolean() }),
    handle: (ctx, { body }) => signIn(ctx, body),
  }),
  signInWithCode: openRoute({
    method: 'POST',
    path: '/api/session/code',
    summary: 'Second step of signing in: a code of the authenticator app or a backup code; five tries',
    access: 'public',
    reason: 'The session does not exist yet; a signed cookie of the first step stands for it',
    limitPerMinute: 10,
    body: signInCodeInput,
    answer: nothing,
    handle: async (ctx, { body }) => {
      await signInWithCode(ctx, body)
      return {}
    },
  }),
  signOut: openRoute({
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out',
    access: 'public',
    reason: 'Ending a session must work even when it has expired',
    answer: nothing,
    handle: async (ctx) => {
      await signOut(ctx)
      return {}
    },
  }),
  getMe: openRoute({
    method: 'GET',
    path: '/api/me',
    summary: 'The signed-in person and their businesses',
    access: 'signed-in',
    reason: 'A person without a business must be able to see that',
    answer: meSchema,
    handle: describeMe,
  }),
  createBusiness: openRoute({
    method: 'POST',
    path: '/api/businesses',
    summary: 'Create another business; only for whoever set this Laris up',
    access: 'signed-in',
    reason: 'The business does not exist yet',
    limitPerMinute: 10,
    body: newBusiness,
    answer: z.object({ businessId: z.string() }),
    handle: async (ctx, { body }) => ({ businessId: await createBusiness(ctx, body, await requireOperator(ctx)) }),
  }),
  getProfile: route({
    method: 'GET',
    path: '/api/business',
    summary: 'Name, sector, city and time zone of the business',
    permission: 'business.read',
    answer: profileSchema,
    handle: getProfile,
  }),
  updateProfile: route({
    method: 'PATCH',
    path: '/api/business',
    summary: 'Change name, sector, city or time zone of the business',
    permission: 'business.write',
    body: profileInput,
    answer: profileSchema,
    handle: (ctx, { body }) => updateProfile(ctx, definedOnly(body)),
  }),
  getShopFacts: route({
    method: 'GET',
    path: '/api/shop-facts',
    summary: 'Hours, address, shipping, payments, policies, promotions and questions of the shop',
    permission: 'business.read',
    answer: shopFactsAnswer,
    handle: (ctx) => ctx.transaction(getShopFacts),
  }),
  saveShopFacts: route({
    method: 'PUT',
    path: '/api/shop-facts',
    summary: 'Replace the facts of the shop; If-Match carries the version that was edited',
    permission: 'business.write',
    body: shopFactsSchema,
    answer: shopFactsAnswer,
    handle: (ctx, { body, ifMatch }) => ctx.transaction((tx) => saveShopFacts(tx, body, ifMatch === undefined ? undefined : Number(ifMatch.replaceAll('"', '')))),
  }),
  liveUpdates: rawRoute({
    method: 'GET',
    path: '/api/live',
    summary: 'Server-sent events: what changed in this business',
    access: { permission: 'business.read' },
    handle: async (ctx) => {
      const { tenant } = ctx
      const authentication = createAuthentication(ctx)
      ctx.live.attach(tenant.businessId, ctx.request, ctx.reply, async () => (await authentication.authenticate(ctx.request))?.businessId === tenant.businessId)
      return ctx.reply
    },
  }),
}

/** What was left out of a partial change stays out of it. */
function definedOnly<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}

async function describeMe(ctx: OpenContext): Promise<z.infer<typeof meSchema>> {
  const session = await findSession(ctx, ctx.request)
  const accountId = session?.user.id ?? ''
  const memberships = await listMembershipsOfAccount(ctx, accountId)
  const wanted = wantedBusiness(ctx.request)
  const active = memberships.find((one) => one.businessId === wanted) ?? memberships[0]
  return {
    accountName: session?.user.name ?? '',
    accountId,
    twoFactorEnabled: session?.user.twoFactorEnabled ?? false,
    isOperator: await isOperatorAccount(ctx, accountId),
    businesses: memberships.map((one) => ({ businessId: one.businessId, name: one.businessName, sector: one.sector, isDemo: one.isDemo, role: one.role, memberId: one.memberId })),
    permissions: active ? permissions.filter((permission) => roleMay(active.role, permission)) : [],
    activeBusinessId: active?.businessId ?? null,
  }
}
