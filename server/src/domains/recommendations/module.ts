import type { DomainModule } from '#platform/module'
import { routes } from './routes.ts'

export const recommendations = { name: 'recommendations', routes } satisfies DomainModule
