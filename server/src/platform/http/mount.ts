import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor, Context } from '../context.ts'
import { AppError, forbidden, notFound } from '../errors.ts'
import type { Idempotency } from './idempotency.ts'
import type { AnyRoute, Input, OpenContext, OpenRoute, Principal, RawRoute, TenantRoute } from './route.ts'
import { createShareLimit, type ShareLimit } from './share-limit.ts'

export interface MountOptions {
  authenticate(request: FastifyRequest): Promise<Principal | undefined>
  /** Whether the actor may do this; roles and scopes live in the businesses domain. */
  isAllowed(actor: Actor, permission: string): boolean
  open(request: FastifyRequest, reply: FastifyReply): OpenContext
  idempotency: Idempotency
}

interface HandlerOptions extends MountOptions {
  shareLimit: ShareLimit | undefined
}

/** Puts the table of routes on Fastify: authenticate → permission → business → parse → handle → schema out. */
export function mount(server: FastifyInstance, routes: Record<string, AnyRoute>, given: MountOptions): void {
  for (const [name, route] of Object.entries(routes)) {
    const options = { ...given, shareLimit: route.limitPerMinute === undefined ? undefined : createShareLimit(server, route.limitPerMinute) }
    const config = { operation: name, ...(route.limitPerMinute ? { rateLimit: { max: route.limitPerMinute, timeWindow: 60_000 } } : {}), rawBody: forPrograms(route) }
    server.route({
      method: route.method,
      url: route.path,
      bodyLimit: route.kind === 'raw' ? (route.bodyLimit ?? 1_048_576) : 1_048_576,
      config,
      // Callers of these are programs: two fixed headers do, and a browser's whole policy is not worked out for each call.
      ...(forPrograms(route) ? { helmet: false, compress: false, onRequest: addPlainHeaders } : {}),
      handler: (request, reply) => {
        if (route.kind === 'raw') return handleRaw(route as unknown as RawRoute, request, reply, options)
        if (route.kind === 'open') return handleOpen(route as unknown as OpenRoute, request, reply, options)
        return handleTenant(route as unknown as TenantRoute, request, reply, options)
      },
    })
  }
}

const headersForPrograms = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox" }

async function addPlainHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers(headersForPrograms)
}

function forPrograms(route: AnyRoute): boolean {
  return route.kind === 'raw' && route.rawBody === true
}

async function handleTenant(route: TenantRoute, request: FastifyRequest, reply: FastifyReply, options: HandlerOptions): Promise<unknown> {
  const ctx = await tenantContext(route.permission, request, reply, options)
  const input = parseInput(route, request)
  const work = async () => route.answer.parse(await route.handle(ctx, input))
  const answer = route.method === 'GET' ? await work() : await options.idempotency.run(ctx, request, reply, work, { isAnswerSecret: route.isAnswerSecret === true })
  return send(reply, route.status, answer)
}

async function handleOpen(route: OpenRoute, request: FastifyRequest, reply: FastifyReply, options: HandlerOptions): Promise<unknown> {
  // Keys of programs belong to one business and are nobody's login.
  if (route.access === 'signed-in') {
    const principal = await options.authenticate(request)
    if (principal?.actor.kind !== 'member') throw signInFirst()
    await options.shareLimit?.(request, principal)
  }
  const input = parseInput(route, request)
  return send(reply, route.status, route.answer.parse(await route.handle(options.open(request, reply), input)))
}

async function handleRaw(route: RawRoute, request: FastifyRequest, reply: FastifyReply, options: HandlerOptions): Promise<unknown> {
  const tenant = 'permission' in route.access ? await tenantContext(route.access.permission, request, reply, options) : undefined
  const { params, query } = parseInput(route, request)
  // A context exactly where the route asks for a permission.
  return route.handle({ ...options.open(request, reply), tenant: tenant as never }, { params, query })
}

async function tenantContext(permission: string, request: FastifyRequest, reply: FastifyReply, options: HandlerOptions): Promise<Context> {
  const principal = await options.authenticate(request)
  if (!principal) throw signInFirst()
  if (!principal.businessId) throw notFound('Usaha')
  if (!options.isAllowed(principal.actor, permission)) throw forbidden()
  await options.shareLimit?.(request, principal)
  return options.open(request, reply).forBusiness(principal.businessId, principal.actor, request.id)
}

function parseInput(route: Pick<TenantRoute | OpenRoute, 'params' | 'query' | 'body'>, request: FastifyRequest): Input<unknown, unknown, unknown> {
  return {
    params: route.params ? parseParams(route.params, request.params) : {},
    query: route.query ? route.query.parse(request.query) : {},
    body: route.body ? route.body.parse(request.body ?? {}) : undefined,
    ifMatch: typeof request.headers['if-match'] === 'string' ? request.headers['if-match'] : undefined,
  }
}

/** A malformed id in a path is something that is not there, not a malformed request. */
function parseParams(schema: { parse(value: unknown): unknown }, params: unknown): unknown {
  try {
    return schema.parse(params)
  } catch (error) {
    if (error instanceof z.ZodError) throw notFound()
    throw error
  }
}

function send(reply: FastifyReply, status: number | undefined, answer: unknown): unknown {
  if (reply.sent) return reply
  reply.status(status ?? 200)
  return answer === undefined ? reply.send() : answer
}

function signInFirst(): AppError {
  return new AppError({ code: 'sign_in_first', status: 401, message: 'Silakan masuk dulu.' })
}
