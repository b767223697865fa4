import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createOutboundFetch } from '../http/outbound-client.ts'
import { createLanguageModel } from './openai-compatible.ts'

/** A provider on loopback; each test says how it answers. */
let respond: (request: { path: string; key: string | undefined; body: unknown }, response: ServerResponse) => void
const server = createServer((request, response) => void readBody(request).then((body) => respond({ path: request.url ?? '', key: request.headers.authorization, body }, response)))
let host: string

beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server has no other kind of address
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  respond = (_, response) => void response.end(completion('halo'))
})

const readBody = async (request: IncomingMessage): Promise<unknown> => JSON.parse(Buffer.concat(await request.toArray()).toString() || 'null')
const completion = (content: string, reason = 'stop') => JSON.stringify({ id: '1', object: 'chat.completion', created: 1, model: 'uji', choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: reason }], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } })

const model = (allowedHosts = [host]) => createLanguageModel({ baseUrl: `http://${host}/v1`, model: 'uji', apiKey: 'kunci-rahasia', limits: { perDay: 1, perConversation: 1 } }, createOutboundFetch({ allowedHosts }))
const ask = (timeoutMs = 2_000, allowedHosts?: string[]) => model(allowedHosts).complete({ system: 'aturan', prompt: 'data', maxTokens: 50, timeoutMs })

it('asks an OpenAI-compatible provider and gives its text', async () => {
  let seen: unknown
  respond = (request, response) => {
    seen = request
    response.setHeader('content-type', 'application/json')
    response.end(completion('{"choice":0,"reply":"halo"}'))
  }
  expect(await ask()).toBe('{"choice":0,"reply":"halo"}')
  expect(seen).toMatchObject({ path: '/v1/chat/completions', key: 'Bearer kunci-rahasia', body: { model: 'uji', messages: [{ role: 'system', content: 'aturan' }, { role: 'user', content: 'data' }] } })
})

it('reaches a host of the own network only where it was allowed', async () => {
  await expect(ask(2_000, [])).rejects.toThrow()
})

it.each<[string, (response: ServerResponse) => void]>([
  ['an error of the server', (response) => void response.writeHead(503).end('{}')],
  ['too many requests', (response) => void response.writeHead(429).end('{}')],
  ['an empty body', (response) => void response.end('')],
  ['no JSON', (response) => void response.end('<html>maintenance</html>')],
  ['a text cut at its longest', (response) => void response.end(completion('{"choice":0,"repl', 'length'))],
  ['a connection that ends in the middle', (response) => void response.writeHead(200, { 'content-length': 500 }).end('{"id"')],
])('fails at %s, after one try', async (_, reply) => {
  let tries = 0
  respond = (_request, response) => {
    tries++
    response.setHeader('content-type', 'application/json')
    reply(response)
  }
  await expect(ask()).rejects.toThrow()
  expect(tries).toBe(1)
})

it('does not wait longer than it was told', async () => {
  respond = () => undefined
  const startedAt = performance.now()
  await expect(ask(300)).rejects.toThrow()
  expect(performance.now() - startedAt).toBeLessThan(1_500)
})
