import type { DomainModule } from '#platform/module'
import { routes } from './routes.ts'

export const customers = { name: 'customers', routes } satisfies DomainModule
