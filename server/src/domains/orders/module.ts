import type { DomainModule } from '#platform/module'
import { countingEvents, noteManyOrders, noteOrder } from './activity.ts'
import { counterRoutes } from './counter/routes.ts'
import { forgetCancellation, noteJourney, renewJourney, takeThanksBack, thankForOrder } from './journey.ts'
import { ledgerRoutes } from './ledger-routes.ts'
import { listFiles } from './list-files.ts'
import { paperRoutes } from './paper-routes.ts'
import { readAllListings, readListings } from './marketplaces/listings.ts'
import { fetchOrder, syncAllMarketplaces, syncOrders } from './marketplaces/order-sync.ts'
import { marketplaceRoutes } from './marketplaces/routes.ts'
import { noteProductChange, noteStockChange, pushStock } from './marketplaces/stock-push.ts'
import { linkAgreedCard, parcelCardRoutes } from './parcel-cards.ts'
import { paymentRoutes } from './payment-routes.ts'
import { expireOrder } from './progress.ts'
import { routes } from './routes.ts'
import { shippingRoutes } from './shipping-routes.ts'
import { trackAllShipments, trackShipment } from './shipping/shipments.ts'
import { linkSoldLines } from './unlisted-goods.ts'

export const orders = {
  name: 'orders',
  routes: { ...routes, ...paymentRoutes, ...paperRoutes, ...parcelCardRoutes, ...shippingRoutes, ...counterRoutes, ...marketplaceRoutes, ...ledgerRoutes, ...listFiles },
  events: [
    ...['order.recorded', 'order.placed', 'order.paid', 'order.shipped', 'order.completed', 'order.cancelled'].map((type) => ({ type, name: `orders.journey-on-${type.slice(6)}`, handle: noteJourney })),
    ...countingEvents.map((type) => ({ type, name: `orders.count-on-${type}`, handle: noteOrder })),
    { type: 'order.restored', name: 'orders.forget-cancellation', handle: forgetCancellation },
    { type: 'order.completed', name: 'orders.thank', handle: thankForOrder },
    { type: 'order.placed', name: 'orders.thank-at-once', handle: thankForOrder },
    { type: 'order.cancelled', name: 'orders.take-thanks-back', handle: takeThanksBack },
    { type: 'parcel-card.agreed', name: 'orders.link-parcel-card', handle: linkAgreedCard },
    { type: 'timeline.renewal-asked', name: 'orders.renew-journey', handle: renewJourney },
    { type: 'product.changed', name: 'orders.link-sold-lines', handle: linkSoldLines },
    { type: 'stock.changed', name: 'orders.tell-marketplaces', handle: noteStockChange },
    { type: 'product.changed', name: 'orders.tell-marketplaces-of-product', handle: noteProductChange },
  ],
  jobs: [
    { name: 'expire-order', handle: expireOrder },
    { name: 'note-orders', handle: noteManyOrders },
    { name: 'sync-marketplace-orders', handle: syncOrders },
    { name: 'fetch-marketplace-order', handle: fetchOrder },
    { name: 'read-marketplace-listings', handle: readListings },
    { name: 'push-marketplace-stock', handle: pushStock },
    { name: 'track-shipment', handle: trackShipment },
  ],
  schedules: [
    { name: 'sync-marketplaces', every: { minutes: 5 }, run: syncAllMarketplaces },
    { name: 'track-shipments', every: { minutes: 120 }, run: trackAllShipments },
    { name: 'read-marketplace-listings', every: { dailyAt: '05:30' }, run: readAllListings },
  ],
} satisfies DomainModule
