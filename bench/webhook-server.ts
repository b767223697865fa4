/**
 * One webhook receiver in a process of its own: `node bench/webhook-server.ts <ours | fastify | express | echo> <config>`.
 * Says where it listens in one JSON line and runs until it is killed. Each peer verifies the signature, reads the JSON
 * and answers after its INSERT, which PostgreSQL has on disk; `echo` only reads the body.
 */
import express from 'express'
import Fastify from 'fastify'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { createApp } from '../server/src/app.ts'
import type { ConnectionTarget } from '../server/src/platform/database/connect.ts'
import { openDatabase } from '../server/src/platform/database/open.ts'
import { createOutboundFetch } from '../server/src/platform/http/outbound-client.ts'
import { silentLogger } from '../server/src/platform/log.ts'
import { createServices } from '../server/src/platform/services.ts'
import { createBusiness } from '../server/src/domains/businesses/index.ts'
import { connectChannel } from '../server/src/domains/conversations/index.ts'
import { startFakeWhatsapp } from '../server/src/domains/conversations/channels/whatsapp/testing.ts'

export interface ServerConfig {
  target: ConnectionTarget
  appSecret: string
}
export interface ServerWord {
  port: number
  path: string
}

type Kind = 'ours' | 'fastify' | 'express' | 'echo'

const insert = 'insert into webhooks (external_id, body, received_at) values ($1, $2, now()) on conflict do nothing'

const servers: Record<Kind, (config: ServerConfig) => Promise<ServerWord>> = {
  async ours({ target }) {
    const meta = await startFakeWhatsapp()
    const database = await openDatabase({ config: { appDatabaseUrl: undefined, ownerDatabaseUrl: undefined }, setup: target, secretKey: 'a key for measuring, 32 letters long', log: silentLogger })
    const services = createServices({
      config: { apiUrls: meta.apiUrls },
      secretKey: 'a key for measuring, 32 letters long',
      log: silentLogger,
      fetch: createOutboundFetch({ allowedHosts: meta.hosts }),
      files: { put: never, open: never, remove: never },
      baseUrl: () => 'http://localhost:3000',
    })
    const app = await createApp({ services, db: database.db, connectLive: database.connectLive, role: 'web', isReady: database.isReady })
    const businessId = await createBusiness({ ...services, ...app.contexts, db: database.db }, { name: 'Toko Ukur', sector: 'kuliner', city: 'Semarang' }, undefined)
    const { channelId } = await connectChannel(app.contexts.forBusiness(businessId, { kind: 'system' }), { type: 'whatsapp', settings: meta.settings() })
    await app.server.listen({ port: 0, host: '127.0.0.1' })
    return { port: (app.server.server.address() as AddressInfo).port, path: `/hooks/whatsapp/${channelId}` }
  },
  async fastify({ target, appSecret }) {
    const pool = await peerPool(target)
    const server = Fastify()
    server.removeContentTypeParser('application/json')
    server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    server.post('/hook', async (request, reply) => {
      const body = request.body as Buffer
      if (!isGenuine(body, request.headers['x-hub-signature-256'], appSecret)) return reply.status(401).send('forged')
      await pool.query({ name: 'store', text: insert, values: [idOf(body), body.toString('utf8')] })
      return 'ok'
    })
    await server.listen({ port: 0, host: '127.0.0.1' })
    return { port: (server.server.address() as AddressInfo).port, path: '/hook' }
  },
  async express({ target, appSecret }) {
    const pool = await peerPool(target)
    const app = express()
    app.post('/hook', express.raw({ type: 'application/json', limit: '1mb' }), async (request, response) => {
      const body = request.body as Buffer
      if (!isGenuine(body, request.headers['x-hub-signature-256'], appSecret)) return void response.status(401).send('forged')
      await pool.query({ name: 'store', text: insert, values: [idOf(body), body.toString('utf8')] })
      response.send('ok')
    })
    const server = app.listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    return { port: (server.address() as AddressInfo).port, path: '/hook' }
  },
  async echo() {
    const server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part)).on('end', () => response.writeHead(200, { 'content-type': 'text/plain' }).end(Buffer.concat(parts)))
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    return { port: (server.address() as AddressInfo).port, path: '/hook' }
  },
}

function never(): never {
  throw new Error('The measurement stores no files')
}

async function peerPool(target: ConnectionTarget): Promise<pg.Pool> {
  const pool = new pg.Pool({ ...target, max: 10 })
  await pool.query('create table if not exists webhooks (id bigint generated always as identity primary key, external_id text not null unique, body jsonb not null, received_at timestamptz not null)')
  return pool
}

function isGenuine(body: Buffer, given: string | string[] | undefined, appSecret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`)
  const found = Buffer.from(String(given))
  return found.length === expected.length && timingSafeEqual(found, expected)
}

interface Envelope {
  entry: { changes: { value: { messages?: { id: string }[] } }[] }[]
}

/** Bodies of this measurement hold one message each. */
function idOf(body: Buffer): string {
  return (JSON.parse(body.toString('utf8')) as Envelope).entry[0]?.changes[0]?.value.messages?.[0]?.id ?? ''
}

const [kind, config] = process.argv.slice(2)
const word = await servers[kind as Kind](JSON.parse(config) as ServerConfig)
process.stdout.write(`${JSON.stringify(word)}\n`)
