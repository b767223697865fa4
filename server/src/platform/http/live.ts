import type { FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import type { LiveChange } from '../context.ts'
import type { Logger } from '../log.ts'

/** Server-sent events: tells open screens which thing changed; they read the new state over the normal routes. */
export interface LiveHub extends AsyncDisposable {
  /**
   * Keeps the reply open and sends the changes of one business until the client leaves or `stillAllowed` fails.
   * `select` narrows what this client hears: it returns what to send, or `undefined` for nothing.
   */
  attach(businessId: string, request: FastifyRequest, reply: FastifyReply, stillAllowed: () => Promise<boolean>, select?: Select): void
  readonly clientCount: number
}

type Select = (change: LiveChange) => object | undefined

interface Client {
  businessId: string
  select: Select
  write(text: string): boolean
  /** Ends the stream if it may not be heard any more. */
  recheck(): void
  end(): void
}

/** Listens on one database connection for `laris_live` and fans out. `connect` gives a dedicated client. */
export function createLiveHub(connect: () => Promise<pg.Client>, onOutbox: () => void, log: Logger): LiveHub {
  const clients = new Set<Client>()
  let connection: pg.Client | undefined
  let isStopping = false

  async function listen(waitMs: number): Promise<void> {
    if (isStopping) return
    try {
      const client = await connect()
      // A stop during the connecting finds nothing to end; without this the process would never end.
      if (isStopping) return await client.end()
      connection = client
      client.on('notification', (notice) => (notice.channel === 'laris_outbox' ? onOutbox() : spread(notice.payload ?? '')))
      client.on('end', () => setTimeout(() => void listen(500), 500).unref())
      await client.query('listen laris_live')
      await client.query('listen laris_outbox')
      // Whatever changed while nobody listened: screens read again.
      for (const client of clients) client.write('event: resync\ndata: {}\n\n')
      onOutbox()
    } catch (error) {
      if (isStopping) return
      log.warn({ error }, 'live updates are disconnected; trying again')
      setTimeout(() => void listen(Math.min(waitMs * 2, 10_000)), waitMs).unref()
    }
  }

  function spread(payload: string): void {
    // Written by `notify` of our own transactions.
    const { businessId, ...change } = JSON.parse(payload) as { businessId: string } & LiveChange
    for (const client of clients) {
      // Someone's role, login or key has changed: who may not hear this business any more leaves now (S15).
      if (client.businessId === businessId && change.topic === 'access') client.recheck()
      const selected = client.businessId === businessId ? client.select(change) : undefined
      if (selected) client.write(`data: ${JSON.stringify(selected)}\n\n`)
    }
  }

  void listen(500)
  return {
    get clientCount() {
      return clients.size
    },
    attach(businessId, request, reply, stillAllowed, select = (change) => change) {
      reply.hijack()
      const response = reply.raw
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'keep-alive' })
      response.flushHeaders()
      response.write('retry: 2000\nevent: ready\ndata: {}\n\n')
      const client: Client = {
        businessId,
        select,
        write: (text) => response.write(text),
        recheck: () => void stillAllowed().then((allowed) => allowed || client.end(), () => client.end()),
        end: () => response.end(),
      }
      if (isStopping) return client.end()
      clients.add(client)
      const heartbeat = setInterval(() => {
        response.write(': \n\n')
        client.recheck()
      }, 15_000)
      request.raw.on('close', () => {
        clearInterval(heartbeat)
        clients.delete(client)
      })
    },
    async [Symbol.asyncDispose]() {
      isStopping = true
      for (const client of clients) client.end()
      await connection?.end().catch(() => {})
    },
  }
}
