import type { DomainModule } from '#platform/module'
import { listFiles } from './list-files.ts'
import { photoRoutes } from './photo-routes.ts'
import { routes } from './routes.ts'
import { stockRoutes } from './stock-routes.ts'

export const catalog = { name: 'catalog', routes: { ...routes, ...photoRoutes, ...stockRoutes, ...listFiles } } satisfies DomainModule
