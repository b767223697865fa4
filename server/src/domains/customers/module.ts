import type { DomainModule } from '#platform/module'
import { mergeRoutes } from './merge-routes.ts'
import { routes } from './routes.ts'

export const customers = { name: 'customers', routes: { ...routes, ...mergeRoutes } } satisfies DomainModule
