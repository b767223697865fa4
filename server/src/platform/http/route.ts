import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor, Context, GlobalDatabase, Services } from '../context.ts'
import type { ContextFactory } from '../context-factory.ts'
import type { LiveHub } from './live.ts'

/** What the route table needs of a Zod schema. Narrow on purpose: with full Zod types 200 routes check in 27 s, not 5. */
export interface Schema<Out> {
  parse(value: unknown): Out
}

/** Checks what leaves: handlers return `In`, clients get `Out`. */
export interface AnswerSchema<Out, In> extends Schema<Out> {
  readonly _zod: { readonly input: In }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

interface RouteBase<Params, Query, Body, Answer, Returned> {
  method: Method
  /** `/api/conversations/:conversationId` */
  path: string
  /** One English sentence for the API reference. */
  summary: string
  params?: Schema<Params>
  query?: Schema<Query>
  /** A strict object: unknown fields are refused (S24). */
  body?: Schema<Body>
  answer: AnswerSchema<Answer, Returned>
  /** 200 unless set. */
  status?: number
  /** Requests per minute for one address, and for one login or key, when tighter than the default; a few times that for a business. */
  limitPerMinute?: number
}

export interface Input<Params, Query, Body> {
  params: Params
  query: Query
  body: Body
  /** `If-Match` of the request, for resources that several people edit. */
  ifMatch: string | undefined
}

/** A route of one business: signed in, permitted, tenancy bound. */
export interface TenantRoute<Params = unknown, Query = unknown, Body = unknown, Answer = unknown, Returned = unknown> extends RouteBase<Params, Query, Body, Answer, Returned> {
  kind: 'tenant'
  permission: string
  /** The answer shows a secret once, so it is not kept for a repeated `Idempotency-Key` (S16). */
  isAnswerSecret?: boolean
  handle(ctx: Context, input: Input<Params, Query, Body>): Promise<Returned>
}

/** What routes outside a business get: sign-in, public chat, webhooks. */
export interface OpenContext extends Services, GlobalDatabase, ContextFactory {
  request: FastifyRequest
  reply: FastifyReply
  now(): Date
  live: LiveHub
}

/** Who is asking, once the session cookie or API key has been read. */
export interface Principal {
  /** The business that the request is about; absent for a signed-in person who has none yet. */
  businessId: string | undefined
  actor: Actor
}

/** A route without a business: either for everyone or for whoever is signed in. Says why it is open. */
export interface OpenRoute<Params = unknown, Query = unknown, Body = unknown, Answer = unknown, Returned = unknown> extends RouteBase<Params, Query, Body, Answer, Returned> {
  kind: 'open'
  access: 'public' | 'signed-in'
  reason: string
  handle(ctx: OpenContext, input: Input<Params, Query, Body>): Promise<Returned>
}

/** A route that answers with something else than JSON (webhooks with raw bytes, streams, files). */
export interface RawRoute<Params = unknown, Query = unknown, Access = RawAccess> {
  kind: 'raw'
  method: Method
  path: string
  summary: string
  access: Access
  params?: Schema<Params>
  query?: Schema<Query>
  /** Largest body in bytes; 1 MB unless set. */
  bodyLimit?: number
  limitPerMinute?: number
  /** `true` hands over the raw bytes as `request.body` (a Buffer). */
  rawBody?: boolean
  handle(ctx: OpenContext & { tenant: Access extends { permission: string } ? Context : undefined }, input: Pick<Input<Params, Query, undefined>, 'params' | 'query'>): Promise<unknown>
}

/** A permission makes the route tenant-bound; otherwise say why it is open. */
type RawAccess = { permission: string } | { public: string }

/** Any member of the route table, whatever its input. */
export type AnyRoute =
  | (Uncalled<TenantRoute> & { handle(ctx: Context, input: never): Promise<unknown> })
  | (Uncalled<OpenRoute> & { handle(ctx: OpenContext, input: never): Promise<unknown> })
  | (Uncalled<RawRoute> & { handle(ctx: never, input: never): Promise<unknown> })

type Uncalled<T> = Omit<T, 'handle'>

type Given<T> = Omit<T, 'kind'>

export function route<Params = object, Query = object, Body = undefined, Answer = unknown, Returned = Answer>(
  given: Given<TenantRoute<Params, Query, Body, Answer, Returned>>,
): TenantRoute<Params, Query, Body, Answer, Returned> {
  return { kind: 'tenant', ...given }
}

export function openRoute<Params = object, Query = object, Body = undefined, Answer = unknown, Returned = Answer>(
  given: Given<OpenRoute<Params, Query, Body, Answer, Returned>>,
): OpenRoute<Params, Query, Body, Answer, Returned> {
  return { kind: 'open', ...given }
}

export function rawRoute<Params = object, Query = object, Access extends RawAccess = RawAccess>(given: Given<RawRoute<Params, Query, Access>>): RawRoute<Params, Query, Access> {
  return { kind: 'raw', ...given }
}

/** What the browser client may call: names of operations with their inputs and answers. */
export type ApiOf<Routes> = {
  [Name in keyof Routes as Routes[Name] extends { kind: 'raw' } ? never : Name]: Routes[Name] extends
    | TenantRoute<infer Params, infer Query, infer Body, infer Answer, infer _TenantReturned>
    | OpenRoute<infer Params, infer Query, infer Body, infer Answer, infer _OpenReturned>
    ? { params: Params; query: Query; body: Body; answer: Answer }
    : never
}
