import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnyRoute } from '#platform/http/route'
import { routes } from '../../src/api.ts'
import { aFullBusiness, type Ids } from './a-full-business.ts'
import { anInstallation, type Answer, type Installation } from './testing.ts'

/** In every text of the business: element, attribute, script end, template, and a formula. */
const hostile = `"'><img src=x onerror=alert(1)></script><svg onload=alert(2)>{{7*7}}=1+1`

let laris: Installation
let ids: Ids
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laris-s04-'))
  laris = await anInstallation({ dataDir: folder })
  await laris.owner.send('PATCH', '/api/business', { name: hostile.slice(0, 60) })
  ids = await aFullBusiness(laris, laris.owner, laris.businessId, hostile.slice(0, 40))
}, 60_000)
afterAll(async () => {
  await laris[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

describe('S04: every answer of the server that a browser could show is escaped or cannot run', () => {
  const readable = Object.entries(routes as Record<string, AnyRoute>).filter(([name, route]) => route.method === 'GET' && name !== 'liveUpdates')

  test('what every route reads out of a business full of markup', async () => {
    const wrong: string[] = []
    for (const [name, route] of readable) {
      const path = route.path.replace(/:([A-Za-z]+)/g, (_, id: string) => ids[id] ?? encodeURIComponent(hostile))
      wrong.push(...complaints(name, await laris.owner.send('GET', path)))
      wrong.push(...complaints(`${name}?search`, await laris.owner.send('GET', `${path}?search=${encodeURIComponent(hostile)}`)))
    }
    expect(wrong).toEqual([])
  }, 60_000)

  test('errors that repeat what was asked, pages of the server itself, and addresses that are not there', async () => {
    const markup = encodeURIComponent('<img src=x onerror=alert(1)>')
    const paths = [`/${markup}`, `/api/${markup}`, `/api/products/${markup}`, `/api/files/${markup}`, `/hooks/whatsapp/${markup}`, `/hooks/${markup}/x?hub.mode=subscribe&hub.challenge=${markup}`, `/widget/${markup}`, `/api/docs`, `/api/docs?x=${markup}`, '/api/openapi.json', '/.well-known/security.txt', '/metrics', '/healthz', '/readyz', '/assets/', '/..%2f..%2fpackage.json', '/.git/config']
    const wrong: string[] = []
    for (const path of paths) wrong.push(...complaints(path, await laris.visitor().send('GET', path)))
    for (const body of ['<html>', '{"name":"<script>"}', '\u0000']) {
      const answer = await laris.laris.app.server.inject({ method: 'POST', url: '/api/session', headers: { 'content-type': 'application/json' }, payload: body })
      wrong.push(...complaints(`POST ${body}`, { status: answer.statusCode, body: { text: answer.body }, headers: answer.headers, cookies: [] }))
    }
    expect(wrong).toEqual([])
  })

  test('no listing of a folder, no file outside the built app', async () => {
    for (const path of ['/assets/', '/widget/', '/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/.git/HEAD', '/.env', '/package.json']) {
      const { body } = await laris.visitor().send('GET', path)
      expect(JSON.stringify(body)).not.toMatch(/Index of|"workspaces"|ref: refs|LARIS_SECRET_KEY=/)
    }
  })
})

function complaints(name: string, { status, headers, body }: Answer): string[] {
  const type = String(headers['content-type'] ?? '')
  const policy = String(headers['content-security-policy'] ?? '')
  const text = typeof body['text'] === 'string' ? body['text'] : ''
  const found: string[] = []
  if (status >= 500 && status !== 503) found.push(`status ${status}`)
  if (headers['x-content-type-options'] !== 'nosniff') found.push('may be sniffed')
  if (!policy.includes("default-src 'none'") || /unsafe-inline|unsafe-eval/.test(policy)) found.push(`policy ${policy}`)
  if (status !== 204 && type === '' && text !== '') found.push('no content type')
  if (/\b(?:html|xml|javascript)\b|svg/.test(type)) {
    if (/<img src=x|<svg onload|"'></.test(text)) found.push('markup unescaped')
    if (!/charset=utf-8/i.test(type)) found.push(`no charset: ${type}`)
  }
  return found.map((what) => `${name} ${status} ${type}: ${what}`)
}
