import type { DomainModule } from '#platform/module'
import { routes } from './routes.ts'

export const businesses = { name: 'businesses', routes } satisfies DomainModule
