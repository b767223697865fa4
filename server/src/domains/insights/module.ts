import type { DomainModule } from '#platform/module'
import { refreshEveryNight, refreshNow } from './refresh.ts'
import { reportRoutes } from './report-routes.ts'
import { routes } from './routes.ts'

export const insights = {
  name: 'insights',
  routes: { ...routes, ...reportRoutes },
  jobs: [{ name: 'refresh-insights', handle: refreshNow }],
  schedules: [refreshEveryNight],
} satisfies DomainModule
