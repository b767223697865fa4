import type { DomainModule } from '#platform/module'
import { routes } from './routes.ts'

export const orders = { name: 'orders', routes } satisfies DomainModule
