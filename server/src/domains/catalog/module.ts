import type { DomainModule } from '#platform/module'
import { routes } from './routes.ts'
import { stockRoutes } from './stock-routes.ts'

export const catalog = { name: 'catalog', routes: { ...routes, ...stockRoutes } } satisfies DomainModule
