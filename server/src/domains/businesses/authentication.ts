import type { FastifyRequest } from 'fastify'
import type { Actor, GlobalDatabase, Services } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import type { Principal } from '#platform/http/route'
import { authenticateApiKey } from './api-keys.ts'
import { roleMay } from './rules.ts'
import { readSession } from './sign-in.ts'
import { listMembershipsOfAccount } from './store.ts'

export interface Authentication {
  authenticate(request: FastifyRequest): Promise<Principal | undefined>
}

/**
 * Reads who is asking from the session cookie or a bearer key, and which of their businesses the request is about. A
 * request that shows a key is judged by the key alone.
 */
export function createAuthentication(installation: Services & GlobalDatabase & ContextFactory): Authentication {
  return {
    async authenticate(request) {
      const key = bearerKey(request)
      if (key !== undefined) return withWantedBusiness(await authenticateApiKey(installation, key), request)
      if (!request.cookies['laris_session']) return undefined
      const session = await readSession(installation, request)
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

function bearerKey(request: FastifyRequest): string | undefined {
  return /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

/** A key belongs to one business; asking with it about another finds nothing. */
function withWantedBusiness(principal: Principal | undefined, request: FastifyRequest): Principal | undefined {
  const wanted = wantedBusiness(request)
  return principal && wanted !== undefined && wanted !== principal.businessId ? { ...principal, businessId: undefined } : principal
}

/** Whether an actor may do something: members by role, API keys by scope. */
export function isAllowed(actor: Actor, permission: string): boolean {
  if (actor.kind === 'member') return roleMay(actor.role, permission)
  if (actor.kind === 'api-key') return actor.scopes.includes(permission)
  return false
}

/** Which business a request is about; event streams cannot send headers, so they say it in the address. */
export function wantedBusiness(request: FastifyRequest): string | undefined {
  const { business } = request.query as { business?: unknown }
  const wanted = request.headers['laris-business'] ?? business
  return typeof wanted === 'string' ? wanted : undefined
}
