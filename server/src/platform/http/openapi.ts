import { z } from 'zod'
import type { AnyRoute, Schema } from './route.ts'
import { problemSchema } from './problems.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of the route table. */
export function describeApi(routes: Record<string, AnyRoute>, version: string): Json {
  const paths: Record<string, Json> = {}
  for (const [name, route] of Object.entries(routes).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(name, route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Laris', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }, description: 'AI omnichannel marketing for small businesses. Money is integer rupiah, times are ISO 8601, ids are opaque.' },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'laris_session' },
        apiKey: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
    },
    paths,
  }
}

/** Method and path of each operation that the browser client calls by name. */
export function describeOperations(routes: Record<string, AnyRoute>): Record<string, [string, string]> {
  const callable = Object.entries(routes).filter(([, route]) => route.kind !== 'raw')
  return Object.fromEntries(callable.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, route]) => [name, [route.method, route.path]]))
}

function describeRoute(name: string, route: AnyRoute): Json {
  const permission = route.kind === 'tenant' ? route.permission : route.kind === 'raw' && 'permission' in route.access ? route.access.permission : undefined
  const isOpen = route.kind === 'open' ? route.access === 'public' : route.kind === 'raw' && 'public' in route.access
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'root'],
    ...(permission ? { 'x-permission': permission } : {}),
    security: isOpen ? [] : [{ session: [] }, { apiKey: [] }],
    parameters: parameters(route.path, route.params, route.query),
    ...(route.kind !== 'raw' && route.body ? { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } } } : {}),
    responses: {
      [route.kind === 'raw' ? 200 : (route.status ?? 200)]: {
        description: 'Success',
        ...(route.kind === 'raw' ? {} : { content: { 'application/json': { schema: jsonSchema(route.answer, 'output') } } }),
      },
      default: { description: 'Problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  }
}

function parameters(path: string, params: Schema<unknown> | undefined, query: Schema<unknown> | undefined): Json[] {
  const inPath = params ? properties(params).map(([name, schema]) => ({ name, in: 'path', required: true, schema })) : pathNames(path).map(plainParameter)
  const inQuery = query ? properties(query).map(([name, schema, required]) => ({ name, in: 'query', required, schema })) : []
  return [...inPath, ...inQuery]
}

function properties(schema: Schema<unknown>): [string, unknown, boolean][] {
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, value]) => [name, value, required.includes(name)])
}

function pathNames(path: string): string[] {
  return [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1])
}

function plainParameter(name: string): Json {
  return { name, in: 'path', required: true, schema: { type: 'string' } }
}

function jsonSchema(schema: Schema<unknown>, io: 'input' | 'output'): Json {
  // The table holds the narrow `Schema`; every member is made by Zod (a test parses them all).
  const { $schema: _, ...rest } = z.toJSONSchema(schema as z.ZodType, { io, unrepresentable: 'any', override: dateAsText }) as Json
  return rest
}

function dateAsText(context: { zodSchema: unknown; jsonSchema: Json }): void {
  const definition = (context.zodSchema as { _zod: { def: { type: string } } })._zod.def
  if (definition.type === 'date') Object.assign(context.jsonSchema, { type: 'string', format: 'date-time' })
}
