import type { GlobalDatabase, Services } from './context.ts'
import type { ContextFactory } from './context-factory.ts'
import type { WorkHandler } from './events/dispatcher.ts'
import type { AnyRoute } from './http/route.ts'

/** What a domain adds to the running product; `module.ts` of each domain exports one. */
export interface DomainModule {
  name: string
  routes: Record<string, AnyRoute>
  /** Handlers of events from this or a lower floor. `name` is unique and stable: waiting rows carry it. */
  events?: { type: string; name: string; handle: WorkHandler }[]
  jobs?: { name: string; handle: WorkHandler }[]
  schedules?: Schedule[]
  /** Work that goes on as long as a worker process lives, such as asking a provider for news. Starts it; disposing stops it. */
  runners?: ((installation: Services & GlobalDatabase & ContextFactory) => AsyncDisposable)[]
}

/** Work that recurs for the whole installation; it runs once however many processes there are (F46). */
export interface Schedule {
  name: string
  /** Minutes between runs, or a local time of day `HH:MM` (WIB). */
  every: { minutes: number } | { dailyAt: string }
  run(installation: Services & GlobalDatabase & ContextFactory): Promise<void>
}
