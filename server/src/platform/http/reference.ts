import { escapeHtml } from './html.ts'

/** What the reference page reads of an OpenAPI document. */
export interface OpenApiDocument {
  info: { title: string; version: string; description?: string }
  paths: Record<string, Record<string, Operation>>
}

interface Operation {
  operationId: string
  summary: string
  tags: string[]
  security: object[]
  'x-permission'?: string
  parameters: { name: string; in: string; required: boolean; schema?: JsonSchema }[]
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } }
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>
}

interface JsonSchema {
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  $ref?: string
}

/** The API reference as one page of HTML: no script, no inline style, so that the strict content security policy holds. */
export function renderReference(document: OpenApiDocument): string {
  const groups = new Map<string, string[]>()
  for (const [path, methods] of Object.entries(document.paths).sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const [method, operation] of Object.entries(methods)) {
      const group = operation.tags[0] ?? 'other'
      groups.set(group, [...(groups.get(group) ?? []), renderOperation(method, path, operation)])
    }
  }
  const names = [...groups.keys()].sort()
  const { title, version, description = '' } = document.info
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)} API ${escapeHtml(version)}</title><link rel="stylesheet" href="/api/docs/style.css"></head><body>`,
    `<header><h1>${escapeHtml(title)} API <small>${escapeHtml(version)}</small></h1><p>${escapeHtml(description)}</p>`,
    '<p>Programs send <code>Authorization: Bearer laris_…</code> (made under <i>Pengaturan › Kunci API</i>); browsers send their session. Writes take an <code>Idempotency-Key</code>, lists a <code>cursor</code>. Errors are <code>application/problem+json</code> (RFC 9457) with a stable <code>code</code>. ',
    'The same as data: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>',
    `<nav aria-label="Groups">${names.map((name) => `<a href="#${escapeHtml(name)}">${escapeHtml(name)}</a>`).join(' ')}</nav></header><main>`,
    ...names.map((name) => `<section id="${escapeHtml(name)}"><h2>${escapeHtml(name)}</h2>${(groups.get(name) ?? []).join('')}</section>`),
    '</main></body></html>',
  ].join('\n')
}

function renderOperation(method: string, path: string, operation: Operation): string {
  const access = operation['x-permission'] ?? (operation.security.length === 0 ? 'public' : 'signed in')
  const body = operation.requestBody?.content['application/json'].schema
  const [status = '200', success] = Object.entries(operation.responses).find(([code]) => code !== 'default') ?? []
  const answer = success?.content?.['application/json']?.schema
  const parameters = operation.parameters.map((one) => `<li><code>${escapeHtml(one.name)}</code> <i>${escapeHtml(one.in)}${one.required ? ', required' : ''}</i> ${escapeHtml(one.schema ? describe(one.schema) : '')}</li>`)
  return [
    `<article id="${escapeHtml(operation.operationId)}"><h3><code class="${escapeHtml(method)}">${escapeHtml(method.toUpperCase())}</code> <code>${escapeHtml(path)}</code></h3>`,
    `<p>${escapeHtml(operation.summary)}. <span class="access">${escapeHtml(access)}</span> <code class="name">${escapeHtml(operation.operationId)}</code></p>`,
    parameters.length > 0 ? `<ul>${parameters.join('')}</ul>` : '',
    body ? `<details><summary>Body</summary><pre>${escapeHtml(describe(body))}</pre></details>` : '',
    answer ? `<details><summary>Answer ${escapeHtml(status)}</summary><pre>${escapeHtml(describe(answer))}</pre></details>` : '',
    '</article>',
  ].join('')
}

/** A schema as people write types: `{ name: string, note?: string }`. */
function describe(schema: JsonSchema, indent = ''): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? ''
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map((one) => describe(one, indent)).join(' | ')
  if (schema.properties) {
    const inner = `${indent}  `
    const fields = Object.entries(schema.properties).map(([name, value]) => `${inner}${name}${schema.required?.includes(name) ? '' : '?'}: ${describe(value, inner)}`)
    return fields.length === 0 ? '{}' : `{\n${fields.join('\n')}\n${indent}}`
  }
  if (schema.items) return `${describe(schema.items, indent)}[]`
  const type = [schema.type ?? 'any'].flat().join(' | ')
  return schema.format ? `${type} (${schema.format})` : type
}

export const referenceStyle = `:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}
body{margin:0 auto;max-width:60rem;padding:1rem 1.25rem 4rem;font:1rem/1.55 system-ui,sans-serif}
h1 small{font-weight:400;opacity:.7}h2{margin:2.5rem 0 .5rem;text-transform:capitalize}h3{margin:0;font-size:1rem;font-weight:600}
nav{display:flex;flex-wrap:wrap;gap:.25rem .75rem}a{color:light-dark(#0f5f59,#5eead4)}
article{border-top:1px solid var(--line);padding:.75rem 0}article p{margin:.25rem 0}article:target{outline:2px solid;outline-offset:.5rem}
code,pre{font-family:ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere}pre{overflow-x:auto;padding:.75rem;border:1px solid var(--line);border-radius:.5rem}
.access{border:1px solid var(--line);border-radius:1rem;padding:0 .5rem;font-size:.85em}.name{opacity:.7}
summary{cursor:pointer;min-height:1.75rem}ul{margin:.25rem 0;padding-left:1.25rem}
`
