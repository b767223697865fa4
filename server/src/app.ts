import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { modules, routes } from './api.ts'
import { personalDataKeepers } from './personal-data.ts'
import { createContextFactory, type ContextFactory } from './platform/context-factory.ts'
import type { Services } from './platform/context.ts'
import type { OpenedDatabase } from './platform/database/open.ts'
import { createDispatcher, type Dispatcher, type WorkHandler } from './platform/events/dispatcher.ts'
import { createOutbox } from './platform/events/outbox.ts'
import { createScheduler, type Scheduler } from './platform/events/scheduler.ts'
import { idempotency } from './platform/http/idempotency.ts'
import { createLiveHub, type LiveHub } from './platform/http/live.ts'
import { mount } from './platform/http/mount.ts'
import type { OpenContext } from './platform/http/route.ts'
import { createServer } from './platform/http/server.ts'
import type { DomainModule } from './platform/module.ts'
import { createAuthentication, isAllowed } from '#domains/businesses'

export interface AppOptions {
  services: Services
  db: Kysely<object>
  /** Connections for queued work; those of requests where none are given. */
  workDb?: Kysely<object>
  connectLive(): Promise<pg.Client>
  /** Folder of the built web app; absent in tests of the API. */
  webDir?: string
  trustedProxies?: string[]
  securityContact?: string | undefined
  /** Web answers requests, worker does queued work. */
  role: 'all' | 'web' | 'worker'
  /** Whether the database answers and is migrated, for `/readyz`. */
  isReady(): Promise<boolean>
  /** How the database pool is used, for `/metrics`. */
  poolState?: OpenedDatabase['poolState']
}

export interface App extends AsyncDisposable {
  server: FastifyInstance
  contexts: ContextFactory
  dispatcher: Dispatcher
  scheduler: Scheduler
  live: LiveHub
  /** Starts the queue, the schedules and the runners of every domain; for worker processes. */
  startWork(): void
}

/** Wires every domain by hand. Starts nothing by itself: `main.ts` listens and starts the work. */
export async function createApp(options: AppOptions): Promise<App> {
  const all: DomainModule[] = Object.values(modules)
  const outbox = createOutbox((type) => all.flatMap((module) => (module.events ?? []).filter((event) => event.type === type).map((event) => event.name)))
  const services: Services = { ...options.services, personalData: personalDataKeepers }
  const contexts = createContextFactory(services, options.db, outbox)
  const installation = { ...services, ...contexts, db: options.db }
  const workDb = options.workDb ?? options.db
  const workContexts = createContextFactory(services, workDb, outbox)
  const atWork = { ...services, ...workContexts, db: workDb }
  const dispatcher = createDispatcher({
    db: workDb,
    outbox,
    handlers: collectHandlers(all),
    contextFor: (businessId) => workContexts.forBusiness(businessId, { kind: 'system' }, randomUUID()),
    clock: options.services.clock,
    log: options.services.log,
  })
  const scheduler = createScheduler(atWork, all.flatMap((module) => module.schedules ?? []))
  const live = createLiveHub(options.connectLive, () => outbox.wake(), options.services.log)
  const server = await createServer({ ...options, live, routes })
  const authentication = createAuthentication(installation)
  // A worker answers for its own health alone.
  if (options.role !== 'worker') {
    mount(server, routes, {
      authenticate: (request) => authentication.authenticate(request),
      isAllowed,
      idempotency,
      open: (request, reply): OpenContext => ({ ...installation, request, reply, now: () => options.services.clock.now(), live }),
    })
  }
  await server.ready()
  const running = new AsyncDisposableStack()
  return {
    server,
    contexts,
    dispatcher,
    scheduler,
    live,
    startWork() {
      dispatcher.start()
      scheduler.start()
      for (const start of all.flatMap((module) => module.runners ?? [])) running.use(start(atWork))
    },
    async [Symbol.asyncDispose]() {
      await live[Symbol.asyncDispose]()
      // Whoever sends or reads too slowly is cut off, so that a stop takes seconds.
      const cutOff = setTimeout(() => server.server.closeAllConnections(), longestDrainMs)
      await server.close()
      clearTimeout(cutOff)
      await running[Symbol.asyncDispose]()
      await scheduler[Symbol.asyncDispose]()
      await dispatcher[Symbol.asyncDispose]()
    },
  }
}

const longestDrainMs = 5_000

function collectHandlers(all: DomainModule[]): Map<string, WorkHandler> {
  const handlers = new Map<string, WorkHandler>()
  for (const { name, handle } of all.flatMap((module) => [...(module.events ?? []), ...(module.jobs ?? [])])) {
    if (handlers.has(name)) throw new Error(`Two handlers are named ${name}`)
    handlers.set(name, handle)
  }
  return handlers
}
