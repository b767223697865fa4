import type { DomainModule } from '#platform/module'
import { listFiles } from './list-files.ts'
import { routes } from './routes.ts'

export const businesses = { name: 'businesses', routes: { ...routes, ...listFiles } } satisfies DomainModule
