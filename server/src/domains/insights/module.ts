import type { DomainModule } from '#platform/module'
import { figureRoutes } from './figures/routes.ts'
import { refreshEveryNight, refreshNow } from './refresh.ts'
import { reportRoutes } from './report-routes.ts'
import { routes } from './routes.ts'

export const insights = {
  name: 'insights',
  routes: { ...routes, ...figureRoutes, ...reportRoutes },
  jobs: [{ name: 'refresh-insights', handle: refreshNow }],
  schedules: [refreshEveryNight],
} satisfies DomainModule
