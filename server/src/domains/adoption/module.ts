import type { DomainModule } from '#platform/module'
import { routes } from './routes.ts'

export const adoption = { name: 'adoption', routes } satisfies DomainModule
