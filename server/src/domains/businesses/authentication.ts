import type { FastifyRequest } from 'fastify'
import type { Actor, GlobalDatabase, Services } from '#platform/context'
import type { Principal } from '#platform/http/mount'
import { roleMay } from './rules.ts'
import { createSignIn } from './sign-in.ts'
import { listMembershipsOfAccount } from './store.ts'

export interface Authentication {
  authenticate(request: FastifyRequest): Promise<Principal | undefined>
}

/** Reads who is asking from the session cookie, and which of their businesses the request is about. */
export function createAuthentication(installation: Services & GlobalDatabase): Authentication {
  const signIn = createSignIn(installation)
  return {
    async authenticate(request) {
      const session = await signIn.api.getSession({ headers: cookieHeaders(request) })
      if (!session) return undefined
      const memberships = await listMembershipsOfAccount(installation, session.user.id)
      const wanted = wantedBusiness(request)
      const membership = wanted ? memberships.find((one) => one.businessId === wanted) : memberships[0]
      const actor: Actor = {
        kind: 'member',
        memberId: membership?.memberId ?? '',
        accountId: session.user.id,
        role: membership?.role ?? '',
        sessionId: session.session.id,
      }
      return { businessId: membership?.businessId, actor }
    },
  }
}

/** Whether an actor may do something: members by role, API keys by scope. */
export function isAllowed(actor: Actor, permission: string): boolean {
  if (actor.kind === 'member') return roleMay(actor.role, permission)
  if (actor.kind === 'api-key') return actor.scopes.includes(permission)
  return false
}

/** The cookies of a request as the sign-in library wants them. */
export function cookieHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  if (request.headers.cookie) headers.set('cookie', request.headers.cookie)
  if (request.headers['user-agent']) headers.set('user-agent', request.headers['user-agent'])
  return headers
}

/** Which business a request is about; event streams cannot send headers, so they say it in the address. */
export function wantedBusiness(request: FastifyRequest): string | undefined {
  const { business } = request.query as { business?: unknown }
  const wanted = request.headers['laris-business'] ?? business
  return typeof wanted === 'string' ? wanted : undefined
}
