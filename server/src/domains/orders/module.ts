import type { DomainModule } from '#platform/module'
import { paperRoutes } from './paper-routes.ts'
import { paymentRoutes } from './payment-routes.ts'
import { expireOrder } from './progress.ts'
import { routes } from './routes.ts'

export const orders = {
  name: 'orders',
  routes: { ...routes, ...paymentRoutes, ...paperRoutes },
  jobs: [{ name: 'expire-order', handle: expireOrder }],
} satisfies DomainModule
