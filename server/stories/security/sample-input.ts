import { z } from 'zod'
import type { AnyRoute } from '#platform/http/route'

interface JsonSchema {
  type?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minLength?: number
  minItems?: number
  minimum?: number
}

/** The JSON schema of what a route takes. */
export function inputSchema(route: AnyRoute, part: 'body' | 'query' | 'params'): JsonSchema | undefined {
  const schema = part === 'body' ? (route.kind === 'raw' ? undefined : route.body) : route[part]
  return schema ? (z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as JsonSchema) : undefined
}

/** Ids that a client makes for itself; nothing of a business is behind them. */
const ownIdsOfClients = new Set(['clientId', 'deviceId', 'entryId', 'subjectId'])

/** Names of fields, nested ones too, that hold ids of things of a business. */
export function idFields(schema: JsonSchema | undefined): string[] {
  if (!schema) return []
  const own = Object.keys(schema.properties ?? {}).filter((name) => /Ids?$/.test(name) && !ownIdsOfClients.has(name))
  const nested = [...Object.values(schema.properties ?? {}), schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(idFields)
  return [...new Set([...own, ...nested])]
}

/** Objects that let unknown fields through. Records (any key, typed values) are meant to. */
export function looseObjects(schema: JsonSchema | undefined, path = ''): string[] {
  if (!schema) return []
  const own = schema.properties && schema.additionalProperties !== false ? [path || '/'] : []
  return [
    ...own,
    ...Object.entries(schema.properties ?? {}).flatMap(([name, child]) => looseObjects(child, `${path}/${name}`)),
    ...(schema.items ? looseObjects(schema.items, `${path}/0`) : []),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((child) => looseObjects(child, path)),
  ]
}

/** A value that fits the schema, with the given ids wherever an id goes. Optional fields are filled when they hold ids. */
export function sample(schema: JsonSchema, ids: Record<string, string>, name = ''): unknown {
  const known = ids[name]
  if (known !== undefined && (schema.type === 'string' || schema.anyOf || schema.format)) return known
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum.at(-1)
  const choice = (schema.anyOf ?? schema.oneOf)?.find((one) => one.type !== 'null')
  if (choice) return sample(choice, ids, name)
  if (schema.type === 'object') {
    const wanted = Object.entries(schema.properties ?? {}).filter(([key, child]) => schema.required?.includes(key) || ids[key] !== undefined || idFields(child).length > 0)
    return Object.fromEntries(wanted.map(([key, child]) => [key, sample(child, ids, key)]))
  }
  if (schema.type === 'array') return schema.items && ((schema.minItems ?? 0) > 0 || idFields(schema.items).length > 0) ? [sample(schema.items, ids, name)] : []
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (schema.type === 'boolean') return true
  if (schema.type === 'string') return text(schema)
  return {}
}

function text({ format, pattern, minLength = 1 }: JsonSchema): string {
  if (format === 'uuid') return crypto.randomUUID()
  if (format === 'date') return '2026-11-24'
  if (format === 'date-time') return '2026-11-24T02:00:00Z'
  if (pattern?.startsWith('^#')) return '#0F766E'
  if (pattern?.includes('\\d{4}-\\d{2}')) return '2026-11-24'
  if (pattern === '^\\d{5}$') return '50275'
  return 'contoh'.padEnd(minLength, 'x')
}
