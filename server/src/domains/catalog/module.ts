import type { DomainModule } from '#platform/module'
import { routes } from './routes.ts'

export const catalog = { name: 'catalog', routes } satisfies DomainModule
