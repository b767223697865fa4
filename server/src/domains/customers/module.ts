import type { DomainModule } from '#platform/module'
import { dataRequestRoutes } from './data-request-routes.ts'
import { alertOverdueRequests } from './data-requests.ts'
import { finishErasure } from './erasing.ts'
import { ledgerRoutes } from './ledger-routes.ts'
import { listFiles } from './list-files.ts'
import { loyaltyRoutes } from './loyalty-routes.ts'
import { mergeRoutes } from './merge-routes.ts'
import { parcelPages } from './parcel-pages.ts'
import { parcelRoutes } from './parcel-routes.ts'
import { ratingPages } from './rating-pages.ts'
import { unsubscribePages } from './unsubscribe-pages.ts'
import { routes } from './routes.ts'

export const customers = {
  name: 'customers',
  routes: { ...routes, ...mergeRoutes, ...dataRequestRoutes, ...loyaltyRoutes, ...parcelRoutes, ...parcelPages, ...ratingPages, ...unsubscribePages, ...ledgerRoutes, ...listFiles },
  jobs: [{ name: 'finish-erasure', handle: finishErasure }],
  schedules: [{ name: 'alert-data-requests', every: { minutes: 5 }, run: alertOverdueRequests }],
} satisfies DomainModule
