/**
 * Orders: what customers bought, wherever they bought it. An order's total is always its lines − discount + shipping.
 * Someone who asks about an order is told only what belongs to their own phone number.
 */
export { recordImportedOrders, revertImportedOrders, type ImportedOrder, type ImportedOrderChange, type ImportedOrdersResult } from './imported-orders.ts'
export { findOrdersByPhone, listOrders, recordOrder, updateOrder, type OrderInput, type OrderWithLines } from './orders.ts'
export { orderStatuses, type OrderStatus } from './tables.ts'
