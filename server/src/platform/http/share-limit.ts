import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Principal } from './route.ts'

export type ShareLimit = (request: FastifyRequest, principal: Principal) => Promise<void>

/** So many people of one business may work at once as fast as one may. */
const peopleAtOnce = 5

/**
 * What an address may ask in a minute, a login or key may from all its addresses together, and a business a few times
 * that (S21): nobody gets more by asking from elsewhere, or by making more keys.
 */
export function createShareLimit(server: FastifyInstance, perMinute: number): ShareLimit {
  const principals = new WeakMap<FastifyRequest, Principal>()
  const limiter = (max: number, keyOf: (principal: Principal) => string | undefined) => {
    const count = server.createRateLimit({ max, timeWindow: 60_000, keyGenerator: (request) => keyOf(principals.get(request) ?? nobody) ?? '' })
    return async (request: FastifyRequest, principal: Principal) => {
      if (keyOf(principal) === undefined) return
      principals.set(request, principal)
      const answer = await count(request)
      if (!answer.isAllowed && answer.isExceeded) throw tooMany(answer.ttlInSeconds)
    }
  }
  const [ofOne, ofBusiness] = [limiter(perMinute, whoOf), limiter(peopleAtOnce * perMinute, ({ businessId }) => businessId)]
  return async (request, principal) => {
    await ofOne(request, principal)
    await ofBusiness(request, principal)
  }
}

const nobody: Principal = { businessId: undefined, actor: { kind: 'system' } }

function whoOf({ actor }: Principal): string | undefined {
  if (actor.kind === 'member') return actor.accountId
  return actor.kind === 'api-key' ? actor.apiKeyId : undefined
}

function tooMany(retryAfterSeconds: number): AppError {
  return new AppError({ code: 'http.too_many_of_business', status: 429, message: 'Terlalu banyak permintaan dari usaha ini. Tunggu sebentar, lalu coba lagi.', retryable: true, retryAfterSeconds })
}
