/**
 * Orders: what customers bought, wherever they bought it, and the money for it. An order's total is always its lines −
 * discount + shipping; a payment counts once. Who asks about an order is told only what belongs to their own phone number.
 */
export { noteAllOrders } from './activity.ts'
export { resolveBuyers } from './buyers.ts'
export { recordImportedOrders, revertImportedOrders, type ImportedOrder, type ImportedOrderChange, type ImportedOrdersResult } from './imported-orders.ts'
export { sellAtCounter } from './counter.ts'
export { addDiscountRule, listDiscountRules } from './discount-rules.ts'
export { applyPayment, dueOf, listPayments, nextDue } from './money.ts'
export { getOrderSettings, type OrderSettings } from './order-settings.ts'
export { listOrders, recordOrder, type OrderInput } from './orders.ts'
export { requestPayment } from './payment-requests.ts'
export { listProviders } from './payment-settings.ts'
export { placeOrder, type CartLine, type NewOrder } from './placing.ts'
export { cancelOrder, moveOrder, restoreOrder } from './progress.ts'
export { listPromises } from './promises.ts'
export { findLastSoldPrices } from './sold-prices.ts'
export { listPurchases, summarisePurchases, type Purchase, type PurchaseSummary } from './purchases.ts'
export { getShipment } from './shipping/shipments.ts'
export { listStages } from './stages.ts'
export { findOrdersByPhone, getOrder, type OrderWithLines } from './store.ts'
export { orderStatuses, type OrderStatus, type PaymentRow } from './tables.ts'
