import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { readFileSync } from 'node:fs'
import type { Services } from '../context.ts'
import type { LiveHub } from './live.ts'
import { createMetrics, type PoolState } from './metrics.ts'
import { describeApi } from './openapi.ts'
import { toProblem } from './problems.ts'
import type { AnyRoute } from './route.ts'
import { servePublicPages } from './public-pages.ts'
import type { OpenApiDocument } from './reference.ts'
import { serveWeb } from './web.ts'

export const version: string = (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version

export interface ServerOptions {
  services: Services
  webDir?: string
  trustedProxies?: string[]
  /** For security.txt. */
  securityContact?: string | undefined
  isReady(): Promise<boolean>
  db: Kysely<object>
  poolState?: () => PoolState
  live: LiveHub
  routes: Record<string, AnyRoute>
}

/** Fastify with the headers, limits and error answers that hold for every route. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services } = options
  const server = fastify({
    logger: false,
    trustProxy: options.trustedProxies && options.trustedProxies.length > 0 ? options.trustedProxies : false,
    genReqId: () => randomUUID(),
    // On stopping, requests under way are answered and only idle connections are closed (F49).
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
  })
  await server.register(cookie)
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['laris', 'default', "'allow-duplicates'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    hsts: services.baseUrl().startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
  })
  // By address alone: anything else in a request is the sender's to choose, a made-up cookie too (S21).
  await server.register(rateLimit, { max: 1_200, timeWindow: 60_000, ipv6Subnet: 64 })
  await server.register(compress, { threshold: 1_024 })
  await server.register(multipart, { limits: { fileSize: 50 * 1_048_576, files: 10, fields: 20, fieldSize: 1_048_576 } })
  keepRawBodies(server)
  guardOrigin(server, services)

  server.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (request.url.startsWith('/widget/')) openToShopPages(request.url, reply)
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  server.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, request.id)
    if (problem.status >= 500) services.log.error({ error, requestId: request.id, operation: request.routeOptions.config }, 'request failed')
    const retryAfter = error instanceof Object && 'retryAfterSeconds' in error ? error.retryAfterSeconds : undefined
    if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter))
    return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
  })
  addHealth(server, options)
  servePublicPages(server, {
    // Written by `describeApi` alone, in the shape of the standard.
    document: describeApi(options.routes, version) as unknown as OpenApiDocument,
    baseUrl: services.baseUrl,
    securityContact: options.securityContact,
    now: () => services.clock.now(),
  })
  await serveWeb(server, options.webDir)
  return server
}

/** The web chat stands on the shops' own pages: its files may be loaded there, its frame (and nothing else) embedded. */
function openToShopPages(url: string, reply: FastifyReply): void {
  reply.header('cross-origin-resource-policy', 'cross-origin')
  if (!/^\/widget\/frame\.html(\?|$)/.test(url)) return
  reply.removeHeader('x-frame-options')
  reply.header('content-security-policy', String(reply.getHeader('content-security-policy')).replace("frame-ancestors 'none'", 'frame-ancestors *'))
}

/** Raw routes get the bytes as they came: signatures are over bytes, not over re-encoded JSON. */
function keepRawBodies(server: FastifyInstance): void {
  server.removeContentTypeParser('application/json')
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if ((request.routeOptions.config as { rawBody?: boolean }).rawBody) return done(null, body)
    if (body.length === 0) return done(null, undefined)
    try {
      const parsed: unknown = JSON.parse(body.toString('utf8'), (key, value: unknown) => (key === '__proto__' ? undefined : value))
      done(null, parsed)
    } catch (error) {
      done(Object.assign(error instanceof Error ? error : new Error('bad json'), { statusCode: 400 }), undefined)
    }
  })
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

/** A mutation with a session cookie must come from our own pages (S22); API keys carry no cookie. */
function guardOrigin(server: FastifyInstance, services: Services): void {
  server.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD' || !request.cookies['laris_session']) return
    const origin = request.headers.origin
    const site = request.headers['sec-fetch-site']
    if (site === 'cross-site' || site === 'same-site') throw Object.assign(new Error('cross-site mutation'), { statusCode: 403 })
    if (origin === undefined || origin === 'null') {
      if (origin === 'null') throw Object.assign(new Error('opaque origin'), { statusCode: 403 })
      return
    }
    const ours = new Set([new URL(services.baseUrl()).origin, `${request.protocol}://${request.host}`])
    if (!ours.has(origin)) throw Object.assign(new Error('foreign origin'), { statusCode: 403 })
  })
}

function addHealth(server: FastifyInstance, options: ServerOptions): void {
  const metrics = createMetrics(options.services, options.db, options.poolState)
  server.get('/healthz', { config: { operation: 'healthz', rateLimit: false } }, () => ({ status: 'ok', version }))
  server.get('/readyz', { config: { operation: 'readyz', rateLimit: false } }, async (_request, reply) => {
    const isReady = await options.isReady().catch(() => false)
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not-ready' })
  })
  server.get('/metrics', { config: { operation: 'metrics', rateLimit: false } }, async (_request, reply) => reply.type(metrics.contentType).send(await metrics.read()))
}
